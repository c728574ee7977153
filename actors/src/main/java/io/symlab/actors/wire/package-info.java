/**
 * How messages and events become bytes. What they say is in the module {@code proto}; nothing here
 * is known to those who say it.
 */
package io.symlab.actors.wire;
