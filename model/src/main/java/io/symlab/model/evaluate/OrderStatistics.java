package io.symlab.model.evaluate;

/** Statistics of sorted values. */
final class OrderStatistics {
  private OrderStatistics() {}

  /** A quantile with linear interpolation between neighbours; NaN of nothing. */
  static double quantile(double[] sorted, double share) {
    if (sorted.length == 0) {
      return Double.NaN;
    }
    double position = share * (sorted.length - 1);
    int below = (int) Math.floor(position);
    double weight = position - below;
    double low = sorted[below];
    // No arithmetic with an infinite neighbour that has no weight.
    return weight == 0 ? low : low * (1 - weight) + sorted[below + 1] * weight;
  }

  /**
   * The largest k for which the interval from the k-th smallest to the k-th largest of n values
   * covers the median with at least the confidence; at least 1.
   */
  static int rank(int n, double confidence) {
    int k = 1;
    while (2 * (k + 1) <= n && coverage(n, k + 1) >= confidence) {
      k++;
    }
    return k;
  }

  /**
   * Probability that the true median lies between the k-th smallest and the k-th largest of n
   * values: {@code 1 - 2 P(Binomial(n, 1/2) < k)}.
   */
  static double coverage(int n, int k) {
    double below = 0;
    double term = StrictMath.pow(0.5, n);
    for (int i = 0; i < k; i++) {
      below += term;
      term *= (double) (n - i) / (i + 1);
    }
    return Math.max(0, 1 - 2 * below);
  }
}
