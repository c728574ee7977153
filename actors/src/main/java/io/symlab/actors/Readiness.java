package io.symlab.actors;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorRefResolver;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.AskPattern;
import io.symlab.actors.endpoint.Client;
import io.symlab.actors.lab.Lab;
import io.symlab.actors.lab.LabLooks;
import io.symlab.experiment.LabException;
import io.symlab.proto.ClientReply;
import io.symlab.proto.ClientRequest;
import io.symlab.proto.Dashboard;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Waits until a lab that was started can be asked. */
final class Readiness {
  private static final Logger LOG = LoggerFactory.getLogger(Readiness.class);
  private static final Duration START = Duration.ofMinutes(1);

  private Readiness() {}

  /** Who answers clients. */
  static ActorRef<Client.Request> endpoint(ActorSystem<?> system) {
    return ActorRefResolver.get(system)
        .resolveActorRef("akka://" + Client.SYSTEM + "/user/" + Client.ENDPOINT);
  }

  /**
   * Returns once the guardian answers, which it does when it has read its journal; its endpoint
   * stands by then.
   *
   * @throws LabException when it can't
   */
  static void await(ActorSystem<Lab.Command> system, Path home) throws LabException {
    CompletionStage<ClientReply> answer =
        AskPattern.ask(system, LabLooks.Look::new, START, system.scheduler());
    CompletableFuture<Object> first =
        CompletableFuture.anyOf(
            answer.toCompletableFuture(), system.getWhenTerminated().toCompletableFuture());
    try {
      if (first.join() instanceof ClientReply) {
        return;
      }
    } catch (CompletionException e) {
      LOG.error("no answer from the lab's guardian", e);
    }
    throw new LabException(
        1,
        "the lab can't read its journal in "
            + home.resolve("journal")
            + "; "
            + home.resolve("logs/lab.log")
            + " says why");
  }

  /**
   * Returns once the page is served.
   *
   * @throws LabException when it can't be
   */
  static void servePage(ActorSystem<?> system) throws LabException {
    var request = ClientRequest.newBuilder().setDashboard(Dashboard.getDefaultInstance()).build();
    CompletionStage<ClientReply> answer =
        AskPattern.ask(
            endpoint(system),
            replyTo -> new Client.Request(request, replyTo),
            START,
            system.scheduler());
    try {
      ClientReply reply = answer.toCompletableFuture().join();
      if (reply.hasRefused()) {
        throw new LabException(reply.getRefused().getExitCode(), reply.getRefused().getMessage());
      }
    } catch (CompletionException e) {
      throw new LabException(1, "the page does not come up: " + e.getMessage(), e);
    }
  }
}
