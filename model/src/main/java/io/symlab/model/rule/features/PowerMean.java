package io.symlab.model.rule.features;

/**
 * v_p, the exponential moving average of |g|^p, and what is divided by its p-th root. In double
 * precision: the fourth power of a small gradient is below what a float can hold.
 */
final class PowerMean {
  private static final double EPSILON = 1e-8;

  private final Feature feature;
  private final double[] v;

  /** For one of the magic features. */
  PowerMean(Feature feature, int coordinates) {
    if (!known(feature)) {
      throw new IllegalArgumentException(feature + " is no mean of powers");
    }
    this.feature = feature;
    this.v = new double[coordinates];
  }

  static boolean known(Feature feature) {
    return switch (feature) {
      case MAGIC2, MAGIC25, MAGIC3, MAGIC4 -> true;
      default -> false;
    };
  }

  /** Takes over the mean of another of the same feature. */
  void remember(PowerMean other) {
    System.arraycopy(other.v, 0, v, 0, v.length);
  }

  /** v = beta v + (1 - beta) |g|^p. */
  void add(float[] g, double beta) {
    for (int i = 0; i < v.length; i++) {
      v[i] = beta * v[i] + (1 - beta) * power(Math.abs((double) g[i]));
    }
  }

  /** out = m / ((correction v)^(1/p) + 1e-8). */
  void divide(float[] m, double correction, float[] out) {
    for (int i = 0; i < v.length; i++) {
      out[i] = (float) (m[i] / (root(correction * v[i]) + EPSILON));
    }
  }

  private double power(double a) {
    return switch (feature) {
      case MAGIC2 -> a * a;
      case MAGIC25 -> a * a * Math.sqrt(a);
      case MAGIC3 -> a * a * a;
      default -> a * a * (a * a);
    };
  }

  /** By functions whose results do not depend on how the code is run. */
  private double root(double x) {
    return switch (feature) {
      case MAGIC2 -> Math.sqrt(x);
      case MAGIC25 -> StrictMath.pow(x, 0.4);
      case MAGIC3 -> StrictMath.cbrt(x);
      default -> Math.sqrt(Math.sqrt(x));
    };
  }
}
