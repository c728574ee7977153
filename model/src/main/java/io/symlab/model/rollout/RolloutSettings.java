package io.symlab.model.rollout;

/**
 * How a frozen rule is watched.
 *
 * @param train rollouts whose samples the islands learn from
 * @param validation rollouts by which formulas are chosen
 * @param test rollouts that are only reported on
 * @param steps updates per rollout
 * @param coordinates random coordinates watched per parameter group (all, when a group has fewer)
 * @param window k, the newest steps in a sample
 */
public record RolloutSettings(
    int train, int validation, int test, int steps, int coordinates, int window) {}
