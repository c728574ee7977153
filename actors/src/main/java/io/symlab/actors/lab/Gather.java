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
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Asks all experiments for their view, answers one client with the list, and ends. One that is slow
 * to answer is in the list all the same, as far as it is known: a list is of all there are.
 */
final class Gather extends AbstractBehavior<ClientReply> {
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final List<ExperimentView> views;
  private final Map<String, ExperimentView> missing = new HashMap<>();
  private final ActorRef<ClientReply> client;

  private Gather(
      ActorContext<ClientReply> context,
      List<ExperimentView> ended,
      List<ExperimentView> open,
      List<ActorRef<Experiment.Command>> running,
      ActorRef<ClientReply> client) {
    super(context);
    this.views = new ArrayList<>(ended);
    this.client = client;
    open.forEach(view -> missing.put(view.getId(), view));
    running.forEach(experiment -> experiment.tell(new Experiment.View(context.getSelf())));
    context.setReceiveTimeout(PATIENCE, ClientReply.getDefaultInstance());
  }

  /**
   * @param open how each that has not ended looks as long as it has not answered
   * @param running the actors of those
   */
  static Behavior<ClientReply> create(
      List<ExperimentView> ended,
      List<ExperimentView> open,
      List<ActorRef<Experiment.Command>> running,
      ActorRef<ClientReply> client) {
    return Behaviors.setup(
        context -> {
          if (open.isEmpty()) {
            client.tell(list(ended));
            return Behaviors.stopped();
          }
          return new Gather(context, ended, open, running, client);
        });
  }

  @Override
  public Receive<ClientReply> createReceive() {
    return newReceiveBuilder().onMessage(ClientReply.class, this::onReply).build();
  }

  private Behavior<ClientReply> onReply(ClientReply reply) {
    if (reply.hasExperiment()) {
      views.add(reply.getExperiment());
      missing.remove(reply.getExperiment().getId());
      if (!missing.isEmpty()) {
        return this;
      }
    }
    views.addAll(missing.values());
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
