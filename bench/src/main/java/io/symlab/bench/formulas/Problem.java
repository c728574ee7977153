package io.symlab.bench.formulas;

import io.symlab.symbolic.Operator;
import io.symlab.symbolic.Samples;
import io.symlab.symbolic.Signals;
import java.io.IOException;
import java.util.List;

/**
 * A table to find formulas for, and how long that may take.
 *
 * @param seconds CPU-seconds of the whole process
 * @param solvedAt loss in units of y's variance at which the search may stop; 0 to go on
 * @param sizes complexities at which the front's R2 is wanted
 */
record Problem(
    String name,
    Tables tables,
    Signals signals,
    List<Operator> operators,
    int maxComplexity,
    double seconds,
    double solvedAt,
    List<Integer> sizes) {

  /**
   * Rows to learn from and rows to report on.
   *
   * @param train without weights
   */
  record Pair(Samples train, Samples test) {}

  /** Makes them when they are asked for: of many problems one process looks at one. */
  interface Tables {
    Pair make() throws IOException;
  }

  /** The same with another limit. */
  Problem within(double cpuSeconds) {
    return new Problem(
        name, tables, signals, operators, maxComplexity, cpuSeconds, solvedAt, sizes);
  }
}
