package io.symlab.model.meta;

import io.symlab.model.DivergedException;
import io.symlab.model.optimizee.Optimizee;
import io.symlab.model.optimizee.Optimizee.ParameterGroup;
import io.symlab.model.rule.TrainableRule;
import io.symlab.model.rule.symbolic.SymbolicRule;
import java.util.Arrays;
import java.util.List;

/**
 * One epoch of tuning a formula's constants by unrolls on one problem, without the evaluations of
 * {@link MetaTuning}: what it gives is a suggestion that somebody else judges.
 */
public final class ConstantEpoch implements AutoCloseable {
  private final SymbolicRule rule;
  private final int steps;
  private final TunedParameters parameters;
  private final TrainableRule cell;
  private final float[] constants;
  private final double[] gradient;
  private final Adam adam;
  private final Unroll unroll;

  /**
   * Begins.
   *
   * @param steps updates of the optimizee
   * @param length updates per step on the constants
   * @param rate of Adam on the constants
   * @throws DivergedException when the problem's first loss is not finite
   */
  public ConstantEpoch(
      SymbolicRule rule,
      Optimizee.Problem problem,
      List<ParameterGroup> groups,
      int steps,
      int length,
      double rate) {
    this.rule = rule;
    this.steps = steps;
    parameters = new TunedParameters(rule, false);
    constants = parameters.untuned();
    gradient = new double[constants.length];
    adam = new Adam(constants.length, rate);
    int coordinates = groups.stream().mapToInt(ParameterGroup::length).sum();
    cell = parameters.open(coordinates);
    cell.phi(constants);
    unroll = new Unroll(problem, cell, parameters.features(groups), length, coordinates);
  }

  public boolean done() {
    return unroll.steps() == steps;
  }

  /**
   * One update of the optimizee.
   *
   * @throws DivergedException when a loss or a constant is no longer finite
   */
  public void step() {
    boolean full = unroll.step();
    if (full || done()) {
      Arrays.fill(gradient, 0);
      unroll.metaGradient(gradient);
      for (int i = 0; i < gradient.length; i++) {
        // A root at 0 has such derivatives.
        gradient[i] = Double.isFinite(gradient[i]) ? gradient[i] : 0;
      }
      adam.step(constants, gradient);
      TunedParameters.requireFinite(constants);
      parameters.confine(constants);
      cell.phi(constants);
    }
  }

  /** The rule with the constants as they are now. */
  public SymbolicRule rule() {
    return rule.withConstants(constants);
  }

  @Override
  public void close() {
    cell.close();
  }
}
