package io.symlab.model.meta;

import io.symlab.model.DivergedException;
import io.symlab.model.optimizee.Optimizee;
import io.symlab.model.rule.learned.RuleEngine;
import io.symlab.model.rule.learned.RuleSettings;

/**
 * A way to come by gradients of the meta-loss: an epoch's updates of the optimizee, made in small
 * steps, with a gradient due at the end of every unroll. The meta-loss of an unroll is the sum of
 * f_t(theta_t) after each of its updates.
 */
interface MetaMethod extends AutoCloseable {
  /** The method that the settings name, for a rule on problems of an optimizee. */
  static MetaMethod of(
      MetaTrainingSettings training,
      RuleSettings rule,
      RuleEngine engine,
      Optimizee optimizee,
      long seed) {
    MetaTrainingOptions options = training.options();
    if (options.method().equals(MetaTrainingOptions.TBPTT)) {
      return new BackPropagation(
          engine.open(rule, optimizee.groups()),
          rule.features(),
          training.unroll(),
          optimizee.groups(),
          options.imitation(),
          seed);
    }
    return new EvolutionStrategies(
        () ->
            new Particle(
                engine.open(rule, optimizee.groups()), rule.features(), optimizee.groups()),
        rule.parameters(),
        training.unroll(),
        options.method().equals(MetaTrainingOptions.PES),
        options.evolution(),
        seed);
  }

  /** Sets the meta-parameters, [parameters]; between unrolls only. */
  void phi(float[] phi);

  /**
   * Begins an epoch, and drops what is left of another.
   *
   * @param steps updates it is to have
   * @param epoch from 0; with the seed it fixes everything random
   */
  void begin(Optimizee.Problem problem, int steps, int epoch);

  /**
   * One atom of work.
   *
   * @return whether an unroll has ended, and {@link #metaGradient} is due
   * @throws DivergedException when a loss is no longer finite
   */
  boolean step();

  /** Adds the unroll's gradient of the meta-loss to {@code gradient} [parameters]. */
  void metaGradient(double[] gradient);

  /** Whether the epoch's gradients are those of imitation, not of the optimizee's losses. */
  default boolean imitates() {
    return false;
  }

  /** How many atoms an update of the optimizee takes. */
  default int atoms() {
    return 1;
  }

  /** Updates of the epoch that are done. */
  int steps();

  /** f at the newest parameters. */
  double loss();

  /** Mean of f over the epoch so far, its beginning and its newest parameters included. */
  double meanLoss();

  @Override
  void close();
}
