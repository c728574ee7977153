package io.symlab.symbolic;

import java.util.Arrays;

/**
 * Judges programs on some rows up to a least-squares scale and offset: what matters while evolving
 * is the shape of a formula, the best a and b of a f(x) + b follow from a few sums. Losses are mean
 * squared errors divided by the frozen variance of y.
 */
final class Scoring {
  private final Samples samples;
  private final Evaluator evaluator;
  private double ySum;
  private double ySquares;

  /** Of the program scored last: the sums of f, f^2 and f y. */
  private final double[] sums = new double[3];

  private double fSum;
  private double fSquares;
  private double fy;

  /** The best scale and offset of the program scored last. */
  private double scale;

  private double offset;

  Scoring(Samples samples, Evaluator evaluator) {
    this.samples = samples;
    this.evaluator = evaluator;
    for (int i = 0; i < samples.rows(); i++) {
      double y = samples.target()[i];
      ySum += y;
      ySquares += y * y;
    }
  }

  Samples samples() {
    return samples;
  }

  /** The loss of a f + b with the best a and b; infinite when some value is not finite. */
  double score(Program program) {
    Arrays.fill(sums, 0);
    int rows = samples.rows();
    for (int from = 0; from < rows; from += Evaluator.BLOCK) {
      int n = Math.min(Evaluator.BLOCK, rows - from);
      float[] f = evaluator.block(program, samples.rawColumns(), from, n);
      evaluator.sums().moments(f, samples.target(), from, n, sums);
      fSum = sums[0];
      fSquares = sums[1];
      fy = sums[2];
      if (!Double.isFinite(fSquares)) {
        return Double.POSITIVE_INFINITY;
      }
    }
    return solve();
  }

  double scale() {
    return scale;
  }

  double offset() {
    return offset;
  }

  /** Of the program scored last: the loss of a f alone, with the best a. */
  double lossWithoutOffset() {
    return normalise(ySquares - fy * scaleWithoutOffset());
  }

  double scaleWithoutOffset() {
    return fSquares > 0 ? fy / fSquares : 0;
  }

  private double solve() {
    int n = samples.rows();
    double variation = fSquares - fSum * fSum / n;
    if (!(variation > 1e-10 * fSquares)) {
      // A constant, as far as floats can tell.
      scale = 0;
      offset = ySum / n;
    } else {
      scale = (fy - fSum * ySum / n) / variation;
      offset = (ySum - scale * fSum) / n;
    }
    double errors = ySquares - ySum * ySum / n - scale * (fy - fSum * ySum / n);
    return Double.isFinite(scale) ? normalise(errors) : Double.POSITIVE_INFINITY;
  }

  private double normalise(double squaredErrors) {
    return Math.max(squaredErrors, 0) / (samples.rows() * samples.targetVariance());
  }
}
