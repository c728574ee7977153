/**
 * How the command line and a lab speak: over a Unix-domain socket in the home, one Protobuf message
 * after the other. Both ends are here, as far as they need no actors; nothing here knows Akka.
 */
package io.symlab.door;
