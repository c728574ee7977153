package io.symlab.model.meta;

import java.util.Arrays;
import java.util.List;

/**
 * Losses of arms on the same problems, compared in pairs by their ratios. How hard a problem is
 * says nothing of an arm, so each loss counts as the logarithm of its ratio to the geometric mean
 * of the arms that are compared on that problem; where any loss is not above 0, as its difference
 * from their mean. An arm's score leaves out its best and its worst problem, so that one run that
 * came out badly, or well, decides nothing.
 */
final class PairedArms {
  /** Problems from which on the two extremes are left out. */
  private static final int TRIMMED_FROM = 4;

  private final double[][] losses;
  private final int problems;
  private final boolean ratios;

  /** What is usual on each problem. */
  private final double[] usual;

  /**
   * Of arms among themselves.
   *
   * @param losses [arms][problems]; infinite where an arm diverged
   * @param pool the arms that say what is usual
   * @param problems that all of them ran on: the first so many
   */
  PairedArms(double[][] losses, List<Integer> pool, int problems) {
    this.losses = losses;
    this.problems = problems;
    List<double[]> finite =
        pool.stream().map(arm -> losses[arm]).filter(row -> !diverged(row, problems)).toList();
    ratios = finite.stream().allMatch(row -> Arrays.stream(row, 0, problems).allMatch(x -> x > 0));
    usual = new double[problems];
    for (int problem = 0; problem < problems; problem++) {
      for (double[] row : finite) {
        usual[problem] += value(row[problem]) / finite.size();
      }
    }
  }

  private static boolean diverged(double[] row, int problems) {
    return Arrays.stream(row, 0, problems).anyMatch(Double::isInfinite);
  }

  private double value(double loss) {
    return ratios ? Math.log(Math.max(loss, Double.MIN_VALUE)) : loss;
  }

  /**
   * How an arm, of the pool or not, compares with what is usual; the less, the better, and 0.1 is a
   * loss some 10 % above it. Infinite where it diverged.
   */
  double score(int arm) {
    if (diverged(losses[arm], problems)) {
      return Double.POSITIVE_INFINITY;
    }
    double[] off = new double[problems];
    for (int problem = 0; problem < problems; problem++) {
      off[problem] = value(losses[arm][problem]) - usual[problem];
    }
    int out = problems < TRIMMED_FROM ? 0 : 1;
    Arrays.sort(off);
    return mean(Arrays.copyOfRange(off, out, problems - out));
  }

  /** The first of those with the least score. */
  int least(List<Integer> arms) {
    int best = arms.get(0);
    for (int arm : arms) {
      best = score(arm) < score(best) ? arm : best;
    }
    return best;
  }

  /**
   * Whether an arm is as good as a better one as far as these problems tell: its score is within
   * one standard error of the paired difference.
   */
  boolean tied(int arm, int better) {
    if (arm == better) {
      return true;
    }
    if (problems < 2 || !Double.isFinite(score(arm)) || !Double.isFinite(score(better))) {
      return false;
    }
    double[] differences = differences(arm, better, problems);
    double mean = mean(differences);
    double squares = Arrays.stream(differences).map(x -> (x - mean) * (x - mean)).sum();
    double error = Math.sqrt(squares / (problems - 1) / problems);
    return score(arm) - score(better) <= error;
  }

  /**
   * How much worse an arm is than another on the first problems, in the same unit; infinite where
   * it diverged.
   */
  double excess(int arm, int base, int over) {
    return diverged(losses[arm], over)
        ? Double.POSITIVE_INFINITY
        : mean(differences(arm, base, over));
  }

  private double[] differences(int arm, int other, int over) {
    double[] differences = new double[over];
    for (int problem = 0; problem < over; problem++) {
      differences[problem] = value(losses[arm][problem]) - value(losses[other][problem]);
    }
    return differences;
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).sum() / values.length;
  }
}
