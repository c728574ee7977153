package io.symlab.experiment.recipe;

/**
 * One point of a recipe's sweep; a recipe without a sweep has one.
 *
 * @param label the swept keys and this trial's values, e.g. {@code rule.linear=6, seed=2}; empty
 *     without a sweep
 * @param recipe what to run
 */
public record PlannedTrial(String label, Recipe recipe) {}
