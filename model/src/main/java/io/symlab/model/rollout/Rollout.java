package io.symlab.model.rollout;

import io.symlab.model.DivergedException;
import io.symlab.model.optimizee.Optimizee;
import io.symlab.model.optimizee.Optimizee.Half;
import io.symlab.model.optimizee.Optimizee.Problem;
import io.symlab.model.rule.UpdateRule;
import io.symlab.symbolic.Randomness;
import io.symlab.symbolic.sample.SampleBatch;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One optimisation run of a frozen update rule on one problem. It gives a loss curve, by which
 * rules are compared, and, when watched, the samples that rules are distilled from. A function of
 * its arguments alone; used by one thread at a time.
 *
 * <p>A run whose loss or parameters cease to be finite has diverged: it ends at once, its curve is
 * NaN from there on, and the samples of the steps before stay.
 */
public final class Rollout implements AutoCloseable {
  private final Problem problem;
  private final UpdateRule.State state;
  private final int steps;
  private final Optional<Observer> observer;
  private final float[] theta;
  private final float[] gradient;
  private final float[] update;
  private final double[] losses;
  private int taken;
  private boolean diverged;

  private Rollout(
      Optimizee optimizee,
      Problem problem,
      UpdateRule rule,
      int steps,
      Optional<Watch> watch,
      long key) {
    if (steps < 1) {
      throw new IllegalArgumentException("a rollout needs at least one step, has " + steps);
    }
    this.problem = problem;
    this.steps = steps;
    int size = optimizee.size();
    theta = new float[size];
    gradient = new float[size];
    update = new float[size];
    losses = new double[steps];
    problem.initial(theta);
    state = rule.start(optimizee.groups());
    observer = watch.map(w -> new Observer(w, optimizee.groups(), key, state.rates()));
  }

  /** A run that is not watched, to evaluate a rule by. */
  public static Rollout of(Optimizee optimizee, Problem problem, UpdateRule rule, int steps) {
    return new Rollout(optimizee, problem, rule, steps, Optional.empty(), 0);
  }

  /**
   * A watched run on any problem.
   *
   * @param key chooses the coordinates: the same key, the same coordinates
   */
  public static Rollout watched(
      Optimizee optimizee, Problem problem, UpdateRule rule, int steps, Watch watch, long key) {
    return new Rollout(optimizee, problem, rule, steps, Optional.of(watch), key);
  }

  /**
   * The rollout that an experiment knows by its index: problem and watched coordinates are
   * functions of (seed, index).
   */
  public static Rollout watched(
      Optimizee optimizee, UpdateRule rule, int steps, Watch watch, long seed, long index) {
    Problem problem = optimizee.problem(Half.TRAIN, seed, "rollout", index);
    long key = Randomness.key(seed, "rollout.coordinates", index);
    return watched(optimizee, problem, rule, steps, watch, key);
  }

  public boolean done() {
    return taken == steps;
  }

  /** Steps taken so far. */
  public int taken() {
    return taken;
  }

  /** Does one optimisation step; nothing once done. */
  public void step() {
    if (done()) {
      return;
    }
    try {
      double loss = problem.gradient(theta, taken, gradient);
      losses[taken] = loss;
      if (!Double.isFinite(loss)) {
        diverge();
        return;
      }
      state.update(theta, gradient, taken + 1, update);
      taken++;
      observer.ifPresent(o -> o.see(theta, gradient, taken));
      if (!move()) {
        diverge();
        return;
      }
    } catch (DivergedException e) {
      diverge();
      return;
    }
    observer.ifPresent(o -> o.write(update));
  }

  /** Does all the steps that are left. */
  public void finish() {
    while (!done()) {
      step();
    }
  }

  /** theta += update; false when theta or the gradient that moved it is not finite. */
  private boolean move() {
    float check = 0;
    for (int i = 0; i < theta.length; i++) {
      theta[i] += update[i];
      check += theta[i] * 0f + gradient[i] * 0f;
    }
    return check == 0;
  }

  private void diverge() {
    diverged = true;
    Arrays.fill(losses, taken, steps, Double.NaN);
    taken = steps;
  }

  /** Whether a loss, a gradient or a parameter ceased to be finite. */
  public boolean diverged() {
    return diverged;
  }

  /** f_t(theta_t) before each update, in order: [steps taken]; NaN from where the run diverged. */
  public double[] lossCurve() {
    return Arrays.copyOf(losses, taken);
  }

  /**
   * The share of test examples that the parameters get right now; empty where there is no such
   * thing or the run has diverged.
   */
  public OptionalDouble accuracy() {
    return diverged ? OptionalDouble.empty() : problem.accuracy(theta);
  }

  /**
   * The samples made since the last call, in pieces of at most 64 KiB of values that are numbered
   * from 0 within this rollout; a piece is handed out when it is full or the run is done. The rows
   * of a step come in the order of the coordinates, the steps in their order.
   */
  public List<SampleBatch> drain() {
    return observer.map(o -> o.drain(done())).orElse(List.of());
  }

  /** The current parameters, [size], a copy. */
  public float[] parameters() {
    return theta.clone();
  }

  @Override
  public void close() {
    state.close();
  }
}
