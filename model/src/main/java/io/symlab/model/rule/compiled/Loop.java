package io.symlab.model.rule.compiled;

/** A loop over rows, made for one part of one formula. Without state. */
public interface Loop {
  /**
   * Goes over rows.
   *
   * @param arrays by their numbers; of the first two, which are the caller's, rows begin at {@code
   *     from}, of the others at 0
   * @param numbers that are the same in all rows
   * @param rows a multiple of {@link LoopWriter#LANES}
   */
  void run(float[][] arrays, float[] numbers, int from, int rows);
}
