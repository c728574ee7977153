package io.symlab.actors.endpoint;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Behaviors;
import io.symlab.actors.lab.Replies;

/** Makes the actor that serves the lab's page, when somebody asks for the page first. */
@FunctionalInterface
public interface PageMaker {
  /** Of a lab that has none, as tests run it. */
  PageMaker NONE =
      endpoint ->
          Behaviors.receiveMessage(
              request -> {
                request.replyTo().tell(Replies.refused(1, "this lab has no page"));
                return Behaviors.same();
              });

  /**
   * An actor that answers {@code Dashboard} once the page is served.
   *
   * @param endpoint whom the page asks
   */
  Behavior<Client.Request> page(ActorRef<Client.Request> endpoint);
}
