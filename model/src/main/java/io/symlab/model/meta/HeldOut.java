package io.symlab.model.meta;

import io.symlab.model.DivergedException;
import io.symlab.model.optimizee.Optimizee;
import io.symlab.model.rule.UpdateRule;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;

/**
 * A held-out evaluation: a rule run on problems of the held-out half of the data, one after the
 * other, step by step; always the same problems for a given seed, so that one evaluation can be
 * compared with another. One problem tells rules apart badly, since how hard it is differs from
 * problem to problem, and rules differ in which they find hard.
 */
final class HeldOut implements AutoCloseable {
  private static final int LAST = 10;

  private final Optimizee optimizee;
  private final UpdateRule rule;
  private final int steps;
  private final IntPredicate counts;
  private final IntFunction<Optimizee.Problem> problems;
  private final int count;
  private final float[] theta;
  private final float[] gradient;
  private final float[] update;
  private Optimizee.Problem problem;
  private UpdateRule.State state;

  /** Problems that have ended. */
  private int ended;

  private int step;
  private double sum;

  /** Losses in the sum. */
  private int summed;

  /** Sum over the ended problems of the mean of those losses that count. */
  private double means;

  /** An evaluation on the first problem alone. */
  HeldOut(Optimizee optimizee, UpdateRule rule, long seed, int steps) {
    this(optimizee, rule, seed, steps, false, 0, 1);
  }

  /**
   * An evaluation.
   *
   * @param steps on each problem
   * @param halfWay whether the last losses of its first half count as much as its last
   * @param first index of its first problem
   * @param count problems
   */
  HeldOut(
      Optimizee optimizee,
      UpdateRule rule,
      long seed,
      int steps,
      boolean halfWay,
      int first,
      int count) {
    this(
        optimizee,
        rule,
        steps,
        step -> amongLast(step, steps) || (halfWay && amongLast(step, steps / 2)),
        i -> optimizee.problem(Optimizee.Half.HELD_OUT, seed, "held-out", first + i),
        count);
  }

  private HeldOut(
      Optimizee optimizee,
      UpdateRule rule,
      int steps,
      IntPredicate counts,
      IntFunction<Optimizee.Problem> problems,
      int count) {
    this.optimizee = optimizee;
    this.rule = rule;
    this.steps = steps;
    this.counts = counts;
    this.problems = problems;
    this.count = count;
    theta = new float[optimizee.size()];
    gradient = new float[theta.length];
    update = new float[theta.length];
    begin();
  }

  /**
   * A run on a problem of the training half instead, whose loss is the mean over its second half.
   */
  static HeldOut onTraining(
      Optimizee optimizee, UpdateRule rule, long seed, int steps, String role, int index) {
    return new HeldOut(
        optimizee,
        rule,
        steps,
        step -> step >= steps / 2,
        i -> optimizee.problem(Optimizee.Half.TRAIN, seed, role, index),
        1);
  }

  private void begin() {
    problem = problems.apply(ended);
    state = rule.start(optimizee.groups());
    step = 0;
    sum = 0;
    summed = 0;
    problem.initial(theta);
  }

  boolean done() {
    return ended == count;
  }

  /** One update; a run that diverges ends the evaluation at once. */
  void step() {
    try {
      double loss = problem.gradient(theta, step, gradient);
      if (counts.test(step)) {
        sum += loss;
        summed++;
      }
      state.update(theta, gradient, step + 1, update);
    } catch (DivergedException e) {
      means = Double.POSITIVE_INFINITY;
      ended = count;
      return;
    }
    step++;
    for (int i = 0; i < theta.length; i++) {
      theta[i] += update[i];
    }
    if (step == steps) {
      endProblem();
    }
  }

  private static boolean amongLast(int step, int steps) {
    return step < steps && step >= steps - LAST;
  }

  private void endProblem() {
    means += sum / summed;
    ended = Double.isFinite(means) ? ended + 1 : count;
    if (!done()) {
      state.close();
      begin();
    }
  }

  /**
   * Mean over the problems of the mean loss of their last 10 steps, and of the last 10 of their
   * first half where those count; infinite when it is not a number, or a run diverged.
   */
  double loss() {
    double mean = means / count;
    return Double.isNaN(mean) ? Double.POSITIVE_INFINITY : mean;
  }

  @Override
  public void close() {
    state.close();
  }
}
