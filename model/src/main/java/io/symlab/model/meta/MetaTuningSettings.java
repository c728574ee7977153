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
    int evaluationSteps) {}
