package io.symlab.model.meta;

import io.symlab.model.DivergedException;
import io.symlab.model.Progress;
import io.symlab.model.SteppedWork;
import io.symlab.model.optimizee.Optimizee;
import io.symlab.model.optimizee.Optimizee.Half;
import io.symlab.model.rule.symbolic.ConstantShares;
import io.symlab.model.rule.symbolic.SymbolicCell;
import io.symlab.model.rule.symbolic.SymbolicRule;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Tunes the constants of a symbolic rule by the unroll that trains learned optimizers. The rule is
 * put on trial on the held-out half untuned at first, then every few epochs, and the best is kept,
 * so that the result is never worse on that trial than what it began with.
 *
 * <p>An epoch in which the optimizee diverges is abandoned: the constants go back to the best so
 * far and the learning rate is halved; the figure {@code diverged} counts such epochs.
 */
public final class MetaTuning implements SteppedWork {
  private final Optimizee optimizee;
  private final SymbolicRule rule;
  private final MetaTuningSettings tuning;
  private final long seed;
  private final ConstantShares shares;
  private final SymbolicCell cell;
  private final float[] untuned;
  private final MetaTuningState state;
  private final double[] gradient;
  private final int epochs;

  private Unroll unroll;
  private double lossSum;
  private HeldOut trial;
  private int inTrial;

  /**
   * Begins, every constant on its own.
   *
   * @param optimizee stays the caller's to close
   */
  public MetaTuning(Optimizee optimizee, SymbolicRule rule, MetaTuningSettings tuning, long seed) {
    this(optimizee, rule, ConstantShares.none(rule.constants().length), tuning, seed);
  }

  /**
   * Begins.
   *
   * @param optimizee stays the caller's to close
   * @param shares which of the rule's constants move together, and which do not move
   */
  public MetaTuning(
      Optimizee optimizee,
      SymbolicRule rule,
      ConstantShares shares,
      MetaTuningSettings tuning,
      long seed) {
    this.optimizee = optimizee;
    this.rule = rule;
    this.shares = shares;
    this.tuning = tuning;
    this.seed = seed;
    cell = rule.open(optimizee.size());
    untuned = rule.constants();
    if (shares.size() != untuned.length) {
      throw new IllegalArgumentException(
          "a rule of " + untuned.length + " constants has shares of " + shares.size());
    }
    // Without constants there is nothing to tune.
    epochs = shares.tunable() ? tuning.epochs() : 0;
    if (epochs > 0 && (tuning.steps() < 1 || tuning.unroll() < 1 || tuning.evaluationSteps() < 1)) {
      throw new IllegalArgumentException(
          "meta-tuning needs steps, an unroll and evaluation steps of at least 1, has " + tuning);
    }
    gradient = new double[untuned.length];
    state = new MetaTuningState(tuning.optimizer(), untuned, tuning.learningRate());
  }

  /**
   * Goes on from a checkpoint.
   *
   * @throws IllegalArgumentException when the checkpoint is damaged, or of another rule or seed
   */
  public MetaTuning(
      Optimizee optimizee,
      SymbolicRule rule,
      MetaTuningSettings tuning,
      long seed,
      byte[] checkpoint) {
    this(optimizee, rule, tuning, seed);
    resume(checkpoint);
  }

  /** Goes on from a checkpoint, before the first step. */
  void resume(byte[] checkpoint) {
    state.decode(checkpoint, rule.text(), seed);
  }

  @Override
  public boolean done() {
    return state.epoch == epochs;
  }

  @Override
  public boolean step() {
    if (done()) {
      return true;
    }
    if (!state.measured || trial != null) {
      return tryOut();
    }
    try {
      tune();
    } catch (DivergedException e) {
      state.diverged++;
      state.retreat(state.best == null ? untuned : state.best);
      return endEpoch();
    }
    if (unroll.steps() < tuning.steps()) {
      return false;
    }
    state.lastMetaLoss = lossSum / (unroll.steps() + 1);
    unroll = null;
    return evaluatedAfter(state.epoch + 1) ? tryOut() : endEpoch();
  }

  private boolean evaluatedAfter(int epoch) {
    boolean regular = tuning.evaluateEvery() > 0 && epoch % tuning.evaluateEvery() == 0;
    return regular || epoch == epochs;
  }

  private void tune() {
    if (unroll == null) {
      cell.phi(state.constants);
      Optimizee.Problem problem = optimizee.problem(Half.TRAIN, seed, "meta-tune", state.epoch);
      unroll = new Unroll(problem, cell, rule.features(), tuning.unroll(), optimizee.size());
      lossSum = unroll.loss();
    }
    boolean full = unroll.step();
    lossSum += unroll.loss();
    if (!Double.isFinite(unroll.loss())) {
      throw new DivergedException("the optimizee's loss is " + unroll.loss());
    }
    if (full || unroll.steps() == tuning.steps()) {
      Arrays.fill(gradient, 0);
      unroll.metaGradient(gradient);
      shares.gather(gradient);
      state.step.step(state.constants, gradient);
      for (float constant : state.constants) {
        if (!Float.isFinite(constant)) {
          throw new DivergedException("a constant is " + constant);
        }
      }
      rule.confine(state.constants);
      cell.phi(state.constants);
    }
  }

  /** A step of the trial of the constants as they are; true at its end. */
  private boolean tryOut() {
    if (trial == null) {
      SymbolicRule candidate = state.measured ? rule.withConstants(state.constants) : rule;
      trial = new HeldOut(optimizee, candidate, seed, tuning.evaluationSteps());
      inTrial = 0;
      if (state.measured) {
        // The epoch's last update has opened the trial, which steps from the next call on.
        return false;
      }
    }
    double loss = Double.NaN;
    try {
      trial.step();
      inTrial++;
      if (!trial.done()) {
        return false;
      }
      loss = trial.loss();
    } catch (DivergedException e) {
      loss = Double.POSITIVE_INFINITY;
    }
    trial.close();
    trial = null;
    inTrial = 0;
    state.lastHeldOut = loss;
    if (loss < state.bestLoss) {
      state.bestLoss = loss;
      state.best = state.measured ? state.constants.clone() : null;
    }
    if (!state.measured) {
      state.measured = true;
      return true;
    }
    return endEpoch();
  }

  private boolean endEpoch() {
    state.epoch++;
    unroll = null;
    return true;
  }

  @Override
  public byte[] checkpoint() {
    requireEpochEnd("checkpoint");
    return state.encode(rule.text(), seed);
  }

  /** The tuned rule. */
  public SymbolicRule best() {
    return state.best == null ? rule : rule.withConstants(state.best);
  }

  /** The text of the best rule so far, with the names of sample columns, in UTF-8. */
  @Override
  public byte[] result() {
    requireEpochEnd("result");
    return best().text().getBytes(StandardCharsets.UTF_8);
  }

  private void requireEpochEnd(String what) {
    if (unroll != null || trial != null) {
      throw new IllegalStateException("a " + what + " can be had at an epoch's end only");
    }
  }

  @Override
  public Progress progress() {
    Map<String, Double> figures = new LinkedHashMap<>();
    put(figures, "meta-loss", unroll == null ? state.lastMetaLoss : lossSum / (unroll.steps() + 1));
    put(figures, "held-out", state.lastHeldOut);
    put(figures, "best", state.bestLoss);
    put(figures, "diverged", state.diverged == 0 ? Double.NaN : state.diverged);
    long done = stepsUpTo(state.epoch) + inTrial + (unroll == null ? 0 : unroll.steps());
    if (trial != null && state.measured) {
      done += tuning.steps();
    }
    return new Progress(done, epochs == 0 ? 0 : stepsOfAll(), figures);
  }

  private long stepsUpTo(int epoch) {
    long trials = state.measured ? 1 : 0;
    for (int e = 1; e <= epoch; e++) {
      trials += evaluatedAfter(e) ? 1 : 0;
    }
    return (long) epoch * tuning.steps() + trials * tuning.evaluationSteps();
  }

  private long stepsOfAll() {
    return stepsUpTo(epochs) + (state.measured ? 0 : tuning.evaluationSteps());
  }

  private static void put(Map<String, Double> figures, String name, double value) {
    if (Double.isFinite(value)) {
      figures.put(name, value);
    }
  }

  @Override
  public void close() {
    if (trial != null) {
      trial.close();
    }
    cell.close();
  }
}
