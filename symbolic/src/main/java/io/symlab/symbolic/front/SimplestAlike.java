package io.symlab.symbolic.front;

import io.symlab.symbolic.sample.Samples;
import java.util.List;

/**
 * Chooses the simplest of the rows that are as good as the best, by what each costs on the rows
 * that it was not fitted to.
 */
final class SimplestAlike {
  /**
   * Standard errors that a simpler row may be worse by. One is what is usual for models whose
   * number is small (Breiman et al. 1984); the best of some thousand formulas is so by chance, too.
   */
  private static final double ERRORS = 2;

  /** How many times the loss is no chance, though rows be too few to tell by the errors. */
  private static final double NO_CHANCE = 30;

  private SimplestAlike() {}

  /**
   * Where columns are more than rows, the best of so many of noise is so many errors from 0 (Donoho
   * and Johnstone 1994).
   */
  static double errors(int columns, int rows) {
    return columns > rows ? Math.max(ERRORS, Math.sqrt(2 * Math.log(columns))) : ERRORS;
  }

  /**
   * The index of the simplest row that is as good as the one of the least validated loss: its own
   * is within a share of that, also without the rows that are worst for either, or its losses are
   * larger by no more than the difference errs.
   *
   * @param search rows that formulas were fitted to
   */
  static int of(List<FormulaJudge.Judged> standing, FormulaJudge judge, Samples search) {
    double errors = errors(search.features(), search.rows());
    int best = 0;
    for (int i = 1; i < standing.size(); i++) {
      best = standing.get(i).validated() < standing.get(best).validated() ? i : best;
    }
    double least = standing.get(best).validated();
    List<double[]> losses = judge.rowLosses(standing.get(best));
    for (int i = 0; i < best; i++) {
      double here = standing.get(i).validated();
      if (here <= NO_CHANCE * least) {
        var paired = new PairedLosses(judge.rowLosses(standing.get(i)), losses);
        boolean near = here <= FrontChoice.SIMPLEST_WITHIN * least;
        boolean told = !losses.isEmpty();
        if ((near && paired.isWithin(FrontChoice.SIMPLEST_WITHIN))
            || (told && paired.isAlike(errors))) {
          return i;
        }
      }
    }
    return best;
  }
}
