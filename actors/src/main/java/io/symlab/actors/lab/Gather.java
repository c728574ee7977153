package io.symlab.actors.lab;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import io.symlab.proto.ClientReply;
import io.symlab.proto.ExperimentList;
import io.symlab.proto.ExperimentView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Asks all experiments for their view, answers one client with the list, and ends. */
final class Gather extends AbstractBehavior<ClientReply> {
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final List<ExperimentView> views;
  private final ActorRef<ClientReply> client;
  private int missing;

  private Gather(
      ActorContext<ClientReply> context,
      List<ExperimentView> ended,
      List<ActorRef<Experiment.Command>> running,
      ActorRef<ClientReply> client) {
    super(context);
    this.views = new ArrayList<>(ended);
    this.client = client;
    this.missing = running.size();
    running.forEach(experiment -> experiment.tell(new Experiment.View(context.getSelf())));
    context.setReceiveTimeout(PATIENCE, ClientReply.getDefaultInstance());
  }

  static Behavior<ClientReply> create(
      List<ExperimentView> ended,
      List<ActorRef<Experiment.Command>> running,
      ActorRef<ClientReply> client) {
    return Behaviors.setup(
        context -> {
          if (running.isEmpty()) {
            client.tell(list(ended));
            return Behaviors.stopped();
          }
          return new Gather(context, ended, running, client);
        });
  }

  @Override
  public Receive<ClientReply> createReceive() {
    return newReceiveBuilder().onMessage(ClientReply.class, this::onReply).build();
  }

  private Behavior<ClientReply> onReply(ClientReply reply) {
    if (reply.hasExperiment()) {
      views.add(reply.getExperiment());
      missing--;
    } else {
      missing = 0; // one of them takes too long: show the others
    }
    if (missing > 0) {
      return this;
    }
    client.tell(list(views));
    return Behaviors.stopped();
  }

  private static ClientReply list(List<ExperimentView> views) {
    var list = ExperimentList.newBuilder();
    views.stream()
        .sorted(Comparator.comparingLong(view -> Long.parseLong(view.getId().substring(1))))
        .map(ExperimentViews::summary)
        .forEach(list::addExperiments);
    return ClientReply.newBuilder().setExperiments(list).build();
  }
}
