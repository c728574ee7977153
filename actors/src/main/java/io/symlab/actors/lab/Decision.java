package io.symlab.actors.lab;

import akka.actor.typed.ActorRef;
import io.symlab.proto.ClientReply;
import java.util.List;
import java.util.function.Consumer;

/**
 * What a command to an event-sourced actor leads to.
 *
 * @param events to be written down; may be empty
 * @param then what is done, with the state that they make, once they are safe
 */
record Decision<E, S>(List<E> events, Consumer<S> then) {
  /** Something is written down, and then something done. */
  static <E, S> Decision<E, S> of(E event, Consumer<S> then) {
    return new Decision<>(List.of(event), then);
  }

  /** Nothing is written down. */
  static <E, S> Decision<E, S> only(Consumer<S> then) {
    return new Decision<>(List.of(), then);
  }

  /** Nothing changes, and the client is told why. */
  static <E, S> Decision<E, S> refuse(ActorRef<ClientReply> client, String message) {
    return only(state -> client.tell(Replies.refused(2, message)));
  }
}
