package io.symlab.model.meta;

import io.symlab.model.DivergedException;
import io.symlab.model.optimizee.Optimizee;
import io.symlab.model.rule.UpdateRule;

/**
 * A held-out evaluation: a rule run on the held-out half of the data, step by step; always the same
 * problem for a given seed, so that one evaluation can be compared with another.
 */
final class HeldOut implements AutoCloseable {
  private static final int LAST = 10;

  private final Optimizee.Problem problem;
  private final UpdateRule.State rule;
  private final int steps;
  private final float[] theta;
  private final float[] gradient;
  private final float[] update;
  private int step;
  private double sum;

  HeldOut(Optimizee optimizee, UpdateRule rule, long seed, int steps) {
    this.problem = optimizee.problem(Optimizee.Half.HELD_OUT, seed, "held-out", 0);
    this.rule = rule.start(optimizee.groups());
    this.steps = steps;
    theta = new float[optimizee.size()];
    gradient = new float[theta.length];
    update = new float[theta.length];
    problem.initial(theta);
  }

  boolean done() {
    return step == steps;
  }

  /** One update; a run that diverges ends at once. */
  void step() {
    try {
      double loss = problem.gradient(theta, step, gradient);
      if (step >= steps - LAST) {
        sum += loss;
      }
      rule.update(theta, gradient, step + 1, update);
    } catch (DivergedException e) {
      sum = Double.POSITIVE_INFINITY;
      step = steps;
      return;
    }
    step++;
    for (int i = 0; i < theta.length; i++) {
      theta[i] += update[i];
    }
  }

  /** Mean loss of the last 10 steps; infinite when it is not a number, or the run diverged. */
  double loss() {
    double mean = sum / Math.min(LAST, steps);
    return Double.isNaN(mean) ? Double.POSITIVE_INFINITY : mean;
  }

  @Override
  public void close() {
    rule.close();
  }
}
