package io.symlab.symbolic.sample;

import io.symlab.symbolic.kernels.Sums;

/** Weighted sums over rows of a formula's values f and the target y, in double precision. */
public final class Moments {
  public double w;
  public double y;
  public double yy;

  /** The sums of f, f^2 and f y. */
  private final double[] sums = new double[3];

  /**
   * The sums that do not depend on a formula.
   *
   * @param weights [rows], or null for 1
   */
  public static Moments ofTarget(Samples samples, float[] weights) {
    return of(samples.target(), weights, samples.rows());
  }

  /** The same of any target. */
  public static Moments of(float[] target, float[] weights, int rows) {
    Moments moments = new Moments();
    for (int i = 0; i < rows; i++) {
      double value = target[i];
      double weight = weights == null ? 1 : weights[i];
      moments.w += weight;
      moments.y += weight * value;
      moments.yy += weight * value * value;
    }
    return moments;
  }

  public double f() {
    return sums[0];
  }

  public double ff() {
    return sums[1];
  }

  public double fy() {
    return sums[2];
  }

  /**
   * Adds rows [from, from + n).
   *
   * @param values [n], of the formula
   * @param target of all rows
   * @param weights of all rows, or null for 1
   */
  public void add(Sums kernels, float[] values, float[] target, float[] weights, int from, int n) {
    if (weights == null) {
      kernels.moments(values, target, from, n, sums);
    } else {
      kernels.moments(values, target, weights, from, n, sums);
    }
  }
}
