package io.symlab.model.evolve;

import io.symlab.model.optimizee.Optimizee;
import io.symlab.model.rollout.Rollout;
import io.symlab.model.rule.symbolic.SymbolicRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A formula on its way through its runs, step by step, one problem after the other. It is left
 * behind where it does worse than it must: after a quarter of the first run, and after each
 * problem.
 */
final class Judgement implements AutoCloseable {
  private static final int LAST = 10;
  private static final int QUARTER = 4;

  /** What a formula must not exceed to go on. */
  interface Limits {
    /** None: every formula whose runs do not diverge is judged on all problems. */
    Limits NONE = (complexity, problems) -> Double.POSITIVE_INFINITY;

    /**
     * The largest mean loss.
     *
     * @param problems that the mean is over; 0: after a quarter of the first run
     */
    double most(int complexity, int problems);
  }

  private final Optimizee optimizee;
  private final SymbolicRule rule;
  private final int complexity;
  private final long seed;
  private final int steps;
  private final int first;
  private final int problems;
  private final Limits limits;
  private final List<Double> losses;
  private double early;
  private Rollout rollout;
  private boolean out;

  /**
   * Begins.
   *
   * @param steps per run
   * @param first index of its first problem
   * @param problems that there are
   */
  Judgement(
      Optimizee optimizee,
      SymbolicRule rule,
      int complexity,
      long seed,
      int steps,
      int first,
      int problems,
      Limits limits) {
    this.optimizee = optimizee;
    this.rule = rule;
    this.complexity = complexity;
    this.seed = seed;
    this.steps = steps;
    this.first = first;
    this.problems = problems;
    this.limits = limits;
    losses = new ArrayList<>();
  }

  /** One step of the optimizee; true at the end. */
  boolean step() {
    if (rollout == null) {
      int index = first + losses.size();
      var problem = optimizee.problem(Optimizee.Half.TRAIN, seed, "evolve", index);
      rollout = Rollout.of(optimizee, problem, rule, steps);
    }
    rollout.step();
    if (rollout.diverged()) {
      end();
      out = true;
    } else if (rollout.done()) {
      losses.add(end());
      out =
          new Judged(rule.expression(), complexity, early, losses).loss()
              > limits.most(complexity, losses.size());
    } else if (losses.isEmpty() && rollout.taken() == (steps + QUARTER - 1) / QUARTER) {
      early = mean(rollout.lossCurve());
      out = early > limits.most(complexity, 0);
    }
    return done();
  }

  private double end() {
    double loss = mean(rollout.lossCurve());
    rollout.close();
    rollout = null;
    return loss;
  }

  /** Of the last losses. */
  private static double mean(double[] curve) {
    int from = Math.max(0, curve.length - LAST);
    double sum = 0;
    for (int i = from; i < curve.length; i++) {
      sum += curve[i];
    }
    return sum / (curve.length - from);
  }

  boolean done() {
    return out || losses.size() == problems;
  }

  /** What came of it; empty where it was left behind or diverged. */
  Optional<Judged> result() {
    return out || losses.size() < problems
        ? Optional.empty()
        : Optional.of(new Judged(rule.expression(), complexity, early, losses));
  }

  @Override
  public void close() {
    if (rollout != null) {
      rollout.close();
    }
  }
}
