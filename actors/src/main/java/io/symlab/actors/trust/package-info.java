/**
 * Who may be in a lab's cluster: the lab's own authority, invitations, certificates, and the TLS
 * that they make possible. Knows no actor.
 */
package io.symlab.actors.trust;
