package io.symlab.symbolic.sample;

/** Mean and variance of y, which losses are measured in. */
public final class TargetSpread {
  private TargetSpread() {}

  /** Mean of y. */
  static double mean(float[] y, int from, int step, int rows) {
    double sum = 0;
    for (int i = 0; i < rows; i++) {
      sum += y[from + i * step];
    }
    return sum / Math.max(rows, 1);
  }

  /** Variance of y, or a stand-in when y does not vary: its mean square, or 1. */
  public static double variance(float[] y, int from, int step, int rows, double otherwise) {
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < rows; i++) {
      double value = y[from + i * step];
      sum += value;
      squares += value * value;
    }
    double mean = sum / Math.max(rows, 1);
    double variance = squares / Math.max(rows, 1) - mean * mean;
    if (variance > 1e-12 * mean * mean && variance > 0) {
      return variance;
    }
    return mean != 0 && Double.isFinite(mean) ? mean * mean : otherwise;
  }

  /** The same of rows with weights. */
  static double weightedVariance(float[] y, float[] weights) {
    double w = 0;
    double mean = 0;
    double squares = 0;
    for (int i = 0; i < y.length; i++) {
      // West's update: exact for any scale of y.
      double before = mean;
      w += weights[i];
      mean += weights[i] == 0 ? 0 : weights[i] / w * (y[i] - mean);
      squares += weights[i] * (y[i] - before) * (y[i] - mean);
    }
    return squares > 1e-12 * w * mean * mean ? squares / w : mean != 0 ? mean * mean : 1;
  }
}
