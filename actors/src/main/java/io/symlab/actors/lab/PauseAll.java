package io.symlab.actors.lab;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.Terminated;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import io.symlab.proto.ClientReply;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Tells all open experiments that the lab is paused, or goes on; has the lab answer one client when
 * all have followed or ended, and ends.
 */
final class PauseAll extends AbstractBehavior<ClientReply> {
  private final ActorRef<Lab.Command> lab;
  private final ActorRef<ClientReply> client;
  private final Set<String> missing = new HashSet<>();

  private PauseAll(
      ActorContext<ClientReply> context, ActorRef<Lab.Command> lab, ActorRef<ClientReply> client) {
    super(context);
    this.lab = lab;
    this.client = client;
  }

  /**
   * @param experiments named as their actors are
   */
  static Behavior<ClientReply> create(
      boolean paused,
      List<ActorRef<Experiment.Command>> experiments,
      ActorRef<Lab.Command> lab,
      ActorRef<ClientReply> client) {
    return Behaviors.setup(
        context -> {
          var all = new PauseAll(context, lab, client);
          for (ActorRef<Experiment.Command> experiment : experiments) {
            all.missing.add(experiment.path().name());
            context.watch(experiment);
            experiment.tell(new Control.LabPaused(paused, context.getSelf()));
          }
          return all.untilAll();
        });
  }

  @Override
  public Receive<ClientReply> createReceive() {
    return newReceiveBuilder()
        .onMessage(ClientReply.class, reply -> heard(reply.getExperiment().getId()))
        .onSignal(Terminated.class, gone -> heard(gone.getRef().path().name()))
        .build();
  }

  private Behavior<ClientReply> heard(String experiment) {
    missing.remove(experiment);
    return untilAll();
  }

  private Behavior<ClientReply> untilAll() {
    if (!missing.isEmpty()) {
      return this;
    }
    lab.tell(new LabLooks.Look(client));
    return Behaviors.stopped();
  }
}
