package io.symlab.symbolic.kernels;

/**
 * Inner products of columns: what fitting constants spends its time in. Sums run side by side in as
 * many floats as four vectors have, and go into a double every 1,024 rows, so that {@link
 * VectorInnerProducts}, which has them on vectors, gives the same bits. Not thread-safe.
 */
public class InnerProducts {
  /** Rows that are summed in single precision before they go into the double. */
  static final int BLOCK = 1024;

  private final int lanes;
  private final float[] sums;

  /**
   * @param lanes floats of a vector
   */
  InnerProducts(int lanes) {
    this.lanes = lanes;
    sums = new float[4 * lanes];
  }

  /** The sum of a[i] * b[i] for i in [0, n). */
  public double dot(float[] a, float[] b, int n) {
    double sum = 0;
    int width = 4 * lanes;
    int from = 0;
    while (n - from >= width) {
      int until = from + Math.min(BLOCK, (n - from) / width * width);
      java.util.Arrays.fill(sums, 0f);
      for (int i = from; i < until; i += width) {
        for (int l = 0; l < width; l++) {
          sums[l] = Math.fma(a[i + l], b[i + l], sums[l]);
        }
      }
      for (int l = 0; l < lanes; l++) {
        sum += (sums[l] + sums[lanes + l]) + (sums[2 * lanes + l] + sums[3 * lanes + l]);
      }
      from = until;
    }
    for (int i = from; i < n; i++) {
      sum += (double) a[i] * b[i];
    }
    return sum;
  }

  /**
   * The inner products of one column with several, with the bits that {@link #dot} gives.
   *
   * @param others the first so many of which count
   * @param sums [count], what comes out
   */
  public void dots(float[] a, float[][] others, int count, int n, double[] sums) {
    for (int k = 0; k < count; k++) {
      sums[k] = dot(a, others[k], n);
    }
  }
}
