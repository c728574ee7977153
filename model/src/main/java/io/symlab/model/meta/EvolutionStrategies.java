package io.symlab.model.meta;

import io.symlab.model.optimizee.Optimizee;
import io.symlab.symbolic.Randomness;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/**
 * Gradients of the meta-loss by antithetic evolution strategies, persistent or not (Vicol, Metz,
 * Sohl-Dickstein 2021, "Unbiased Gradient Estimation in Unrolled Computation Graphs with Persistent
 * Evolution Strategies", algorithms 1 and 2). They are gradients of the true loss, smoothed by a
 * normal perturbation of phi with standard deviation sigma, and need no derivative of the rule.
 *
 * <p>With N particles (half of them perturbed by epsilon, their twins by -epsilon) an unroll gives
 * 1/(N sigma^2) sum_i xi_i L_i, L_i the sum of the losses after its updates. ES begins every unroll
 * with all particles where the unperturbed run is; xi is the unroll's epsilon, and what phi did
 * before the unroll is left out. In PES every particle goes on from where it was, and xi is the sum
 * of its epsilons since the problem began: that makes the estimate one of the whole run's loss.
 */
final class EvolutionStrategies implements MetaMethod {
  private final int parameters;
  private final int length;
  private final boolean persistent;
  private final double sigma;
  private final long seed;

  /** Particles 2j and 2j + 1 are twins; ES needs one to work with, its last is unperturbed. */
  private final List<Particle> particles = new ArrayList<>();

  private final int perturbed;
  private final float[][] epsilon;
  private final double[][] xi;
  private final double[] losses;
  private final float[] phi;
  private final float[] moved;

  private int end;
  private int epoch;
  private int steps;
  private int current;
  private int inUnroll;
  private double lossSum;
  private double loss;
  private double unrollSum;
  private double unrollLoss;

  /**
   * Opens what it needs.
   *
   * @param particle makes one with a rule of its own
   * @param parameters of the rule
   * @param length updates per unroll
   * @param persistent whether it is PES
   */
  EvolutionStrategies(
      Supplier<Particle> particle,
      int parameters,
      int length,
      boolean persistent,
      MetaTrainingOptions.Evolution evolution,
      long seed) {
    this.parameters = parameters;
    this.length = length;
    this.persistent = persistent;
    this.sigma = evolution.sigma();
    this.seed = seed;
    perturbed = 2 * evolution.pairs();
    for (int i = 0; i < (persistent ? perturbed : 2); i++) {
      particles.add(particle.get());
    }
    epsilon = new float[evolution.pairs()][parameters];
    xi = new double[evolution.pairs()][parameters];
    losses = new double[perturbed];
    phi = new float[parameters];
    moved = new float[parameters];
  }

  @Override
  public void phi(float[] phi) {
    System.arraycopy(phi, 0, this.phi, 0, parameters);
  }

  @Override
  public void begin(Optimizee.Problem problem, int steps, int epoch) {
    this.end = steps;
    this.epoch = epoch;
    this.steps = 0;
    current = 0;
    inUnroll = 0;
    Particle first = particles.get(particles.size() - 1);
    first.begin(problem);
    if (persistent) {
      particles.subList(0, perturbed - 1).forEach(other -> other.follow(first));
    }
    for (double[] sum : xi) {
      Arrays.fill(sum, 0);
    }
    loss = first.loss();
    lossSum = loss;
  }

  /** One update of one particle. */
  @Override
  public boolean step() {
    if (inUnroll == 0) {
      beginParticle();
    }
    Particle particle = particle();
    particle.step();
    inUnroll++;
    if (current < perturbed) {
      losses[current] += particle.loss();
    }
    if (reported()) {
      unrollSum += particle.loss();
    }
    if (inUnroll < unrollLength()) {
      return false;
    }
    unrollLoss += reported() ? particle.loss() : 0;
    inUnroll = 0;
    current++;
    if (current < perturbed || (!persistent && current == perturbed)) {
      return false;
    }
    endUnroll();
    return true;
  }

  private int unrollLength() {
    return Math.min(length, end - steps);
  }

  private Particle particle() {
    if (persistent) {
      return particles.get(current);
    }
    return particles.get(current < perturbed ? 0 : 1);
  }

  /** The losses that are shown: all of PES's particles', the unperturbed run's of ES. */
  private boolean reported() {
    return persistent || current == perturbed;
  }

  private void beginParticle() {
    if (current == 0) {
      drawUnroll();
    }
    Particle particle = particle();
    if (current == perturbed) {
      particle.phi(phi);
      return;
    }
    if (!persistent) {
      particle.follow(particles.get(1));
    }
    float sign = current % 2 == 0 ? 1 : -1;
    float[] by = epsilon[current / 2];
    for (int p = 0; p < parameters; p++) {
      moved[p] = phi[p] + sign * by[p];
    }
    particle.phi(moved);
  }

  private void drawUnroll() {
    Arrays.fill(losses, 0);
    unrollSum = 0;
    unrollLoss = 0;
    for (int pair = 0; pair < epsilon.length; pair++) {
      SplittableRandom random = Randomness.stream(seed, "meta-train.es", epoch, steps, pair);
      for (int p = 0; p < parameters; p++) {
        epsilon[pair][p] = (float) (sigma * random.nextGaussian());
        xi[pair][p] = epsilon[pair][p] + (persistent ? xi[pair][p] : 0);
      }
    }
  }

  private void endUnroll() {
    steps += unrollLength();
    current = 0;
    int runs = persistent ? perturbed : 1;
    lossSum += unrollSum / runs;
    loss = unrollLoss / runs;
  }

  @Override
  public void metaGradient(double[] gradient) {
    double scale = 1 / (perturbed * sigma * sigma);
    for (int pair = 0; pair < xi.length; pair++) {
      double apart = scale * (losses[2 * pair] - losses[2 * pair + 1]);
      for (int p = 0; p < parameters; p++) {
        gradient[p] += apart * xi[pair][p];
      }
    }
  }

  @Override
  public int atoms() {
    return persistent ? perturbed : perturbed + 1;
  }

  @Override
  public int steps() {
    return steps;
  }

  @Override
  public double loss() {
    return loss;
  }

  @Override
  public double meanLoss() {
    return lossSum / (steps + 1);
  }

  @Override
  public void close() {
    particles.forEach(Particle::close);
  }
}
