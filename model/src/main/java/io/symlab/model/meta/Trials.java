package io.symlab.model.meta;

import io.symlab.model.optimizee.Optimizee;
import io.symlab.model.rule.UpdateRule;
import java.util.List;

/**
 * Rules tried as optimizers in held-out evaluations, step by step, by {@link SuccessiveHalving}
 * over the problems.
 */
final class Trials implements AutoCloseable {
  private final Optimizee optimizee;
  private final List<? extends UpdateRule> arms;
  private final long seed;
  private final int steps;
  private final boolean halfWay;
  private final SuccessiveHalving halving;
  private SuccessiveHalving.Run run;
  private HeldOut heldOut;
  private int inRun;

  /** Steps of the optimizee that ended runs took. */
  private long taken;

  /** Loss of the run that ended last; NaN before the first. */
  private double last = Double.NaN;

  /** Whether the best is known; null when that is to be found out. */
  private Boolean decided;

  /**
   * Begins.
   *
   * @param arms rule by rule, each at every rate
   * @param halving which of them runs on which problem
   * @param settings of each run: its steps, and which of its losses count
   */
  Trials(
      Optimizee optimizee,
      List<? extends UpdateRule> arms,
      SuccessiveHalving halving,
      long seed,
      MetaTuningSettings settings) {
    this.optimizee = optimizee;
    this.arms = arms;
    this.seed = seed;
    this.steps = settings.evaluationSteps();
    this.halfWay = settings.halfWay();
    this.halving = halving;
  }

  boolean done() {
    if (decided == null) {
      decided = halving.next().isEmpty();
    }
    return decided;
  }

  /** One step of a run; true at its end. */
  boolean step() {
    if (heldOut == null) {
      run = halving.next().orElseThrow();
      heldOut = new HeldOut(optimizee, arms.get(run.arm()), seed, steps, halfWay, run.problem(), 1);
      inRun = 0;
    }
    heldOut.step();
    inRun++;
    if (!heldOut.done()) {
      return false;
    }
    last = heldOut.loss();
    heldOut.close();
    heldOut = null;
    halving.ended(run, last);
    decided = null;
    taken += inRun;
    inRun = 0;
    return true;
  }

  /** Whether a run is under way. */
  boolean running() {
    return heldOut != null;
  }

  SuccessiveHalving halving() {
    return halving;
  }

  long taken() {
    return taken;
  }

  /**
   * Goes on from where other trials like these came to, whose losses have been taken over.
   *
   * @param steps that they took
   * @param loss of their last run
   */
  void resume(long steps, double loss) {
    taken = steps;
    last = loss;
    decided = null;
  }

  double last() {
    return last;
  }

  /** Steps behind, runs that diverged counted in full. */
  long behind() {
    long runs = 0;
    for (int arm = 0; arm < halving.arms(); arm++) {
      runs += halving.problems(arm);
    }
    return runs * steps + inRun;
  }

  /** Those, and what is to come. */
  long total() {
    return behind() - inRun + (long) halving.left() * steps;
  }

  @Override
  public void close() {
    if (heldOut != null) {
      heldOut.close();
    }
  }
}
