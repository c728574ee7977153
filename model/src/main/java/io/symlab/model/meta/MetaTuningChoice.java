package io.symlab.model.meta;

import io.symlab.model.Progress;
import io.symlab.model.SteppedWork;
import io.symlab.model.optimizee.Optimizee;
import io.symlab.model.rule.symbolic.ConstantShares;
import io.symlab.model.rule.symbolic.SymbolicRule;
import java.util.List;

/**
 * Chooses a rule by what it does rather than by how well it fits samples, then tunes it: each
 * candidate runs as an optimizer in the held-out evaluation of {@link MetaTuning}, and the one with
 * the least mean loss over the last ten steps is tuned. A fit rewards agreement with the learned
 * optimizer at the points where that one has been; a rule that is less like it may lead further.
 *
 * <p>With one candidate there is nothing to choose, and it is tuned at once.
 */
public final class MetaTuningChoice implements SteppedWork<SymbolicRule> {
  private final Optimizee optimizee;
  private final List<SymbolicRule> candidates;
  private final ConstantShares shares;
  private final MetaTuningSettings settings;
  private final long seed;
  private final MetaTuningChoiceState state;

  private MetaTuning tuning;
  private HeldOut heldOut;
  private int inEvaluation;
  private boolean tuned;

  private MetaTuningChoice(
      Optimizee optimizee,
      List<SymbolicRule> candidates,
      ConstantShares shares,
      MetaTuningSettings settings,
      long seed) {
    if (candidates.isEmpty()) {
      throw new IllegalArgumentException("there is no rule to choose and tune");
    }
    if (candidates.size() > 1 && settings.evaluationSteps() < 1) {
      throw new IllegalArgumentException(
          "a choice by meta-loss needs evaluation steps of at least 1, has " + settings);
    }
    this.optimizee = optimizee;
    this.candidates = List.copyOf(candidates);
    this.shares = shares;
    this.settings = settings;
    this.seed = seed;
    state = new MetaTuningChoiceState(candidates.size());
    tuneIfChosen();
  }

  /**
   * Begins a choice; of equals the first is taken.
   *
   * @param optimizee stays the caller's to close
   */
  public static MetaTuningChoice among(
      Optimizee optimizee, List<SymbolicRule> candidates, MetaTuningSettings settings, long seed) {
    return new MetaTuningChoice(optimizee, candidates, null, settings, seed);
  }

  /**
   * Tunes one rule.
   *
   * @param optimizee stays the caller's to close
   * @param shares of its constants
   */
  public static MetaTuningChoice of(
      Optimizee optimizee,
      SymbolicRule rule,
      ConstantShares shares,
      MetaTuningSettings settings,
      long seed) {
    return new MetaTuningChoice(optimizee, List.of(rule), shares, settings, seed);
  }

  /**
   * Goes back to a checkpoint, before the first step. One that {@link MetaTuning} made of the only
   * candidate is taken, too.
   *
   * @throws IllegalArgumentException when the checkpoint is damaged, or of other rules or another
   *     seed
   */
  public void resume(byte[] checkpoint) {
    if (candidates.size() == 1) {
      tuning.resume(checkpoint);
      return;
    }
    byte[] ofTuning = state.decode(checkpoint, key());
    tuneIfChosen();
    if (tuning != null) {
      tuning.resume(ofTuning);
    }
  }

  /** What checkpoints are known by. */
  private String key() {
    StringBuilder key = new StringBuilder();
    key.append(seed).append(' ').append(settings.evaluationSteps()).append('\n');
    candidates.forEach(rule -> key.append(rule.text()).append('\n'));
    return key.toString();
  }

  private void tuneIfChosen() {
    if (candidates.size() == 1 || state.evaluated == candidates.size()) {
      SymbolicRule rule = candidates.get(chosen());
      tuning =
          shares == null
              ? new MetaTuning(optimizee, rule, settings, seed)
              : new MetaTuning(optimizee, rule, shares, settings, seed);
    }
  }

  /** Whether the last step was one of tuning rather than of the evaluations before it. */
  public boolean tuned() {
    return tuned;
  }

  /** The chosen rule as it was before tuning. */
  public SymbolicRule original() {
    return candidates.get(chosen());
  }

  /** Index of the best candidate so far; the first of equals. */
  public int chosen() {
    int best = 0;
    for (int i = 1; i < state.evaluated; i++) {
      best = state.losses[i] < state.losses[best] ? i : best;
    }
    return best;
  }

  /**
   * Mean loss over the last ten steps of each candidate's evaluation, [candidates], infinite where
   * it diverged; NaN before its turn, and for an only candidate, which is not evaluated here.
   */
  public double[] losses() {
    return state.losses.clone();
  }

  @Override
  public boolean done() {
    return tuning != null && tuning.done();
  }

  @Override
  public boolean step() {
    tuned = tuning != null;
    return tuned ? tuning.step() : evaluateNext();
  }

  private boolean evaluateNext() {
    if (heldOut == null) {
      SymbolicRule candidate = candidates.get(state.evaluated);
      heldOut = new HeldOut(optimizee, candidate, seed, settings.evaluationSteps());
    }
    heldOut.step();
    inEvaluation++;
    if (!heldOut.done()) {
      return false;
    }
    double loss = heldOut.loss();
    heldOut.close();
    heldOut = null;
    inEvaluation = 0;
    state.losses[state.evaluated++] = loss;
    tuneIfChosen();
    return true;
  }

  @Override
  public byte[] checkpoint() {
    requireBetweenEvaluations("checkpoint");
    if (candidates.size() == 1) {
      return tuning.checkpoint();
    }
    return state.encode(key(), tuning == null ? new byte[0] : tuning.checkpoint());
  }

  /** As {@link MetaTuning#result}; before the choice is made, the best candidate so far. */
  @Override
  public SymbolicRule result() {
    requireBetweenEvaluations("result");
    return tuning == null ? candidates.get(chosen()) : tuning.result();
  }

  private void requireBetweenEvaluations(String what) {
    if (heldOut != null) {
      throw new IllegalStateException("a " + what + " can be had at an evaluation's end only");
    }
  }

  @Override
  public Progress progress() {
    long each = settings.evaluationSteps();
    long before = candidates.size() == 1 ? 0 : state.evaluated * each + inEvaluation;
    if (tuning != null) {
      Progress inner = tuning.progress();
      return new Progress(before + inner.done(), before + inner.total(), inner.figures());
    }
    Figures figures = new Figures();
    if (state.evaluated > 0) {
      figures.with("held-out", state.losses[state.evaluated - 1]);
      figures.with("best", state.losses[chosen()]);
    }
    // Of tuning the epochs are known, its evaluations are not: a choice without constants has none.
    long total = candidates.size() * each + (long) settings.epochs() * settings.steps();
    return new Progress(before, total, figures.map());
  }

  @Override
  public void close() {
    if (heldOut != null) {
      heldOut.close();
    }
    if (tuning != null) {
      tuning.close();
    }
  }
}
