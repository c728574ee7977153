package io.symlab.actors.stage;

import akka.actor.typed.ActorRef;
import com.google.protobuf.Message;
import java.util.List;

/**
 * A message between workers that may live on different machines: a Protobuf body and the actors
 * that it names, nothing else.
 */
public interface WorkerMessage {
  Message body();

  /** The actors it names, in the order in which its reader expects them. */
  default List<ActorRef<?>> references() {
    return List.of();
  }
}
