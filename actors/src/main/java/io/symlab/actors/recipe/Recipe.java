package io.symlab.actors.recipe;

import io.symlab.model.evaluate.EvaluationSettings;
import io.symlab.model.meta.MetaTrainingSettings;
import io.symlab.model.meta.MetaTuningSettings;
import io.symlab.model.optimizee.OptimizeeSettings;
import io.symlab.model.rollout.RolloutSettings;
import io.symlab.model.rule.RuleSettings;
import io.symlab.symbolic.SearchSettings;

/**
 * One trial's settings, whole and valid: what a recipe's text says, resolved against the defaults.
 *
 * @param name what lists call it
 * @param seed of everything random
 * @param choose which member of the front is tuned and evaluated: {@code best}, {@code accuracy} or
 *     {@code knee}
 */
public record Recipe(
    String name,
    long seed,
    OptimizeeSettings optimizee,
    RuleSettings rule,
    MetaTrainingSettings metaTraining,
    RolloutSettings rollouts,
    SearchSettings search,
    String choose,
    MetaTuningSettings metaTuning,
    EvaluationSettings evaluation) {}
