/** How messages and events become bytes. What they say is in the module {@code proto}. */
package io.symlab.actors.wire;
