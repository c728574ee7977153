package io.symlab.symbolic.front;

import io.symlab.symbolic.fit.DoubleScoring;
import io.symlab.symbolic.fit.Loss;
import io.symlab.symbolic.program.Evaluator;
import io.symlab.symbolic.program.Program;
import io.symlab.symbolic.sample.Samples;
import java.util.List;

/**
 * What programs cost row by row, so that two formulas can be compared on the same rows. A loss that
 * is no number, or infinite, counts as one that nothing makes good.
 */
final class RowLosses {
  /** Large, with a square and sums that are finite. */
  private static final double EXPLODED = 1e100;

  private final Loss loss;
  private final DoubleScoring doubles;
  private final Evaluator floats;

  /**
   * @param floats to evaluate with in floats; null: in doubles
   */
  RowLosses(Loss loss, DoubleScoring doubles, Evaluator floats) {
    this.loss = loss;
    this.doubles = doubles;
    this.floats = floats;
  }

  /** Of one program on some rows, by their weights. */
  double[] of(Program program, Samples rows) {
    return of(List.of(program), List.of(rows));
  }

  /** Of several programs, each on rows of its own, one behind the other. */
  double[] of(List<Program> programs, List<Samples> rows) {
    double[] losses = new double[rows.stream().mapToInt(Samples::rows).sum()];
    int at = 0;
    for (int k = 0; k < rows.size(); k++) {
      Samples some = rows.get(k);
      double[] values = values(programs.get(k), some);
      float[] w = some.weights();
      for (int i = 0; i < values.length; i++) {
        double cost = loss.cost(values[i], some.targetAt(i), w == null ? 1 : w[i]);
        losses[at++] = cost < EXPLODED ? cost : EXPLODED;
      }
    }
    return losses;
  }

  private double[] values(Program program, Samples rows) {
    if (floats == null) {
      return doubles.values(program, rows);
    }
    float[] values = new float[rows.rows()];
    floats.evaluate(program, rows.rawColumns(), values.length, values);
    double[] wide = new double[values.length];
    for (int i = 0; i < wide.length; i++) {
      wide[i] = values[i];
    }
    return wide;
  }
}
