package io.symlab.model.meta;

import io.symlab.model.optimizee.Optimizee;
import io.symlab.symbolic.Randomness;
import java.util.OptionalDouble;
import java.util.SplittableRandom;

/**
 * A problem in other units: f(c theta') as a function of theta', c = exp(U(-b, b)) drawn per
 * coordinate. Training on such problems teaches a rule not to count on the scale of gradients
 * (random scaling: Lv, Jiang, Li 2017, section 4.1, with b = 3). It starts where the problem
 * starts: theta'_0 = theta_0 / c.
 */
final class ScaledProblem implements Optimizee.Problem {
  private final Optimizee.Problem problem;
  private final float[] scale;
  private final float[] theta;

  /**
   * Scales by given factors.
   *
   * @param scale c, [coordinates], positive
   */
  ScaledProblem(Optimizee.Problem problem, float[] scale) {
    this.problem = problem;
    this.scale = scale;
    this.theta = new float[scale.length];
  }

  /** Scales by factors that are a function of (seed, epoch). */
  static ScaledProblem drawn(
      Optimizee.Problem problem, int coordinates, double bound, long seed, int epoch) {
    SplittableRandom random = Randomness.stream(seed, "meta-train.scale", epoch);
    float[] scale = new float[coordinates];
    for (int i = 0; i < coordinates; i++) {
      // StrictMath, since Math.exp may differ between the interpreter and compiled code.
      scale[i] = (float) StrictMath.exp((2 * random.nextDouble() - 1) * bound);
    }
    return new ScaledProblem(problem, scale);
  }

  @Override
  public void initial(float[] scaled) {
    problem.initial(scaled);
    for (int i = 0; i < scale.length; i++) {
      scaled[i] /= scale[i];
    }
  }

  @Override
  public double gradient(float[] scaled, int step, float[] gradient) {
    double loss = problem.gradient(unscaled(scaled), step, gradient);
    for (int i = 0; i < scale.length; i++) {
      gradient[i] *= scale[i];
    }
    return loss;
  }

  @Override
  public double loss(float[] scaled, int step) {
    return problem.loss(unscaled(scaled), step);
  }

  @Override
  public OptionalDouble accuracy(float[] scaled) {
    return problem.accuracy(unscaled(scaled));
  }

  private float[] unscaled(float[] scaled) {
    for (int i = 0; i < scale.length; i++) {
      theta[i] = scale[i] * scaled[i];
    }
    return theta;
  }
}
