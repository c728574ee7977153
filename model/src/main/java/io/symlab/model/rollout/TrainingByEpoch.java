package io.symlab.model.rollout;

import io.symlab.model.DivergedException;
import io.symlab.model.optimizee.Optimizee;
import io.symlab.model.rule.UpdateRule;

/**
 * An optimizee trained by a rule, epoch by epoch: what a rule is used for in the end. A function of
 * the problem and the rule alone.
 */
public final class TrainingByEpoch implements AutoCloseable {
  private final Optimizee.Problem problem;
  private final UpdateRule.State rule;
  private final int stepsPerEpoch;
  private final float[] theta;
  private final float[] gradient;
  private final float[] update;
  private int step;
  private double lossSum;

  /**
   * Begins where the problem starts.
   *
   * @param stepsPerEpoch at least 1
   * @throws IllegalArgumentException when the rule cannot work on such a problem
   */
  public TrainingByEpoch(
      Optimizee optimizee, Optimizee.Problem problem, UpdateRule rule, int stepsPerEpoch) {
    this.problem = problem;
    this.stepsPerEpoch = stepsPerEpoch;
    this.rule = rule.start(optimizee.groups());
    this.theta = new float[optimizee.size()];
    this.gradient = new float[theta.length];
    this.update = new float[theta.length];
    problem.initial(theta);
  }

  /**
   * One update.
   *
   * @return whether an epoch has ended with it
   * @throws DivergedException when the loss or a parameter is no longer finite
   */
  public boolean step() {
    if (step % stepsPerEpoch == 0) {
      lossSum = 0;
    }
    double loss = problem.gradient(theta, step, gradient);
    if (!Double.isFinite(loss)) {
      throw new DivergedException("the loss is " + loss + " at step " + step);
    }
    lossSum += loss;
    rule.update(theta, gradient, step + 1, update);
    for (int i = 0; i < theta.length; i++) {
      theta[i] += update[i];
      if (!Float.isFinite(theta[i])) {
        throw new DivergedException("a parameter is " + theta[i] + " after step " + step);
      }
    }
    step++;
    return step % stepsPerEpoch == 0;
  }

  /** Updates made. */
  public int steps() {
    return step;
  }

  /** Mean over the epoch of the losses before its updates; of one under way, so far. */
  public double meanLoss() {
    int inEpoch = (step - 1) % stepsPerEpoch + 1;
    return step == 0 ? Double.NaN : lossSum / inEpoch;
  }

  /** Share of the test examples that are right now; NaN where there is no such thing. */
  public double accuracy() {
    return problem.accuracy(theta).orElse(Double.NaN);
  }

  /** The parameters as they are, [size]; a copy. */
  public float[] theta() {
    return theta.clone();
  }

  @Override
  public void close() {
    rule.close();
  }
}
