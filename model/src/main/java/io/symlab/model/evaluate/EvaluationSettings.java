package io.symlab.model.evaluate;

import java.util.List;
import java.util.Map;

/**
 * How rules are judged.
 *
 * @param runs problems on the held-out half, the same for every rule
 * @param steps updates per run
 * @param baselines hand-made rules by their {@link io.symlab.model.rule.handmade.HandMade#KINDS
 *     kind}, and the learning rates to sweep
 */
public record EvaluationSettings(int runs, int steps, Map<String, List<Double>> baselines) {}
