package io.symlab.model.meta;

/**
 * Tuning the constants of a symbolic rule by the unroll that trains learned optimizers.
 *
 * @param epochs fresh optimizees to tune on; 0 leaves the rule as it is
 * @param steps updates per epoch
 * @param unroll updates per step on the constants
 * @param optimizer {@code sgd} (momentum 0.9) or {@code adam}
 * @param learningRate of that optimizer
 * @param evaluateEvery epochs between evaluations on the held-out half; the best constants are kept
 * @param evaluationSteps updates per evaluation
 */
public record MetaTuningSettings(
    int epochs,
    int steps,
    int unroll,
    String optimizer,
    double learningRate,
    int evaluateEvery,
    int evaluationSteps) {
  /** 20 epochs of 100 updates, unrolls of 10, stochastic gradient descent. */
  public static MetaTuningSettings defaults() {
    return new MetaTuningSettings(20, 100, 10, "sgd", 0.005, 5, 100);
  }

  /** The same with as many epochs. */
  public MetaTuningSettings withEpochs(int count) {
    return new MetaTuningSettings(
        count, steps, unroll, optimizer, learningRate, evaluateEvery, evaluationSteps);
  }

  /** The same with as many updates per epoch. */
  public MetaTuningSettings withSteps(int updates) {
    return new MetaTuningSettings(
        epochs, updates, unroll, optimizer, learningRate, evaluateEvery, evaluationSteps);
  }

  /** The same with another optimizer of the constants, {@code sgd} or {@code adam}. */
  public MetaTuningSettings withOptimizer(String name, double rate) {
    return new MetaTuningSettings(
        epochs, steps, unroll, name, rate, evaluateEvery, evaluationSteps);
  }

  /** The same evaluated every so many epochs, for as many updates. */
  public MetaTuningSettings withEvaluation(int every, int updates) {
    return new MetaTuningSettings(epochs, steps, unroll, optimizer, learningRate, every, updates);
  }
}
