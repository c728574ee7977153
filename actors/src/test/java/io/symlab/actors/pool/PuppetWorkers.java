package io.symlab.actors.pool;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Behaviors;
import com.google.protobuf.ByteString;
import io.symlab.actors.host.HostRecords;
import io.symlab.actors.host.StandInWorkers;
import io.symlab.actors.host.WorkerHost;
import io.symlab.actors.host.Workers;
import io.symlab.actors.stage.StageWorker;
import io.symlab.actors.stage.WorkerContext;
import io.symlab.experiment.Stage;
import io.symlab.proto.FileRef;
import io.symlab.proto.HostRecord;
import io.symlab.proto.StageBegin;
import io.symlab.proto.StageFailure;
import io.symlab.proto.StageReport;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicReference;

/** Stage workers that do nothing of themselves: a test pulls their strings. */
public final class PuppetWorkers implements StandInWorkers {
  private final TestProbe<Puppet> stage;
  private final TestProbe<StageWorker.HostLost> lost;

  public PuppetWorkers(ActorTestKit kit) {
    this.stage = kit.createTestProbe(Puppet.class);
    this.lost = kit.createTestProbe(StageWorker.HostLost.class);
  }

  /** A second one is the string to pull for the end: the first has all there is to know. */
  private static final ConcurrentMap<StageBegin, Optional<Throwable>> ENDS =
      new ConcurrentHashMap<>();

  /** A worker that has been told to begin, or to stop. */
  public record Puppet(
      StageBegin begin,
      ActorRef<StageWorker.Report> trial,
      ActorRef<StageWorker.Command> self,
      boolean toldToStop) {

    public Puppet saves(String path) {
      return says(report().setCheckpointSaved(file(path)));
    }

    public Puppet finishes(String path) {
      return says(report().setFinished(file(path))).ends();
    }

    public Puppet fails(String kind, String cause) {
      return says(report().setFailed(StageFailure.newBuilder().setKind(kind).setCause(cause)))
          .ends();
    }

    public Puppet stops() {
      return says(report().setStopped(true)).ends();
    }

    public Puppet ends() {
      return ends(Optional.empty());
    }

    public Puppet dies(Throwable cause) {
      return ends(Optional.of(cause));
    }

    private Puppet ends(Optional<Throwable> cause) {
      ENDS.put(begin, cause);
      self.tell(new StageWorker.Begin(begin, trial));
      return this;
    }

    public Puppet says(StageReport.Builder report) {
      trial.tell(new StageWorker.Report(report.build()));
      return this;
    }

    public StageReport.Builder report() {
      return StageReport.newBuilder().setAttempt(begin.getAttempt()).setStage(begin.getStage());
    }

    public static FileRef file(String path) {
      return FileRef.newBuilder()
          .setPath(path)
          .setLength(1)
          .setSha256(ByteString.copyFromUtf8("x"))
          .build();
    }
  }

  /** The next worker that begins; fails when none does. */
  public Puppet next() {
    return stage.receiveMessage();
  }

  /** The next worker, which must be of that stage. */
  public Puppet next(String name) {
    Puppet puppet = next();
    org.assertj.core.api.Assertions.assertThat(puppet.begin().getStage()).isEqualTo(name);
    return puppet;
  }

  /** A pool of so many slots, and a host whose workers are these. */
  public static ActorRef<TrainerPool.Command> pool(ActorTestKit kit, int slots, Workers workers) {
    return pool(kit, slots, workers, java.time.Duration.ZERO);
  }

  /**
   * The same.
   *
   * @param gather how long it waits for others once the first trial has come
   */
  static ActorRef<TrainerPool.Command> pool(
      ActorTestKit kit, int slots, Workers workers, java.time.Duration gather) {
    return pool(kit, HostRecords.here(HostRecords.LAB, slots), workers, gather);
  }

  /** A pool of what a host has, whose workers are these. */
  public static ActorRef<TrainerPool.Command> pool(
      ActorTestKit kit, HostRecord record, Workers workers, java.time.Duration gather) {
    return kit.spawn(
        TrainerPool.create(
            Resources.of(record),
            kit.spawn(WorkerHost.create(record, workers)),
            WorkerContext.of(Path.of("target"), java.time.Duration.ZERO),
            gather));
  }

  /** The next host that a worker is told of as gone. */
  String nextLost() {
    return lost.receiveMessage().host();
  }

  void expectNoneLost() {
    lost.expectNoMessage(java.time.Duration.ofMillis(200));
  }

  public void expectNone() {
    stage.expectNoMessage(java.time.Duration.ofMillis(200));
  }

  @Override
  public Behavior<StageWorker.Command> worker(Stage of) {
    return Behaviors.setup(
        context -> {
          var begun = new AtomicReference<StageWorker.Begin>();
          return Behaviors.receive(StageWorker.Command.class)
              .onMessage(
                  StageWorker.Begin.class,
                  begin -> {
                    if (begun.get() != null) {
                      return end(ENDS.remove(begin.work()));
                    }
                    begun.set(begin);
                    stage.getRef().tell(puppet(begin, context.getSelf(), false));
                    return Behaviors.same();
                  })
              .onMessage(
                  StageWorker.HostLost.class,
                  gone -> {
                    lost.getRef().tell(gone);
                    return Behaviors.same();
                  })
              .onMessage(StageWorker.Stop.class, stop -> tell(begun.get(), context.getSelf()))
              .onMessage(StageWorker.MoreSlots.class, more -> tell(begun.get(), context.getSelf()))
              .build();
        });
  }

  private Behavior<StageWorker.Command> tell(
      StageWorker.Begin begin, ActorRef<StageWorker.Command> self) {
    stage.getRef().tell(puppet(begin, self, true));
    return Behaviors.same();
  }

  private static Puppet puppet(
      StageWorker.Begin begin, ActorRef<StageWorker.Command> self, boolean toldToStop) {
    return new Puppet(begin.work(), begin.replyTo(), self, toldToStop);
  }

  private static Behavior<StageWorker.Command> end(Optional<Throwable> cause) {
    if (cause.isEmpty()) {
      return Behaviors.stopped();
    }
    if (cause.get() instanceof Error error) {
      throw error;
    }
    throw (RuntimeException) cause.get();
  }
}
