package io.symlab.model.meta;

/**
 * Meta-training by truncated back-propagation.
 *
 * @param epochs fresh optimizees to train on
 * @param steps updates per epoch
 * @param unroll updates per step of Adam on phi
 * @param learningRate of that Adam
 * @param evaluateEvery epochs between evaluations on the held-out half; the best phi is kept
 * @param evaluationSteps updates per evaluation
 */
public record MetaTrainingSettings(
    int epochs,
    int steps,
    int unroll,
    double learningRate,
    int evaluateEvery,
    int evaluationSteps) {}
