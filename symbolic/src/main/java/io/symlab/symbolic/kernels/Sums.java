package io.symlab.symbolic.kernels;

/**
 * Sums over blocks of rows in double precision, in an order that depends on nothing but the number
 * of rows: what losses are made of. Plain loops; {@link VectorSums} has them on vectors. Not
 * thread-safe.
 */
public class Sums {
  Sums() {}

  /** The sum of a[i] for i in [0, n). */
  public double of(float[] a, int n) {
    double s0 = 0;
    double s1 = 0;
    int i = 0;
    for (; i + 1 < n; i += 2) {
      s0 += a[i];
      s1 += a[i + 1];
    }
    return i < n ? s0 + a[i] + s1 : s0 + s1;
  }

  /**
   * Adds the sums of f, f^2 and f y over n rows, f from 0 and y from {@code yAt}.
   *
   * @param sums [3], added to
   */
  public void moments(float[] f, float[] y, int yAt, int n, double[] sums) {
    double s = 0;
    double q = 0;
    double p = 0;
    for (int i = 0; i < n; i++) {
      double value = f[i];
      s += value;
      q += value * value;
      p += value * y[yAt + i];
    }
    sums[0] += s;
    sums[1] += q;
    sums[2] += p;
  }

  /**
   * Adds the sums of w f, w f^2 and w f y over n rows, f from 0, y and w from {@code at}.
   *
   * @param sums [3], added to
   */
  public void moments(float[] f, float[] y, float[] w, int at, int n, double[] sums) {
    double s = 0;
    double q = 0;
    double p = 0;
    for (int i = 0; i < n; i++) {
      double value = f[i];
      double weighted = value * w[at + i];
      s += weighted;
      q += weighted * value;
      p += weighted * y[at + i];
    }
    sums[0] += s;
    sums[1] += q;
    sums[2] += p;
  }

  /** The sum of (f - y)^2 over n rows, f from 0 and y from {@code yAt}. */
  public double squaredErrors(float[] f, float[] y, int yAt, int n) {
    double sum = 0;
    for (int i = 0; i < n; i++) {
      double error = f[i] - (double) y[yAt + i];
      sum += error * error;
    }
    return sum;
  }

  /** The sum of w (f - y)^2 over n rows, f from 0, y and w from {@code at}. */
  public double squaredErrors(float[] f, float[] y, float[] w, int at, int n) {
    double sum = 0;
    for (int i = 0; i < n; i++) {
      double error = f[i] - (double) y[at + i];
      sum += w[at + i] * error * error;
    }
    return sum;
  }
}
