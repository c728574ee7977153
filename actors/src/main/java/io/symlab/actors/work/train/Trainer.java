package io.symlab.actors.work.train;

import akka.actor.typed.Behavior;
import akka.actor.typed.PostStop;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import io.symlab.actors.stage.StageReports;
import io.symlab.actors.stage.StageWorker.Begin;
import io.symlab.actors.stage.StageWorker.Command;
import io.symlab.actors.stage.StageWorker.Private;
import io.symlab.actors.stage.StageWorker.Stop;
import io.symlab.actors.stage.WorkerContext;
import io.symlab.actors.store.CheckpointStore;
import java.io.IOException;
import java.time.Duration;

/**
 * The worker of meta-training and of meta-tuning. It drives a stepped work in slices, on one slot,
 * and between two slices it listens.
 */
public final class Trainer extends AbstractBehavior<Command> {
  private static final long SLICE = Duration.ofMillis(100).toNanos();

  /** From this trainer to itself: do the next slice. */
  private record Continue() implements Private {}

  private final WorkerContext surroundings;
  private final Training.Opener opener;
  private StageReports reports;
  private TrainingRun run;

  private Trainer(
      ActorContext<Command> context, WorkerContext surroundings, Training.Opener opener) {
    super(context);
    this.surroundings = surroundings;
    this.opener = opener;
  }

  public static Behavior<Command> create(WorkerContext surroundings, Training.Opener opener) {
    return Behaviors.setup(context -> new Trainer(context, surroundings, opener));
  }

  @Override
  public Receive<Command> createReceive() {
    return newReceiveBuilder()
        .onMessage(Begin.class, this::onBegin)
        .onMessage(Continue.class, this::onContinue)
        .onMessage(Stop.class, this::onStop)
        .onSignal(PostStop.class, signal -> onPostStop())
        .build();
  }

  private Behavior<Command> onBegin(Begin begin) {
    reports = new StageReports(begin.work(), begin.replyTo());
    try {
      CheckpointStore store = surroundings.store();
      Training training = opener.open(begin.work(), store);
      run =
          new TrainingRun(
              training, begin.work(), store, reports, surroundings.checkpointInterval());
    } catch (Exception | OutOfMemoryError e) {
      return failed(e);
    }
    getContext().getSelf().tell(new Continue());
    return this;
  }

  private Behavior<Command> onContinue(Continue next) {
    try {
      if (run.slice(System.nanoTime() + SLICE)) {
        return Behaviors.stopped();
      }
    } catch (Exception | OutOfMemoryError e) {
      return failed(e);
    }
    getContext().getSelf().tell(next);
    return this;
  }

  private Behavior<Command> onStop(Stop stop) {
    if (run != null) {
      try {
        run.stop();
      } catch (Exception | OutOfMemoryError e) {
        return failed(e);
      }
    }
    return Behaviors.stopped();
  }

  private Behavior<Command> failed(Throwable thrown) {
    reports.failed(thrown);
    return Behaviors.stopped();
  }

  /**
   * Closes native memory, however the trainer ended, on the thread that used it last or another.
   */
  private Behavior<Command> onPostStop() throws IOException {
    if (run != null) {
      run.close();
    }
    return this;
  }
}
