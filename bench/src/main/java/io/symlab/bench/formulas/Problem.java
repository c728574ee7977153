package io.symlab.bench.formulas;

import io.symlab.symbolic.expression.Operator;
import io.symlab.symbolic.expression.Signals;
import io.symlab.symbolic.regression.RegressionBuilder;
import io.symlab.symbolic.regression.RegressionData;
import io.symlab.symbolic.regression.SymbolicRegression;
import io.symlab.symbolic.sample.Samples;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;

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

  /** How it is searched for. */
  RegressionBuilder regression(long seed) {
    return SymbolicRegression.builder()
        .seed(seed)
        .operators(operators.stream().map(Operator::id).toList())
        .maxComplexity(maxComplexity);
  }

  /** Its tables for a search. */
  RegressionData data(Pair pair) {
    List<String> names =
        IntStream.range(0, pair.train().features()).mapToObj(i -> "x" + i).toList();
    return RegressionData.of(names, signals, pair.train(), pair.test());
  }

  /** The same with another limit. */
  Problem within(double cpuSeconds) {
    return new Problem(
        name, tables, signals, operators, maxComplexity, cpuSeconds, solvedAt, sizes);
  }
}
