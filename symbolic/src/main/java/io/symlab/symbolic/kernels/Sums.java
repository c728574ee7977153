package io.symlab.symbolic.kernels;

import java.util.Arrays;

/**
 * Sums over blocks of rows in double precision, in an order that depends on nothing but the number
 * of rows: what losses are made of. As many sums run side by side as two vectors of doubles have
 * lanes, so that {@link VectorSums}, which has them on vectors, gives the same bits. Not
 * thread-safe.
 */
public class Sums {
  private final int lanes;
  private final double[] first;
  private final double[] second;
  private final double[] third;

  /**
   * @param lanes doubles of a vector
   */
  Sums(int lanes) {
    this.lanes = lanes;
    first = new double[2 * lanes];
    second = new double[2 * lanes];
    third = new double[2 * lanes];
  }

  /** Both vectors added, then their lanes in order. */
  private double total(double[] sums) {
    double total = 0;
    for (int l = 0; l < lanes; l++) {
      total += sums[l] + sums[lanes + l];
    }
    return total;
  }

  private void clear() {
    Arrays.fill(first, 0);
    Arrays.fill(second, 0);
    Arrays.fill(third, 0);
  }

  /** The sum of a[i] for i in [0, n). */
  public double of(float[] a, int n) {
    clear();
    int width = 2 * lanes;
    int i = 0;
    for (; i <= n - width; i += width) {
      for (int l = 0; l < width; l++) {
        first[l] += a[i + l];
      }
    }
    double sum = total(first);
    for (; i < n; i++) {
      sum += a[i];
    }
    return sum;
  }

  /**
   * Adds the sums of f, f^2 and f y over n rows, f from 0 and y from {@code yAt}.
   *
   * @param sums [3], added to
   */
  public void moments(float[] f, float[] y, int yAt, int n, double[] sums) {
    clear();
    int width = 2 * lanes;
    int i = 0;
    for (; i <= n - width; i += width) {
      for (int l = 0; l < width; l++) {
        double value = f[i + l];
        first[l] += value;
        second[l] = Math.fma(value, value, second[l]);
        third[l] = Math.fma(value, y[yAt + i + l], third[l]);
      }
    }
    addTotals(sums);
    for (; i < n; i++) {
      double value = f[i];
      sums[0] += value;
      sums[1] += value * value;
      sums[2] += value * y[yAt + i];
    }
  }

  /**
   * Adds the sums of w f, w f^2 and w f y over n rows, f from 0, y and w from {@code at}.
   *
   * @param sums [3], added to
   */
  public void moments(float[] f, float[] y, float[] w, int at, int n, double[] sums) {
    clear();
    int i = 0;
    for (; i <= n - lanes; i += lanes) {
      for (int l = 0; l < lanes; l++) {
        double value = f[i + l];
        double weighted = value * w[at + i + l];
        first[l] += weighted;
        second[l] = Math.fma(weighted, value, second[l]);
        third[l] = Math.fma(weighted, y[at + i + l], third[l]);
      }
    }
    addTotals(sums);
    for (; i < n; i++) {
      double weighted = (double) f[i] * w[at + i];
      sums[0] += weighted;
      sums[1] += weighted * f[i];
      sums[2] += weighted * y[at + i];
    }
  }

  private void addTotals(double[] sums) {
    sums[0] += total(first);
    sums[1] += total(second);
    sums[2] += total(third);
  }

  /** The sum of (f - y)^2 over n rows, f from 0 and y from {@code yAt}. */
  public double squaredErrors(float[] f, float[] y, int yAt, int n) {
    clear();
    int width = 2 * lanes;
    int i = 0;
    for (; i <= n - width; i += width) {
      for (int l = 0; l < width; l++) {
        double error = f[i + l] - (double) y[yAt + i + l];
        first[l] = Math.fma(error, error, first[l]);
      }
    }
    double sum = total(first);
    for (; i < n; i++) {
      double error = f[i] - (double) y[yAt + i];
      sum += error * error;
    }
    return sum;
  }

  /** The sum of w (f - y)^2 over n rows, f from 0, y and w from {@code at}. */
  public double squaredErrors(float[] f, float[] y, float[] w, int at, int n) {
    clear();
    int i = 0;
    for (; i <= n - lanes; i += lanes) {
      for (int l = 0; l < lanes; l++) {
        double error = f[i + l] - (double) y[at + i + l];
        first[l] = Math.fma(error * w[at + i + l], error, first[l]);
      }
    }
    double sum = total(first);
    for (; i < n; i++) {
      double error = f[i] - (double) y[at + i];
      sum += w[at + i] * error * error;
    }
    return sum;
  }
}
