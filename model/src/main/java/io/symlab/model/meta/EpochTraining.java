package io.symlab.model.meta;

import io.symlab.model.DivergedException;
import io.symlab.model.optimizee.Optimizee;
import io.symlab.model.rule.learned.Compute;
import io.symlab.model.rule.learned.RuleSettings;
import java.util.Arrays;
import java.util.IdentityHashMap;

/**
 * The updates of an epoch of meta-training, and the steps of Adam on phi that come of them. What
 * phi is kept, and when an epoch is abandoned, is decided elsewhere.
 */
final class EpochTraining implements AutoCloseable {
  private final Optimizee optimizee;
  private final MetaTrainingSettings training;
  private final MetaTrainingState state;
  private final IdentityHashMap<Optimizee, MetaMethod> methods = new IdentityHashMap<>();
  private final double[] gradient;

  /** The one of the newest epoch. */
  private MetaMethod method;

  /** Whether an epoch has begun and its updates are not all made. */
  private boolean underWay;

  private float[] began;

  EpochTraining(
      Optimizee optimizee,
      RuleSettings rule,
      MetaTrainingSettings training,
      MetaTrainingState state,
      Compute compute) {
    this.optimizee = optimizee;
    this.training = training;
    this.state = state;
    try {
      for (Optimizee drawn : optimizee.drawnFrom()) {
        method = MetaMethod.of(training, rule, compute, drawn, state.seed);
        methods.put(drawn, method);
      }
    } catch (RuntimeException e) {
      close();
      throw e;
    }
    this.gradient = new double[rule.parameters()];
  }

  /**
   * One atom of work; the first of an epoch begins it.
   *
   * @param steps updates that the epoch has
   * @return whether its updates are all made
   * @throws DivergedException when a loss or a meta-parameter is no longer finite
   */
  boolean step(int steps) {
    if (!underWay) {
      underWay = true;
      began = state.phi.clone();
      Optimizee drawn = optimizee.drawn(state.seed, state.epoch);
      method = methods.get(drawn);
      method.phi(state.phi);
      method.begin(problem(drawn), steps, state.epoch);
    }
    if (method.step()) {
      follow();
    }
    underWay = method.steps() < steps;
    return !underWay;
  }

  private Optimizee.Problem problem(Optimizee drawn) {
    Optimizee.Problem problem =
        drawn.problem(Optimizee.Half.TRAIN, state.seed, "meta-train", state.epoch);
    double bound = training.options().randomScaling();
    return bound == 0
        ? problem
        : ScaledProblem.drawn(problem, drawn.size(), bound, state.seed, state.epoch);
  }

  /** Follows the gradient of the unroll that has ended. */
  private void follow() {
    Arrays.fill(gradient, 0);
    method.metaGradient(gradient);
    Clip.to(training.options().clipNorm(), gradient);
    (method.imitates() ? state.imitationAdam : state.adam).step(state.phi, gradient);
    for (float parameter : state.phi) {
      if (!Float.isFinite(parameter)) {
        throw new DivergedException(
            "a meta-parameter is " + parameter + " at step " + method.steps());
      }
    }
    state.average(training.options().averaging());
    method.phi(state.phi);
  }

  /** Leaves the epoch as it is. */
  void abandon() {
    underWay = false;
  }

  boolean underWay() {
    return underWay;
  }

  /** phi at the newest epoch's beginning. */
  float[] began() {
    return began;
  }

  /** Mean of the newest epoch's losses so far. */
  double meanLoss() {
    return method.meanLoss();
  }

  /** Its newest loss. */
  double loss() {
    return method.loss();
  }

  /** How many atoms an update takes. */
  int atoms() {
    return method.atoms();
  }

  @Override
  public void close() {
    methods.values().forEach(MetaMethod::close);
  }
}
