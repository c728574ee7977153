package io.symlab.symbolic.front;

import java.util.Arrays;
import java.util.List;

/**
 * What two formulas cost on the same rows, compared row by row: what is hard for both, their
 * difference does not see, so that few rows tell much. The rows come in groups, the validation rows
 * and those of the folds, which count alike however many rows they have: forms were found on the
 * rows of the folds, so these alone would let chance in.
 *
 * <p>All is asked twice, of the rows as they are and without the power of the outermost, since an
 * outlier hides what is better on all other rows, and many rows hide what is better on few.
 */
final class PairedLosses {
  /** Share of the rows that have no power of their own. */
  private static final double OUTERMOST = 0.05;

  private final List<double[]> losses;
  private final List<double[]> others;

  /**
   * @param losses of a formula, [groups][rows]
   * @param others of another one on the same rows
   */
  PairedLosses(List<double[]> losses, List<double[]> others) {
    this.losses = losses;
    this.others = others;
  }

  /**
   * Whether a formula costs at most so many times what the other does, leaving out the rows that
   * are worst for either.
   */
  boolean isWithin(double factor) {
    double here = 0;
    double there = 0;
    for (int group = 0; group < losses.size(); group++) {
      double[] mine = losses.get(group);
      double[] theirs = others.get(group);
      double[] worse = new double[mine.length];
      Arrays.setAll(worse, row -> Math.max(mine[row], theirs[row]));
      double[] sorted = worse.clone();
      Arrays.sort(sorted);
      double most = sorted[sorted.length - 1 - outermost(sorted.length)];
      for (int row = 0; row < worse.length; row++) {
        here += worse[row] <= most ? mine[row] / worse.length : 0;
        there += worse[row] <= most ? theirs[row] / worse.length : 0;
      }
    }
    return here <= factor * there;
  }

  /**
   * Whether a formula costs more by at most so many standard errors of the difference, as the rows
   * are and with the largest differences drawn in to the next ones (Winsor's mean, Dixon 1960).
   */
  boolean isAlike(double errors) {
    return isAlike(errors, false) && isAlike(errors, true);
  }

  private boolean isAlike(double errors, boolean drawnIn) {
    double sum = 0;
    double variance = 0;
    for (int group = 0; group < losses.size(); group++) {
      double[] mine = losses.get(group);
      double[] theirs = others.get(group);
      double[] differences = new double[mine.length];
      Arrays.setAll(differences, row -> mine[row] - theirs[row]);
      if (drawnIn) {
        drawIn(differences);
      }
      double mean = Arrays.stream(differences).average().orElse(0);
      double squares = Arrays.stream(differences).map(d -> (d - mean) * (d - mean)).sum();
      sum += mean;
      variance += squares / Math.max(1, differences.length - 1) / Math.max(1, differences.length);
    }
    return sum <= errors * Math.sqrt(variance);
  }

  private static void drawIn(double[] differences) {
    double[] sorted = differences.clone();
    Arrays.sort(sorted);
    int outermost = outermost(sorted.length);
    double least = sorted[outermost];
    double most = sorted[sorted.length - 1 - outermost];
    Arrays.setAll(differences, row -> Math.min(most, Math.max(least, differences[row])));
  }

  private static int outermost(int rows) {
    return (int) (OUTERMOST * rows);
  }
}
