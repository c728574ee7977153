/**
 * What verbs do in their own process, without a lab: rules by name, run and compared or watched,
 * and the engine's sanity checks.
 *
 * <p>Here live the names that rules go by ({@code RuleNames}, {@code NamedRule}), the problem that
 * they run on ({@code ProblemRecipe}), many rollouts on the cores ({@code Rollouts}), and what is
 * made of them ({@code Comparison}, {@code RolloutTable}, {@code SanityRun}). Plain classes: no
 * actors, no tensors; the command line shows what they do.
 */
package io.symlab.experiment.direct;
