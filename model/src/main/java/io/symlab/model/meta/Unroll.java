package io.symlab.model.meta;

import io.symlab.model.DivergedException;
import io.symlab.model.optimizee.Optimizee;
import io.symlab.model.rule.TrainableRule;
import io.symlab.model.rule.features.Feature;
import io.symlab.model.rule.features.FeatureState;
import java.util.List;

/**
 * A trainable rule at work on one optimizee problem, giving the first-order meta-gradient of each
 * unroll: d/dphi sum_t &lt;g_t, theta_t(phi)&gt; with g_t = grad f_t(theta_t) held fixed and
 * theta_t = theta_0 + sum_{s&lt;t} u_s(phi; recorded inputs). That is sum_s &lt;G_s, du_s/dphi&gt;,
 * where G_s is the sum of the gradients that come after step s, the one at the unroll's end
 * included. Since f at an unroll's end is the next unroll's first loss, on its batch, an unroll of
 * T steps takes T passes through the optimizee, and one more per problem.
 *
 * <p>With a teacher it is the gradient of the loss of imitation instead, d/dphi sum_s 1/2 |u_s -
 * u*_s|^2 / n, the inputs again held at their recorded values.
 */
public final class Unroll {
  private final Optimizee.Problem problem;
  private final TrainableRule rule;
  private final FeatureState features;
  private final int length;

  /** Null for an unroll that follows the optimizee's losses. */
  private final Teacher teacher;

  private final float[] theta;
  private final float[] update;
  private final float[] gradient;

  /** Row s: at first the gradient after step s, then G_s; or what a teacher says of u_s. */
  private final float[][] adjoints;

  private int step;
  private int inUnroll;
  private double loss;

  /** Begins a problem, for a rule that sees no means over a window. */
  public Unroll(
      Optimizee.Problem problem,
      TrainableRule rule,
      List<Feature> features,
      int length,
      int coordinates) {
    this(problem, rule, new FeatureState(features, coordinates), length, coordinates);
  }

  /**
   * Begins a problem, the rule's memory empty.
   *
   * @param features what the rule sees, before the first step
   * @param length steps per unroll
   * @param coordinates of the problem
   */
  public Unroll(
      Optimizee.Problem problem,
      TrainableRule rule,
      FeatureState features,
      int length,
      int coordinates) {
    this(problem, rule, features, length, coordinates, null);
  }

  /** The same, imitating a teacher where there is one. */
  Unroll(
      Optimizee.Problem problem,
      TrainableRule rule,
      FeatureState features,
      int length,
      int coordinates,
      Teacher teacher) {
    this.teacher = teacher;
    this.problem = problem;
    this.rule = rule;
    this.features = features;
    this.length = length;
    theta = new float[coordinates];
    update = new float[coordinates];
    gradient = new float[coordinates];
    adjoints = new float[length][coordinates];
    problem.initial(theta);
    rule.start();
    loss = problem.gradient(theta, 0, gradient);
  }

  /** f_t(theta_t) of the step to come, or, at the end, of the problem's last parameters. */
  public double loss() {
    return loss;
  }

  /** Steps done. */
  public int steps() {
    return step;
  }

  /**
   * One update of the optimizee, and a pass for the loss after it.
   *
   * @return whether the unroll is full, and {@link #metaGradient} due
   * @throws DivergedException when the loss is no longer finite
   */
  public boolean step() {
    if (!Double.isFinite(loss)) {
      throw new DivergedException("the optimizee's loss is " + loss + " at step " + step);
    }
    rule.forward(features.next(theta, gradient, step + 1), update);
    if (teacher != null) {
      teacher.compare(theta, gradient, step + 1, update, adjoints[inUnroll]);
    }
    for (int i = 0; i < theta.length; i++) {
      theta[i] += update[i];
    }
    step++;
    loss = problem.gradient(theta, step, gradient);
    if (teacher == null) {
      System.arraycopy(gradient, 0, adjoints[inUnroll], 0, gradient.length);
    }
    inUnroll++;
    return inUnroll == length;
  }

  /**
   * Ends the unroll: adds its meta-gradient to {@code out} [rule.parameters()], drops what was
   * recorded, keeps parameters, features and memory.
   */
  public void metaGradient(double[] out) {
    for (int s = inUnroll - 2; s >= 0 && teacher == null; s--) {
      float[] sum = adjoints[s];
      float[] later = adjoints[s + 1];
      for (int i = 0; i < sum.length; i++) {
        sum[i] += later[i];
      }
    }
    rule.backward(adjoints, out);
    inUnroll = 0;
  }

  /** Whether steps were made since the last {@link #metaGradient}. */
  public boolean open() {
    return inUnroll > 0;
  }
}
