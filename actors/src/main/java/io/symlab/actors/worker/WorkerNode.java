package io.symlab.actors.worker;

import akka.Done;
import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorRefResolver;
import akka.actor.typed.Behavior;
import akka.actor.typed.DispatcherSelector;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.actor.typed.javadsl.TimerScheduler;
import akka.cluster.typed.Cluster;
import akka.cluster.typed.SelfUp;
import akka.cluster.typed.Subscribe;
import io.symlab.actors.cluster.ClusterSettings;
import io.symlab.actors.cluster.Nodes;
import io.symlab.actors.host.HostData;
import io.symlab.actors.host.WorkerHost;
import io.symlab.actors.trust.ClusterFolder;
import io.symlab.actors.trust.Place;
import io.symlab.actors.work.StageWorkers;
import io.symlab.proto.HostRecord;
import io.symlab.proto.NodeDrain;
import io.symlab.proto.NodeHello;
import io.symlab.proto.NodeMessage;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The guardian of a worker: once the process is a member of the cluster it tells the lab who it is
 * and what it has, again until the lab answers, and does what the lab says about being here.
 */
final class WorkerNode extends AbstractBehavior<WorkerNode.Command> {
  sealed interface Command permits FromLab, Up, Knock, Leave {}

  private record FromLab(NodeMessage message) implements Command {}

  /** From Akka's cluster: this process is a member. */
  private record Up(SelfUp event) implements Command {}

  private enum Knock implements Command {
    INSTANCE
  }

  /** From the end of the process: give back what is worked on; answered when that is done. */
  record Leave(ActorRef<Done> replyTo) implements Command {}

  private static final Duration AGAIN = Duration.ofSeconds(2);

  private final TimerScheduler<Command> timers;
  private final ClusterFolder folder;
  private final Place place;
  private final HostRecord record;
  private final ActorRefResolver references;
  private final ActorRef<WorkerHost.Command> host;
  private final Consumer<WorkerEnd> end;
  private final Runnable joined;
  private final ActorRef<NodeMessage> lab;
  private final ActorRef<NodeMessage> self;
  private final List<ActorRef<Done>> leaving = new ArrayList<>();
  private boolean welcome;

  private WorkerNode(
      ActorContext<Command> context,
      TimerScheduler<Command> timers,
      WorkerSettings settings,
      Runnable joined,
      Consumer<WorkerEnd> end) {
    super(context);
    this.timers = timers;
    this.folder = settings.folder();
    this.place = settings.place();
    this.record = settings.record();
    this.references = ActorRefResolver.get(context.getSystem());
    this.host =
        context.spawn(
            WorkerHost.elsewhere(
                record,
                new StageWorkers(settings.context()),
                settings.work(),
                HostData.of(record.getName(), settings.config(), settings.data())),
            "worker-host",
            DispatcherSelector.fromConfig("symlab.blocking-dispatcher")); // it clears its folder
    this.joined = joined;
    this.end = end;
    this.lab =
        references.resolveActorRef(
            ClusterSettings.address(place) + "/user/" + Nodes.NAME + "/" + Nodes.DESK);
    this.self = context.messageAdapter(NodeMessage.class, FromLab::new);
    Cluster.get(context.getSystem())
        .subscriptions()
        .tell(Subscribe.create(context.messageAdapter(SelfUp.class, Up::new), SelfUp.class));
  }

  /**
   * One, for one life of an actor system.
   *
   * @param joined told once when the lab has answered
   * @param end told when the process is to leave this life
   */
  static Behavior<Command> create(
      WorkerSettings settings, Runnable joined, Consumer<WorkerEnd> end) {
    return Behaviors.setup(
        context ->
            Behaviors.withTimers(timers -> new WorkerNode(context, timers, settings, joined, end)));
  }

  @Override
  public Receive<Command> createReceive() {
    return newReceiveBuilder()
        .onMessage(Up.class, up -> onUp())
        .onMessage(Knock.class, knock -> onKnock())
        .onMessage(FromLab.class, from -> onLab(from.message()))
        .onMessage(Leave.class, this::onLeave)
        .build();
  }

  private Behavior<Command> onUp() {
    timers.startTimerWithFixedDelay(Knock.INSTANCE, Duration.ZERO, AGAIN);
    return this;
  }

  private Behavior<Command> onKnock() {
    lab.tell(
        NodeMessage.newBuilder()
            .setHello(
                NodeHello.newBuilder()
                    .setRecord(record)
                    .setGuardian(references.toSerializationFormat(self))
                    .setHost(references.toSerializationFormat(host))
                    .setClockMillis(System.currentTimeMillis()))
            .build());
    return this;
  }

  private Behavior<Command> onLab(NodeMessage message) {
    switch (message.getWhatCase()) {
      case WELCOME -> {
        timers.cancel(Knock.INSTANCE);
        learnRevoked(message.getWelcome().getRevokedList());
        if (!welcome) {
          welcome = true;
          joined.run();
        }
      }
      case REFUSED -> {
        var refused = message.getRefused();
        var kind = refused.getForGood() ? WorkerEnd.Kind.REMOVED : WorkerEnd.Kind.REFUSED;
        end.accept(new WorkerEnd(kind, refused.getWhy()));
      }
      case DRAINED -> {
        leaving.forEach(one -> one.tell(Done.getInstance()));
        end.accept(new WorkerEnd(WorkerEnd.Kind.LEFT, "it was drained"));
      }
      case HELLO, DRAIN, WHAT_NOT_SET -> getContext().getLog().warn("the lab says {}", message);
    }
    return this;
  }

  /** So that connections of a removed worker are refused here, too. */
  private void learnRevoked(List<String> serials) {
    try {
      folder.revoke(serials);
    } catch (IOException e) {
      getContext().getLog().warn("can't keep which certificates were revoked", e);
    }
  }

  private Behavior<Command> onLeave(Leave leave) {
    if (!welcome) {
      leave.replyTo().tell(Done.getInstance());
    } else {
      leaving.add(leave.replyTo());
      askToDrain();
    }
    return this;
  }

  private void askToDrain() {
    lab.tell(
        NodeMessage.newBuilder().setDrain(NodeDrain.newBuilder().setName(place.name())).build());
  }
}
