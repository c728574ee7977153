package io.symlab.model.meta;

/**
 * When meta-tuning evaluates, and how many steps it takes.
 *
 * @param settings of the tuning
 * @param epochs that it has; none when there is nothing to tune
 */
record TuningSchedule(MetaTuningSettings settings, int epochs) {
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
    return (long) upTo * settings.steps() + evaluations * settings.heldOutSteps();
  }

  /** Steps of all; none where there is nothing to tune. */
  long all() {
    return epochs == 0 ? 0 : steps(epochs, true);
  }
}
