package io.symlab.actors.work;

import io.symlab.model.SteppedWork;
import io.symlab.proto.StageBegin;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A stepped work, opened, and how a trainer keeps its readings and its result.
 *
 * @param work fresh, or gone back to the checkpoint that the stage began with
 * @param curve file of its readings, in the trial's folder
 * @param columns the figures of its progress that the curve holds
 * @param every steps between two rows of the curve; the end of an epoch makes a row too
 * @param result file of its result, in the trial's folder
 * @param form makes that file's bytes of what the work gives
 */
record Training(
    SteppedWork work,
    String curve,
    List<String> columns,
    int every,
    String result,
    UnaryOperator<byte[]> form) {

  /** Opens the work of a stage. */
  @FunctionalInterface
  interface Opener {
    /**
     * Reads the recipe, the results and the checkpoint that the stage began with, and opens the
     * work on them. What this throws fails the stage.
     */
    Training open(StageBegin begin, CheckpointStore store) throws Exception;
  }
}
