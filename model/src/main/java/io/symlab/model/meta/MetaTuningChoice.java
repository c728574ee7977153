package io.symlab.model.meta;

import io.symlab.model.Progress;
import io.symlab.model.SteppedWork;
import io.symlab.model.optimizee.Optimizee;
import io.symlab.model.rule.ScaledRule;
import io.symlab.model.rule.UpdateRule;
import io.symlab.model.rule.symbolic.ConstantShares;
import io.symlab.model.rule.symbolic.SymbolicRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Chooses a rule and its rate by what it does rather than by how well it fits samples, then tunes
 * it: candidates run as optimizers in the held-out evaluations of {@link MetaTuning}, each at every
 * factor of the rate, by successive halving over the problems; the one with the least mean loss
 * over the last ten steps is tuned. A fit rewards agreement with the learned optimizer at the
 * points where that one has been; a rule that is less like it may lead further, and it is always
 * somewhat too timid or too bold.
 *
 * <p>What is chosen is never worse on those problems than the same rule at factor 1. A learned
 * optimizer may have its rate swept in the same way beside them, so that it can be compared fairly.
 *
 * <p>With one candidate and no sweep there is nothing to choose, and it is tuned at once.
 */
public final class MetaTuningChoice implements SteppedWork<SymbolicRule> {
  private final Optimizee optimizee;
  private final List<SymbolicRule> candidates;
  private final ConstantShares shares;
  private final MetaTuningSettings settings;
  private final long seed;
  private final List<Double> factors;
  private final Trials trials;

  /** Those of the learned optimizer; null where it is not swept. */
  private final Trials learned;

  private MetaTuning tuning;
  private boolean tuned;

  /**
   * How a rule did.
   *
   * @param candidate its index; 0 for a learned optimizer
   * @param factor of its rate
   * @param problems that it ran on; the fewer, the earlier it was left behind
   * @param loss mean over them of the mean loss of the last ten steps; infinite where it diverged
   */
  public record Trial(int candidate, double factor, int problems, double loss) {}

  private MetaTuningChoice(
      Optimizee optimizee,
      List<SymbolicRule> candidates,
      ConstantShares shares,
      Optional<UpdateRule> swept,
      MetaTuningSettings settings,
      long seed) {
    if (candidates.isEmpty()) {
      throw new IllegalArgumentException("there is no rule to choose and tune");
    }
    this.optimizee = optimizee;
    this.candidates = List.copyOf(candidates);
    this.shares = shares;
    this.settings = settings;
    this.seed = seed;
    factors = settings.rates().tried();
    if (!only() && settings.evaluationSteps() < 1) {
      throw new IllegalArgumentException(
          "a choice by meta-loss needs evaluation steps of at least 1, has " + settings);
    }
    List<SymbolicRule> arms = new ArrayList<>();
    for (SymbolicRule rule : candidates) {
      factors.forEach(factor -> arms.add(rule.withScale(rule.scale() * factor)));
    }
    trials = trials(arms);
    learned =
        swept
            .filter(rule -> factors.size() > 1)
            .map(
                rule ->
                    trials(
                        factors.stream()
                            .map(factor -> new ScaledRule(rule.name(), rule, factor))
                            .toList()))
            .orElse(null);
    tuneIfChosen();
  }

  private Trials trials(List<? extends UpdateRule> arms) {
    int plain = factors.indexOf(1.0);
    int[] yardstick =
        IntStream.range(0, arms.size()).map(arm -> arm - arm % factors.size() + plain).toArray();
    return new Trials(
        optimizee, arms, yardstick, seed, settings.evaluationSteps(), settings.heldOut());
  }

  /**
   * Begins a choice; of equals the first is taken.
   *
   * @param optimizee stays the caller's to close
   */
  public static MetaTuningChoice among(
      Optimizee optimizee, List<SymbolicRule> candidates, MetaTuningSettings settings, long seed) {
    return among(optimizee, candidates, Optional.empty(), settings, seed);
  }

  /**
   * The same, with the rate of a learned optimizer swept beside it where the settings have a sweep.
   */
  public static MetaTuningChoice among(
      Optimizee optimizee,
      List<SymbolicRule> candidates,
      Optional<UpdateRule> learned,
      MetaTuningSettings settings,
      long seed) {
    return new MetaTuningChoice(optimizee, candidates, null, learned, settings, seed);
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
    return of(optimizee, rule, shares, Optional.empty(), settings, seed);
  }

  /**
   * The same, with the rate of a learned optimizer swept beside it where the settings have a sweep.
   */
  public static MetaTuningChoice of(
      Optimizee optimizee,
      SymbolicRule rule,
      ConstantShares shares,
      Optional<UpdateRule> learned,
      MetaTuningSettings settings,
      long seed) {
    return new MetaTuningChoice(optimizee, List.of(rule), shares, learned, settings, seed);
  }

  /**
   * Goes back to a checkpoint, before the first step. One that {@link MetaTuning} made of the only
   * candidate is taken, too.
   *
   * @throws IllegalArgumentException when the checkpoint is damaged, or of other rules or another
   *     seed
   */
  public void resume(byte[] checkpoint) {
    if (only()) {
      tuning.resume(checkpoint);
      return;
    }
    byte[] ofTuning = MetaTuningChoiceState.decode(checkpoint, key(), trials, learned);
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
    if (settings.heldOut() > 1 || factors.size() > 1) {
      key.append(settings.heldOut()).append(' ').append(factors);
    }
    return key.toString();
  }

  /** Whether there is nothing to choose. */
  private boolean only() {
    return candidates.size() == 1 && factors.size() == 1;
  }

  private boolean tried() {
    return only() || (trials.done() && (learned == null || learned.done()));
  }

  private void tuneIfChosen() {
    if (tuning == null && tried()) {
      SymbolicRule rule = atItsRate();
      tuning =
          shares == null
              ? new MetaTuning(optimizee, rule, settings, seed)
              : new MetaTuning(optimizee, rule, shares, settings, seed);
    }
  }

  private SymbolicRule atItsRate() {
    SymbolicRule rule = candidates.get(chosen());
    return rule.withScale(rule.scale() * factor());
  }

  /** Whether the last step was one of tuning rather than of the evaluations before it. */
  public boolean tuned() {
    return tuned;
  }

  /** The chosen rule as it was given, at its own rate. */
  public SymbolicRule original() {
    return candidates.get(chosen());
  }

  /** Index of the best candidate so far; the first of equals. */
  public int chosen() {
    return trials.halving().best() / factors.size();
  }

  /** The best factor of its rate so far; 1 without a sweep. */
  public double factor() {
    return factors.get(trials.halving().best() % factors.size());
  }

  /** What the rate of {@link #result} is of the chosen rule's own. */
  public double tunedFactor() {
    return tuning == null ? factor() : factor() * tuning.factor();
  }

  /** The best factor so far of the learned optimizer's rate; 1 where it is not swept. */
  public double learnedFactor() {
    return learned == null ? 1 : factors.get(learned.halving().best());
  }

  /**
   * Loss of each candidate at its best rate, as {@link #trial} has it, [candidates]; NaN before its
   * turn, and for an only candidate, which is not evaluated here.
   */
  public double[] losses() {
    return IntStream.range(0, candidates.size()).mapToDouble(i -> trial(i).loss()).toArray();
  }

  /**
   * How a candidate did at its best rate: of the rates that it ran at on most problems, that with
   * the least loss.
   */
  public Trial trial(int candidate) {
    List<Trial> own =
        trials().subList(candidate * factors.size(), (candidate + 1) * factors.size());
    if (candidate == chosen()) {
      return own.get(factors.indexOf(factor()));
    }
    Trial best = own.get(0);
    for (Trial trial : own) {
      boolean further = trial.problems() > best.problems();
      boolean lower = trial.problems() == best.problems() && trial.loss() < best.loss();
      best = further || lower ? trial : best;
    }
    return best;
  }

  /** How every candidate did at every rate, candidate by candidate, factors rising. */
  public List<Trial> trials() {
    return trials(trials);
  }

  /** How the learned optimizer did at every rate; empty where it is not swept. */
  public List<Trial> learnedTrials() {
    return learned == null ? List.of() : trials(learned);
  }

  private List<Trial> trials(Trials of) {
    List<Trial> all = new ArrayList<>();
    for (int arm = 0; arm < of.halving().arms(); arm++) {
      int problems = of.halving().problems(arm);
      double factor = factors.get(arm % factors.size());
      all.add(new Trial(arm / factors.size(), factor, problems, of.halving().loss(arm)));
    }
    return List.copyOf(all);
  }

  /** Steps of the optimizee that trials have taken, those of the learned optimizer included. */
  public long taken() {
    return trials.taken() + (learned == null ? 0 : learned.taken());
  }

  /** Epochs of tuning done; none while the choice is made. */
  public int epoch() {
    return tuning == null ? 0 : tuning.epoch();
  }

  @Override
  public boolean done() {
    return tuning != null && tuning.done();
  }

  @Override
  public boolean step() {
    tuned = tuning != null;
    if (tuned) {
      return tuning.step();
    }
    boolean ended = (trials.done() ? learned : trials).step();
    if (ended) {
      tuneIfChosen();
    }
    return ended;
  }

  @Override
  public byte[] checkpoint() {
    requireBetweenEvaluations("checkpoint");
    if (only()) {
      return tuning.checkpoint();
    }
    return MetaTuningChoiceState.encode(
        key(), trials, learned, tuning == null ? new byte[0] : tuning.checkpoint());
  }

  /** As {@link MetaTuning#result}; before the choice is made, the best candidate so far. */
  @Override
  public SymbolicRule result() {
    requireBetweenEvaluations("result");
    return tuning == null ? atItsRate() : tuning.result();
  }

  private void requireBetweenEvaluations(String what) {
    if (trials.running() || (learned != null && learned.running())) {
      throw new IllegalStateException("a " + what + " can be had at an evaluation's end only");
    }
  }

  @Override
  public Progress progress() {
    long behind = only() ? 0 : trials.behind() + (learned == null ? 0 : learned.behind());
    if (tuning != null) {
      Progress inner = tuning.progress();
      return new Progress(behind + inner.done(), behind + inner.total(), inner.figures());
    }
    Figures figures =
        new Figures()
            .with("held-out", trials.last())
            .with("best", trials.halving().loss(trials.halving().best()));
    // Of tuning the epochs are known, its evaluations are not: a choice without constants has none.
    long total =
        trials.total()
            + (learned == null ? 0 : learned.total())
            + (long) settings.epochs() * settings.steps();
    return new Progress(behind, total, figures.map());
  }

  @Override
  public void close() {
    trials.close();
    if (learned != null) {
      learned.close();
    }
    if (tuning != null) {
      tuning.close();
    }
  }
}
