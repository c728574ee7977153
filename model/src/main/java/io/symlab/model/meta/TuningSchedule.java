package io.symlab.model.meta;

/**
 * When meta-tuning evaluates, and how many steps it takes.
 *
 * @param settings of the tuning
 * @param epochs that it has; none when there is nothing to tune
 * @param epochSteps updates of the optimizee in each
 */
record TuningSchedule(MetaTuningSettings settings, int epochs, long epochSteps) {
  /** Problems of a confirmation per problem of an evaluation. */
  static final int ELSEWHERE = 2;

  /** Whether the best rule is confirmed on problems that nothing was chosen by. */
  boolean confirmed() {
    return epochs > 0 && settings.heldOut() > 1;
  }

  /** Steps of that, of both rules; 0 where there is none. */
  long confirmation() {
    return confirmed() ? 2 * ELSEWHERE * settings.heldOutSteps() : 0;
  }

  /** Whether an evaluation comes after the epoch of this number, from 1. */
  boolean evaluatedAfter(int epoch) {
    int every = settings.evaluateEvery();
    return (every > 0 && epoch % every == 0) || epoch == epochs;
  }

  /**
   * Steps of the first epochs and of the evaluations after them.
   *
   * @param untuned whether the evaluation of the untuned rule counts
   */
  long steps(int upTo, boolean untuned) {
    long evaluations = untuned ? 1 : 0;
    for (int epoch = 1; epoch <= upTo; epoch++) {
      evaluations += evaluatedAfter(epoch) ? 1 : 0;
    }
    return upTo * epochSteps + evaluations * settings.heldOutSteps();
  }

  /** Steps of all; none where there is nothing to tune. */
  long all() {
    return epochs == 0 ? 0 : steps(epochs, true) + confirmation();
  }
}
