package io.symlab.symbolic;

/** Weighted sums over rows of a formula's values f and the target y, in double precision. */
final class Sums {
  double w;
  double y;
  double yy;
  double f;
  double ff;
  double fy;

  /**
   * The sums that do not depend on a formula.
   *
   * @param weights [rows], or null for 1
   */
  static Sums ofTarget(Samples samples, float[] weights) {
    Sums sums = new Sums();
    for (int i = 0; i < samples.rows(); i++) {
      double value = samples.target()[i];
      double weight = weights == null ? 1 : weights[i];
      sums.w += weight;
      sums.y += weight * value;
      sums.yy += weight * value * value;
    }
    return sums;
  }

  /**
   * Adds rows [from, from + n).
   *
   * @param values [n], of the formula
   * @param target of all rows
   * @param weights of all rows, or null for 1
   */
  void add(float[] values, float[] target, float[] weights, int from, int n) {
    if (weights == null) {
      add(values, target, from, n);
      return;
    }
    for (int i = 0; i < n; i++) {
      double value = values[i];
      double weight = weights[from + i];
      f += weight * value;
      ff += weight * value * value;
      fy += weight * value * target[from + i];
    }
  }

  /** Four sums side by side, so that additions need not wait for each other. */
  private void add(float[] values, float[] target, int from, int n) {
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
      double f0 = values[i];
      double f1 = values[i + 1];
      double f2 = values[i + 2];
      double f3 = values[i + 3];
      s0 += f0;
      s1 += f1;
      s2 += f2;
      s3 += f3;
      q0 += f0 * f0;
      q1 += f1 * f1;
      q2 += f2 * f2;
      q3 += f3 * f3;
      p0 += f0 * target[from + i];
      p1 += f1 * target[from + i + 1];
      p2 += f2 * target[from + i + 2];
      p3 += f3 * target[from + i + 3];
    }
    for (; i < n; i++) {
      double value = values[i];
      s0 += value;
      q0 += value * value;
      p0 += value * target[from + i];
    }
    f += (s0 + s1) + (s2 + s3);
    ff += (q0 + q1) + (q2 + q3);
    fy += (p0 + p1) + (p2 + p3);
  }
}
