package io.symlab.symbolic.sample;

import io.symlab.symbolic.expression.Numbers;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Tells when few rows make most of y's variance: squared errors then speak of these rows alone, and
 * a formula that gets them right by chance looks good.
 */
public final class HeavyTails {
  /** Share of the variance that few rows make. */
  private static final double MOST = 0.5;

  /** Share of the rows that are few; three are always. */
  private static final double FEW = 0.005;

  private static final int LEAST_ROWS = 30;

  private HeavyTails() {}

  /**
   * A sentence with what helps; empty where y has no such tails.
   *
   * @param y [rows]
   */
  public static Optional<String> of(double[] y) {
    double mean = Arrays.stream(y).average().orElse(0);
    double[] squares = Arrays.stream(y).map(v -> (v - mean) * (v - mean)).sorted().toArray();
    double all = Arrays.stream(squares).sum();
    double sum = 0;
    int rows = 0;
    while (rows < squares.length && sum < MOST * all) {
      rows++;
      sum += squares[squares.length - rows];
    }
    if (y.length < LEAST_ROWS || !(all > 0) || rows > Math.max(3, FEW * y.length)) {
      return Optional.empty();
    }
    double middle = median(y);
    double[] sizes = Arrays.stream(y).map(v -> Math.abs(v - middle)).toArray();
    double typical = median(sizes);
    String huber = typical > 0 ? " or --loss 'huber(" + Numbers.print(1.5 * typical, 2) + ")'" : "";
    return Optional.of(
        String.format(
            Locale.ROOT,
            "%d of %d rows %s %.0f %% of y's variance: squared errors look at little else; if"
                + " these rows are slips, take them out or use --loss mae%s, if they are not,"
                + " perhaps the logarithm of y",
            rows,
            y.length,
            rows == 1 ? "makes" : "make",
            100 * sum / all,
            huber));
  }

  /**
   * What share of a sum its largest hundredth makes.
   *
   * @param squares none below 0, at least a hundred
   */
  public static double shareOfHundredth(double[] squares) {
    double[] sorted = squares.clone();
    Arrays.sort(sorted);
    double largest =
        Arrays.stream(sorted, sorted.length - sorted.length / 100, sorted.length).sum();
    double all = Arrays.stream(sorted).sum();
    return all > 0 ? largest / all : 0;
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
