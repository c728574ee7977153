package io.symlab.actors.work.train;

import io.symlab.actors.store.CheckpointStore;
import io.symlab.actors.store.CurveLog;
import io.symlab.model.SteppedWork;
import io.symlab.model.optimizee.Optimizee;
import io.symlab.proto.StageBegin;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.IntSupplier;

/**
 * A stepped work, opened, and how a trainer keeps its curve and its result.
 *
 * @param work fresh, or gone back to the checkpoint that the stage began with
 * @param beneath what was opened for the work and is closed after it
 * @param curve file of its readings, in the trial's folder
 * @param columns of that file, the counter first
 * @param position what the counter has come to: rows beyond it are not written yet
 * @param reached what it has come to in the unit of rungs: epochs, or steps of a search; looked at
 *     when a step has ended an epoch or a turn
 * @param rows asked after each step for the rows that it made
 * @param result file of its result, in the trial's folder
 * @param form makes that file's bytes of what the work has produced
 */
public record Training(
    SteppedWork<?> work,
    Optional<Optimizee> beneath,
    String curve,
    List<String> columns,
    long position,
    IntSupplier reached,
    Rows rows,
    String result,
    Form form)
    implements AutoCloseable {

  @Override
  public void close() {
    work.close();
    beneath.ifPresent(Optimizee::close);
  }

  /** Gives the rows that a step made; {@code epochEnded} is what the step returned. */
  @FunctionalInterface
  interface Rows {
    List<CurveLog.Row> after(boolean epochEnded);
  }

  /** Makes a result file's bytes, once the work is done. */
  @FunctionalInterface
  interface Form {
    byte[] bytes() throws IOException;
  }

  /** Opens the work of a stage. */
  @FunctionalInterface
  public interface Opener {
    /**
     * Reads the recipe, the results and the checkpoint that the stage began with, and opens the
     * work on them. What this throws fails the stage.
     */
    Training open(StageBegin begin, CheckpointStore store) throws Exception;
  }
}
