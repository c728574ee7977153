package io.symlab.actors.work.report;

import akka.actor.typed.Behavior;
import akka.actor.typed.PostStop;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import io.symlab.actors.stage.ProgressMeter;
import io.symlab.actors.stage.StageReports;
import io.symlab.actors.stage.StageWorker.Begin;
import io.symlab.actors.stage.StageWorker.Command;
import io.symlab.actors.stage.StageWorker.Private;
import io.symlab.actors.stage.StageWorker.Stop;
import io.symlab.actors.stage.WorkerContext;
import io.symlab.actors.store.CheckpointStore;
import io.symlab.experiment.report.ReportWriter;
import io.symlab.experiment.results.TrialFiles;
import io.symlab.proto.StageBegin;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * The worker of the last stage: measures what the others found and has the report written. It
 * measures in slices, on one slot, and between two slices it listens. It is short and begins anew
 * when it was interrupted.
 */
public final class Reporter extends AbstractBehavior<Command> {
  private static final long SLICE = Duration.ofMillis(100).toNanos();

  /** From this reporter to itself: do the next slice. */
  private record Continue() implements Private {}

  private final CheckpointStore store;
  private StageBegin work;
  private StageReports reports;
  private Optional<MetricsRun> metrics = Optional.empty();
  private ProgressMeter meter;

  private Reporter(ActorContext<Command> context, CheckpointStore store) {
    super(context);
    this.store = store;
  }

  public static Behavior<Command> create(WorkerContext surroundings) {
    return Behaviors.setup(context -> new Reporter(context, surroundings.store()));
  }

  @Override
  public Receive<Command> createReceive() {
    return newReceiveBuilder()
        .onMessage(Begin.class, this::onBegin)
        .onMessage(Continue.class, this::onContinue)
        .onMessage(Stop.class, stop -> onStop())
        .onSignal(PostStop.class, signal -> onPostStop())
        .build();
  }

  private Behavior<Command> onBegin(Begin begin) {
    work = begin.work();
    reports = new StageReports(work, begin.replyTo());
    try {
      metrics = MetricsRun.open(work, store);
      meter = new ProgressMeter("steps", 0, System.nanoTime());
    } catch (Exception | OutOfMemoryError e) {
      return failed(e);
    }
    getContext().getSelf().tell(new Continue());
    return this;
  }

  private Behavior<Command> onContinue(Continue next) {
    try {
      long deadline = System.nanoTime() + SLICE;
      if (metrics.isEmpty() || measured(metrics.get(), deadline)) {
        write();
        return Behaviors.stopped();
      }
    } catch (Exception | OutOfMemoryError e) {
      return failed(e);
    }
    getContext().getSelf().tell(next);
    return this;
  }

  /** Measures until the deadline; whether all is done. */
  private boolean measured(MetricsRun run, long deadline) throws IOException {
    while (!run.done() && System.nanoTime() - deadline < 0) {
      run.step();
    }
    long now = System.nanoTime();
    if (run.done() || meter.due(now)) {
      reports.progressed(meter.report(run.progress(), run.total(), Map.of(), now));
    }
    return run.done();
  }

  private Behavior<Command> onStop() {
    if (reports != null) {
      reports.stopped();
    }
    return Behaviors.stopped();
  }

  private Behavior<Command> failed(Throwable thrown) {
    reports.failed(thrown);
    return Behaviors.stopped();
  }

  /** Closes native memory, however the reporter ended. */
  private Behavior<Command> onPostStop() {
    metrics.ifPresent(MetricsRun::close);
    return this;
  }

  private void write() throws IOException {
    String folder = work.getDirectory();
    if (metrics.isPresent()) {
      store.write(folder + "/" + TrialFiles.METRICS, metrics.get().result().toBytes());
    }
    byte[] page = ReportWriter.writeAllButPage(store.resolve(folder));
    reports.finished(store.write(folder + "/" + TrialFiles.REPORT, page));
  }
}
