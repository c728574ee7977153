package io.symlab.model.meta;

import io.symlab.model.DivergedException;
import io.symlab.model.Progress;
import io.symlab.model.SteppedWork;
import io.symlab.model.optimizee.Optimizee;
import io.symlab.model.rule.symbolic.ConstantShares;
import io.symlab.model.rule.symbolic.SymbolicRule;
import java.util.OptionalDouble;

/**
 * Tunes the constants of a symbolic rule, and its rate where the settings say so, by the unroll
 * that trains learned optimizers or by running candidates. The rule is evaluated on the held-out
 * half untuned at first, then every few epochs, and the best is kept, so that the result is never
 * worse there than what it began with.
 *
 * <p>The best of many evaluations is partly the luckiest. Where they are on several problems, it is
 * therefore confirmed in the end: the untuned rule and the best run on twice as many other
 * problems, and the tuned one stays only if it is better there, too.
 *
 * <p>An epoch in which the optimizee diverges is abandoned: the constants go back to the best so
 * far and the learning rate is halved; the figure {@code diverged} counts such epochs.
 */
public final class MetaTuning implements SteppedWork<SymbolicRule> {
  private final Optimizee optimizee;
  private final SymbolicRule rule;
  private final MetaTuningSettings tuning;
  private final long seed;
  private final TunedParameters parameters;
  private final float[] untuned;
  private final MetaTuningState state;
  private final TuningSchedule schedule;
  private final TuningMethod method;
  private HeldOut heldOut;

  /** Of the evaluation under way: steps taken. */
  private int inEvaluation;

  /** Of the two rules of a confirmation, how many have run. */
  private int confirming;

  private double untunedElsewhere;

  /**
   * Tunes from begin to end, in this thread, every constant on its own.
   *
   * @return the rule with the constants that did best held out
   */
  public static SymbolicRule tune(
      Optimizee optimizee, SymbolicRule rule, MetaTuningSettings tuning, long seed) {
    try (MetaTuning work = new MetaTuning(optimizee, rule, tuning, seed)) {
      return work.finish();
    }
  }

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
    this.tuning = tuning;
    this.seed = seed;
    parameters = new TunedParameters(rule, tuning.rates().tuned());
    untuned = parameters.untuned();
    int constants = rule.constants().length;
    if (shares.size() != constants) {
      throw new IllegalArgumentException(
          "a rule of " + constants + " constants has shares of " + shares.size());
    }
    // Without constants and with its rate as it is, there is nothing to tune.
    int epochs = shares.tunable() || tuning.rates().tuned() ? tuning.epochs() : 0;
    if (epochs > 0 && (tuning.steps() < 1 || tuning.unroll() < 1 || tuning.evaluationSteps() < 1)) {
      throw new IllegalArgumentException(
          "meta-tuning needs steps, an unroll and evaluation steps of at least 1, has " + tuning);
    }
    method = TuningMethod.of(optimizee, parameters, shares, tuning, seed);
    schedule = new TuningSchedule(tuning, epochs, method.epochSteps());
    state =
        new MetaTuningState(
            tuning.optimizer(),
            untuned,
            tuning.learningRate(),
            method::moves,
            schedule.confirmed());
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
    state.decode(checkpoint, parameters.key(), seed);
  }

  /** Epochs done. */
  int epoch() {
    return state.epoch;
  }

  @Override
  public boolean done() {
    return tuned() && (state.confirmed || schedule.confirmation() == 0);
  }

  private boolean tuned() {
    return state.epoch == schedule.epochs();
  }

  @Override
  public boolean step() {
    if (done()) {
      return true;
    }
    if (tuned()) {
      return confirm();
    }
    if (!state.measured || heldOut != null) {
      return evaluate();
    }
    try {
      if (!method.step(state)) {
        return false;
      }
    } catch (DivergedException e) {
      method.abandon();
      state.diverged++;
      state.retreat(state.best == null ? untuned : state.best);
      return endEpoch();
    }
    return schedule.evaluatedAfter(state.epoch + 1) ? evaluate() : endEpoch();
  }

  /** A step of evaluating the constants as they are; true at its end. */
  private boolean evaluate() {
    if (heldOut == null) {
      SymbolicRule candidate = state.measured ? parameters.rule(state.constants) : rule;
      heldOut = heldOut(candidate, 0, tuning.heldOut());
      if (state.measured) {
        // The epoch's last update has opened the evaluation, which steps from the next call on.
        return false;
      }
    }
    OptionalDouble ended = stepHeldOut();
    if (ended.isEmpty()) {
      return false;
    }
    double loss = ended.getAsDouble();
    state.lastHeldOut = loss;
    if (loss < state.bestLoss) {
      state.bestLoss = loss;
      state.best = state.measured ? state.constants.clone() : null;
    }
    if (!state.measured) {
      state.measured = true;
      state.untunedLoss = loss;
      return true;
    }
    return endEpoch();
  }

  private HeldOut heldOut(SymbolicRule candidate, int first, int count) {
    return new HeldOut(
        optimizee, candidate, seed, tuning.evaluationSteps(), tuning.halfWay(), first, count);
  }

  /** One step of the evaluation under way; its loss at its end. */
  private OptionalDouble stepHeldOut() {
    heldOut.step();
    inEvaluation++;
    if (!heldOut.done()) {
      return OptionalDouble.empty();
    }
    double loss = heldOut.loss();
    heldOut.close();
    heldOut = null;
    inEvaluation = 0;
    return OptionalDouble.of(loss);
  }

  private boolean endEpoch() {
    state.epoch++;
    state.confirmed = tuned() && state.best == null;
    return true;
  }

  /** A step of running the untuned rule, then the best, on problems that nothing was chosen by. */
  private boolean confirm() {
    if (heldOut == null) {
      SymbolicRule candidate = confirming == 0 ? rule : parameters.rule(state.best);
      int first = tuning.deciding();
      int count = TuningSchedule.ELSEWHERE * tuning.heldOut();
      heldOut = heldOut(candidate, first, count);
    }
    OptionalDouble ended = stepHeldOut();
    if (ended.isEmpty()) {
      return false;
    }
    double loss = ended.getAsDouble();
    if (confirming == 0) {
      untunedElsewhere = loss;
      confirming = 1;
      return false;
    }
    confirming = 0;
    state.confirmed = true;
    if (!(loss < untunedElsewhere)) {
      state.best = null;
      state.bestLoss = state.untunedLoss;
    }
    return true;
  }

  @Override
  public byte[] checkpoint() {
    requireEpochEnd("checkpoint");
    return state.encode(parameters.key(), seed);
  }

  /** The best rule so far. */
  @Override
  public SymbolicRule result() {
    requireEpochEnd("result");
    return state.best == null ? rule : parameters.rule(state.best);
  }

  /** What the rate of {@link #result} is of the one that tuning began with. */
  public double factor() {
    return state.best == null ? 1 : parameters.factor(state.best);
  }

  private void requireEpochEnd(String what) {
    if (method.underWay() || heldOut != null || confirming > 0) {
      throw new IllegalStateException("a " + what + " can be had at an epoch's end only");
    }
  }

  /** Of the epoch under way once there is one, else of the last. */
  private double metaLoss() {
    double now = method.underWay() ? method.metaLoss() : Double.NaN;
    return Double.isNaN(now) ? state.lastMetaLoss : now;
  }

  @Override
  public Progress progress() {
    Figures figures =
        new Figures()
            .with("meta-loss", metaLoss())
            .with("held-out", state.lastHeldOut)
            .with("best", state.bestLoss)
            .withDiverged(state.diverged);
    long done = schedule.steps(state.epoch, state.measured) + inEvaluation + method.steps();
    if (heldOut != null && state.measured && !tuned()) {
      done += schedule.epochSteps();
    }
    if (confirming > 0) {
      done += schedule.confirmation() / 2;
    }
    if (state.confirmed) {
      done += schedule.confirmation();
    }
    return new Progress(done, schedule.all(), figures.map());
  }

  @Override
  public void close() {
    if (heldOut != null) {
      heldOut.close();
    }
    method.close();
  }
}
