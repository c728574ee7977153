/**
 * Reads what a lab has written down while it does not run: the events and snapshots of its journal,
 * from a copy, without any actor.
 */
package io.symlab.actors.stored;
