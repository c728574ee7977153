package io.symlab.symbolic.front;

import io.symlab.symbolic.fit.Loss;
import io.symlab.symbolic.sample.HeavyTails;
import io.symlab.symbolic.sample.Samples;
import java.util.function.Supplier;

/**
 * R2 on rows not fitted to, as it is told: that on the validation rows, or that by the folds where
 * it is less, since either may be luck and a formula is chosen among many by being lucky. Where few
 * rows make much of y's variance it says how they happen to fall for a good part, so that the next
 * rows may be another matter: then what is told is a standard error less, and a bound rather than
 * an estimate.
 */
final class CautiousR2 {
  /** Share of y's variance in a hundredth of the rows from which on a bound is told. */
  private static final double MUCH = 0.3;

  /** R2 can't be told to depend on few rows where all are few. */
  private static final int LEAST_ROWS = 100;

  private final Loss loss;
  private final double[] spread;
  private final boolean bounded;

  /**
   * @param loss that formulas are fitted by; that of folds is an R2 only of the square
   * @param validation rows to tell it of, or null
   */
  CautiousR2(Loss loss, Samples search, Samples validation) {
    this.loss = loss;
    this.bounded =
        validation != null
            && search.rows() >= LEAST_ROWS
            && HeavyTails.shareOfHundredth(squares(search)) > MUCH;
    this.spread = bounded ? squares(validation) : null;
  }

  /** Whether what is told is a standard error less than what was found. */
  boolean isBound() {
    return bounded;
  }

  /**
   * What is told.
   *
   * @param r2 on the validation rows
   * @param crossed loss by folds relative to the constant's; NaN where there are none
   * @param errors squared, by their weights, of the validation rows
   */
  double of(double r2, double crossed, Supplier<double[]> errors) {
    boolean folded = loss.isSquare() && !Double.isNaN(crossed);
    double least = folded ? Math.min(r2, 1 - crossed) : r2;
    return bounded && least > 0 ? Math.max(0, least - error(r2, errors.get())) : least;
  }

  /** The standard error of R2, a quotient of two sums over the same rows. */
  private double error(double r2, double[] errors) {
    double sum = 0;
    double all = 0;
    for (int i = 0; i < errors.length; i++) {
      double apart = errors[i] - (1 - r2) * spread[i];
      sum += apart * apart;
      all += spread[i];
    }
    return all > 0 ? Math.sqrt(sum) / all : 0;
  }

  /** Squares of what y is from its mean, by the rows' weights. */
  private static double[] squares(Samples rows) {
    double[] squares = new double[rows.rows()];
    float[] w = rows.weights();
    double weight = rows.weight();
    double mean = 0;
    for (int i = 0; i < squares.length; i++) {
      mean += (w == null ? 1 : w[i]) * rows.targetAt(i) / weight;
    }
    for (int i = 0; i < squares.length; i++) {
      double apart = rows.targetAt(i) - mean;
      squares[i] = (w == null ? 1 : w[i]) * apart * apart;
    }
    return squares;
  }
}
