/**
 * The door of the lab: what clients may ask, and how it is answered. Decides nothing itself; it
 * asks the lab, which knows nothing of it.
 */
package io.symlab.actors.endpoint;
