/** The door of the lab: what clients may ask, and how it is answered. Decides nothing itself. */
package io.symlab.actors.endpoint;
