package io.symlab.experiment.recipe;

/**
 * How much a trial's islands get of what they use up.
 *
 * @param rounds that each island evolves
 * @param reservoir rows of samples that are kept to learn from, at most
 */
public record SearchBudget(int rounds, int reservoir) {}
