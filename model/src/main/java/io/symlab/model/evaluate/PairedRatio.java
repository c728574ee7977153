package io.symlab.model.evaluate;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * How one rule's figure compares with another's, run by run on the same problems: the median of the
 * ratios, with an interval from their order (a sign test turned round), which assumes nothing about
 * their distribution and draws nothing at random.
 *
 * @param median of the ratios; below 1, the first rule is better
 * @param low lower end of the interval for the median
 * @param high upper end
 * @param coverage probability that the interval covers the true median: at least 0.95 from 6 pairs
 *     on; with fewer the interval is the whole range, and this is what it covers
 * @param pairs compared; pairs in which both runs diverged, or both figures are 0, say nothing and
 *     are left out
 */
public record PairedRatio(double median, double low, double high, double coverage, int pairs) {
  private static final double CONFIDENCE = 0.95;

  /**
   * Compares.
   *
   * @param figures [runs], infinite where a run diverged
   * @param others [runs], of the other rule on the same problems
   */
  public static PairedRatio of(double[] figures, double[] others) {
    if (figures.length != others.length) {
      throw new IllegalArgumentException(
          figures.length + " runs cannot be paired with " + others.length);
    }
    double[] ratios =
        IntStream.range(0, figures.length)
            .mapToDouble(i -> figures[i] / others[i])
            .filter(ratio -> !Double.isNaN(ratio))
            .sorted()
            .toArray();
    int n = ratios.length;
    if (n == 0) {
      return new PairedRatio(Double.NaN, Double.NaN, Double.NaN, 0, 0);
    }
    int k = OrderStatistics.rank(n, CONFIDENCE);
    return new PairedRatio(
        OrderStatistics.quantile(ratios, 0.5),
        ratios[k - 1],
        ratios[n - k],
        OrderStatistics.coverage(n, k),
        n);
  }

  /** The median of some figures, infinite ones included. */
  static double median(double[] figures) {
    return OrderStatistics.quantile(Arrays.stream(figures).sorted().toArray(), 0.5);
  }
}
