package io.symlab.actors.work.train;

import io.symlab.actors.stage.ProgressMeter;
import io.symlab.actors.stage.StageReports;
import io.symlab.actors.store.CheckpointStore;
import io.symlab.actors.store.Checkpoints;
import io.symlab.actors.store.CurveLog;
import io.symlab.model.DivergedException;
import io.symlab.model.Progress;
import io.symlab.model.SteppedWork;
import io.symlab.proto.StageBegin;
import java.io.IOException;
import java.time.Duration;

/**
 * A training on its way: steps the work, writes its curve, and keeps the newest checkpoint, on disk
 * from time to time and in memory at every end of an epoch. A trainer gives it its slices.
 */
final class TrainingRun implements AutoCloseable {
  private final Training training;
  private final SteppedWork<?> work;
  private final StageBegin begin;
  private final CheckpointStore store;
  private final Checkpoints checkpoints;
  private final StageReports reports;
  private final long interval;
  private final CurveLog curve;
  private final ProgressMeter meter;
  private byte[] newest;
  private long newestStep;
  private long saved;
  private boolean end = true;

  /** Takes the training over, closes it at the end, also when this throws. */
  TrainingRun(
      Training training,
      StageBegin begin,
      CheckpointStore store,
      StageReports reports,
      Duration checkpointInterval)
      throws IOException {
    this.training = training;
    this.work = training.work();
    this.begin = begin;
    this.store = store;
    this.checkpoints = new Checkpoints(begin, store);
    this.reports = reports;
    this.interval = checkpointInterval.toNanos();
    this.saved = System.nanoTime();
    try {
      checkpoints.sweep();
      var path = store.resolve(begin.getDirectory() + "/" + training.curve());
      curve = CurveLog.open(path, training.columns(), training.position());
      meter = new ProgressMeter("steps", work.progress().done(), saved);
    } catch (IOException | RuntimeException e) {
      training.close();
      throw e;
    }
  }

  /**
   * Works until a deadline, and reports when it is time to.
   *
   * @param deadline a {@code System.nanoTime}
   * @return whether all is done, or a rung is reached; that has then been reported
   */
  boolean slice(long deadline) throws IOException {
    try {
      return steps(deadline);
    } catch (DivergedException e) {
      // What came of it so far is worth keeping.
      save(System.nanoTime());
      throw e;
    }
  }

  private boolean steps(long deadline) throws IOException {
    while (!work.done()) {
      boolean rung = begin.getHaltAt() > 0 && training.reached().getAsInt() >= begin.getHaltAt();
      if (end && rung) {
        halt();
        return true;
      }
      end = work.step();
      for (CurveLog.Row row : training.rows().after(end)) {
        curve.append(row);
      }
      if (end) {
        newest = work.checkpoint();
        newestStep = work.progress().done();
      }
      long now = System.nanoTime();
      if (now - saved >= interval && !work.done()) {
        save(now);
      }
      if (meter.due(now)) {
        report(now);
      }
      if (now - deadline >= 0 && !work.done()) {
        return false;
      }
    }
    finish();
    return true;
  }

  /** Saves the newest checkpoint, if it has not been. */
  void stop() throws IOException {
    save(System.nanoTime());
    reports.stopped();
  }

  @Override
  public void close() throws IOException {
    training.close();
    curve.close();
  }

  /** The result is written at once, so a last checkpoint would serve nobody. */
  private void finish() throws IOException {
    curve.force();
    report(System.nanoTime());
    byte[] result = training.form().bytes();
    var file = store.write(begin.getDirectory() + "/" + training.result(), result);
    if (begin.getHaltAt() > 0) {
      reports.finished(file, figure());
    } else {
      reports.finished(file);
    }
  }

  /** At an epoch's end, where all figures are those that the checkpoint has. */
  private void halt() throws IOException {
    long now = System.nanoTime();
    save(now);
    report(now);
    reports.reached(training.reached().getAsInt(), figure());
  }

  private double figure() {
    return work.progress().figures().getOrDefault(begin.getFigure(), Double.NaN);
  }

  /** The curve first: going on from a checkpoint counts on the rows before it. */
  private void save(long now) throws IOException {
    if (newest == null) {
      return;
    }
    curve.force();
    reports.saved(checkpoints.write("s" + newestStep, newest));
    newest = null;
    saved = now;
  }

  private void report(long now) {
    Progress progress = work.progress();
    reports.progressed(meter.report(progress.done(), progress.total(), progress.figures(), now));
  }
}
