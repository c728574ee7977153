package io.symlab.model.meta;

import io.symlab.model.DivergedException;
import io.symlab.model.optimizee.Optimizee;
import io.symlab.model.optimizee.Optimizee.ParameterGroup;
import io.symlab.model.rule.TrainableRule;
import io.symlab.model.rule.features.Feature;
import io.symlab.model.rule.features.FeatureState;
import java.util.List;

/** One run of a rule on a problem, forward only, that can be set to where another run is. */
final class Particle implements AutoCloseable {
  private final TrainableRule rule;
  private final List<Feature> seen;
  private final List<ParameterGroup> groups;
  private final float[] theta;
  private final float[] update;
  private final float[] gradient;
  private FeatureState features;
  private Optimizee.Problem problem;
  private int step;
  private double loss;

  /** Takes the rule over. */
  Particle(TrainableRule rule, List<Feature> features, List<ParameterGroup> groups) {
    this.rule = rule;
    this.seen = features;
    this.groups = groups;
    int coordinates = groups.stream().mapToInt(ParameterGroup::length).sum();
    theta = new float[coordinates];
    update = new float[coordinates];
    gradient = new float[coordinates];
  }

  void phi(float[] phi) {
    rule.phi(phi);
  }

  /** Begins a problem, the rule's memory empty. */
  void begin(Optimizee.Problem problem) {
    fresh(problem);
    problem.initial(theta);
    rule.start();
    loss = problem.gradient(theta, 0, gradient);
  }

  private void fresh(Optimizee.Problem problem) {
    this.problem = problem;
    features = new FeatureState(seen, groups, 0);
    step = 0;
  }

  /** Goes to where another run of the same problem is. */
  void follow(Particle other) {
    if (problem != other.problem) {
      fresh(other.problem);
      rule.start();
    }
    System.arraycopy(other.theta, 0, theta, 0, theta.length);
    System.arraycopy(other.gradient, 0, gradient, 0, gradient.length);
    features.remember(other.features);
    rule.remember(other.rule);
    step = other.step;
    loss = other.loss;
  }

  /**
   * One update of the optimizee.
   *
   * @throws DivergedException when the loss after it is not finite
   */
  void step() {
    rule.forward(features.next(theta, gradient, step + 1), update);
    rule.drop();
    for (int i = 0; i < theta.length; i++) {
      theta[i] += update[i];
    }
    step++;
    loss = problem.gradient(theta, step, gradient);
    if (!Double.isFinite(loss)) {
      throw new DivergedException("the optimizee's loss is " + loss + " at step " + step);
    }
  }

  /** f at the newest parameters. */
  double loss() {
    return loss;
  }

  @Override
  public void close() {
    rule.close();
  }
}
