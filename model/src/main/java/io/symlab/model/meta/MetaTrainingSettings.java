package io.symlab.model.meta;

/**
 * Meta-training of a learned optimizer.
 *
 * @param epochs fresh optimizees to train on
 * @param steps updates per epoch
 * @param unroll updates per step of Adam on phi
 * @param learningRate of that Adam
 * @param evaluateEvery epochs between evaluations on the held-out half; the best phi is kept; 0 for
 *     one after the last epoch only
 * @param evaluationSteps updates per evaluation; 0 for none at all
 * @param options what goes beyond plain truncated back-propagation
 */
public record MetaTrainingSettings(
    int epochs,
    int steps,
    int unroll,
    double learningRate,
    int evaluateEvery,
    int evaluationSteps,
    MetaTrainingOptions options) {

  /** Plain truncated back-propagation. */
  public MetaTrainingSettings(
      int epochs,
      int steps,
      int unroll,
      double learningRate,
      int evaluateEvery,
      int evaluationSteps) {
    this(
        epochs,
        steps,
        unroll,
        learningRate,
        evaluateEvery,
        evaluationSteps,
        MetaTrainingOptions.NONE);
  }

  /** The same with other options. */
  public MetaTrainingSettings with(MetaTrainingOptions other) {
    return new MetaTrainingSettings(
        epochs, steps, unroll, learningRate, evaluateEvery, evaluationSteps, other);
  }
}
