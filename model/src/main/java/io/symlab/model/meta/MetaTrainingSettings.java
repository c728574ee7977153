package io.symlab.model.meta;

/**
 * Meta-training of a learned optimizer: {@link #defaults}, and what differs from them.
 *
 * @param epochs fresh optimizees to train on
 * @param steps updates per epoch
 * @param unroll updates per step of Adam on phi
 * @param learningRate of that Adam
 * @param evaluateEvery epochs between evaluations on the held-out half; the best phi is kept; 0 for
 *     one after the last epoch only
 * @param evaluationSteps updates per evaluation; 0 for none at all
 * @param options what goes beyond plain truncated back-propagation
 * @param heldOut problems that each evaluation runs on
 */
public record MetaTrainingSettings(
    int epochs,
    int steps,
    int unroll,
    double learningRate,
    int evaluateEvery,
    int evaluationSteps,
    MetaTrainingOptions options,
    int heldOut) {

  /**
   * As published: 200 epochs of 200 updates, unrolls of 20, plain; evaluations on four problems.
   */
  public static MetaTrainingSettings defaults() {
    return new MetaTrainingSettings(200, 200, 20, 0.001, 5, 200).withHeldOut(4);
  }

  /** Evaluated on one problem. */
  public MetaTrainingSettings(
      int epochs,
      int steps,
      int unroll,
      double learningRate,
      int evaluateEvery,
      int evaluationSteps,
      MetaTrainingOptions options) {
    this(epochs, steps, unroll, learningRate, evaluateEvery, evaluationSteps, options, 1);
  }

  /** The same with evaluations on as many problems. */
  public MetaTrainingSettings withHeldOut(int problems) {
    return new MetaTrainingSettings(
        epochs, steps, unroll, learningRate, evaluateEvery, evaluationSteps, options, problems);
  }

  /** The same with as many epochs. */
  public MetaTrainingSettings withEpochs(int count) {
    return new MetaTrainingSettings(
        count, steps, unroll, learningRate, evaluateEvery, evaluationSteps, options, heldOut);
  }

  /** The same with as many updates per epoch. */
  public MetaTrainingSettings withSteps(int updates) {
    return new MetaTrainingSettings(
        epochs, updates, unroll, learningRate, evaluateEvery, evaluationSteps, options, heldOut);
  }

  /** The same with as many updates per step on phi. */
  public MetaTrainingSettings withUnroll(int updates) {
    return new MetaTrainingSettings(
        epochs, steps, updates, learningRate, evaluateEvery, evaluationSteps, options, heldOut);
  }

  /** The same with another learning rate of Adam. */
  public MetaTrainingSettings withLearningRate(double rate) {
    return new MetaTrainingSettings(
        epochs, steps, unroll, rate, evaluateEvery, evaluationSteps, options, heldOut);
  }

  /** The same evaluated every so many epochs, for as many updates. */
  public MetaTrainingSettings withEvaluation(int every, int updates) {
    return new MetaTrainingSettings(
        epochs, steps, unroll, learningRate, every, updates, options, heldOut);
  }

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
        epochs, steps, unroll, learningRate, evaluateEvery, evaluationSteps, other, heldOut);
  }
}
