package io.symlab.symbolic.front;

import java.util.List;

/** Chooses the simplest of the rows that are as good as the best. */
final class OneStandardError {
  /** A row that errs as the best does is as good only with a validated loss up to this much. */
  private static final double ALIKE = 1.5;

  private OneStandardError() {}

  /**
   * The simplest row that is as good as the best: its validated loss is within a share of the
   * least, or its losses on the validation rows are larger by no more than their difference errs
   * (the rule of one standard error, Breiman et al. 1984).
   */
  static int simplest(List<FormulaJudge.Judged> standing, FormulaJudge judge) {
    int best = 0;
    for (int i = 1; i < standing.size(); i++) {
      best = standing.get(i).validated() < standing.get(best).validated() ? i : best;
    }
    double least = standing.get(best).validated();
    double[] losses = judge.losses(standing.get(best));
    for (int i = 0; i < best; i++) {
      double here = standing.get(i).validated();
      boolean near = here <= FrontChoice.SIMPLEST_WITHIN * least;
      boolean alike = here <= ALIKE * least && losses != null;
      if (near || (alike && errs(losses, judge.losses(standing.get(i))))) {
        return i;
      }
    }
    return best;
  }

  /** Whether others' losses are larger by no more than their difference errs. */
  private static boolean errs(double[] best, double[] losses) {
    int n = losses.length;
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < n; i++) {
      double difference = losses[i] - best[i];
      sum += difference;
      squares += difference * difference;
    }
    double mean = sum / n;
    double error = Math.sqrt(Math.max(0, squares / n - mean * mean) / n);
    return mean <= error;
  }
}
