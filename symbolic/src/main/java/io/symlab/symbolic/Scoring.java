package io.symlab.symbolic;

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
    fSum = 0;
    fSquares = 0;
    fy = 0;
    int rows = samples.rows();
    for (int from = 0; from < rows; from += Evaluator.BLOCK) {
      int n = Math.min(Evaluator.BLOCK, rows - from);
      accumulate(evaluator.block(program, samples.rawColumns(), from, n), from, n);
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

  /** Four sums side by side, so that additions need not wait for each other. */
  private void accumulate(float[] f, int from, int n) {
    float[] y = samples.target();
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    double q0 = 0;
    double q1 = 0;
    double q2 = 0;
    double q3 = 0;
    double p0 = 0;
    double p1 = 0;
    double p2 = 0;
    double p3 = 0;
    int i = 0;
    for (; i + 3 < n; i += 4) {
      double f0 = f[i];
      double f1 = f[i + 1];
      double f2 = f[i + 2];
      double f3 = f[i + 3];
      s0 += f0;
      s1 += f1;
      s2 += f2;
      s3 += f3;
      q0 += f0 * f0;
      q1 += f1 * f1;
      q2 += f2 * f2;
      q3 += f3 * f3;
      p0 += f0 * y[from + i];
      p1 += f1 * y[from + i + 1];
      p2 += f2 * y[from + i + 2];
      p3 += f3 * y[from + i + 3];
    }
    for (; i < n; i++) {
      double value = f[i];
      s0 += value;
      q0 += value * value;
      p0 += value * y[from + i];
    }
    fSum += (s0 + s1) + (s2 + s3);
    fSquares += (q0 + q1) + (q2 + q3);
    fy += (p0 + p1) + (p2 + p3);
  }
}
