/**
 * Where clients come in: the socket and its bytes ({@link io.symlab.actors.door.Door}), and one
 * actor per connection ({@link io.symlab.actors.door.Gate}) that puts what is asked to the lab's
 * endpoint and sends back what the actors answer, once or as a stream.
 */
package io.symlab.actors.door;
