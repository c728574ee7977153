package io.symlab.model.meta;

import io.symlab.model.Progress;
import io.symlab.model.SteppedWork;
import io.symlab.model.optimizee.Optimizee;
import io.symlab.model.rule.ScaledRule;
import io.symlab.model.rule.UpdateRule;
import io.symlab.model.rule.symbolic.ConstantShares;
import io.symlab.model.rule.symbolic.SymbolicRule;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;

/**
 * Chooses a rule and its rate by what it does rather than by how well it fits samples, then tunes
 * it: candidates run as optimizers in the held-out evaluations of {@link MetaTuning}, each at every
 * factor of the rate, by successive halving over the problems; the one that does best there, by the
 * mean loss over the last ten steps of each run, is tuned. A fit rewards agreement with the learned
 * optimizer at the points where that one has been; a rule that is less like it may lead further,
 * and it is always somewhat too timid or too bold.
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
  private final SweptRules sweep;

  /** That of the learned optimizer; empty where it is not swept. */
  private final Optional<SweptRules> learned;

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
    sweep = SweptRules.of(optimizee, this.candidates, MetaTuningChoice::atFactor, settings, seed);
    learned =
        swept
            .filter(rule -> factors.size() > 1)
            .map(
                rule ->
                    SweptRules.of(
                        optimizee,
                        List.of(rule),
                        (one, factor) -> new ScaledRule(one.name(), one, factor),
                        settings,
                        seed));
    tuneIfChosen();
  }

  private static SymbolicRule atFactor(SymbolicRule rule, double factor) {
    return rule.withScale(rule.scale() * factor);
  }

  /**
   * Begins a choice; of equals the first is taken.
   *
   * @param optimizee stays the caller's to close
   * @param learned optimizer whose rate is swept beside them, where the settings have a sweep
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
   * @param learned optimizer whose rate is swept beside it, where the settings have a sweep
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
    byte[] ofTuning = MetaTuningChoiceState.decode(checkpoint, key(), sweep.trials(), ofLearned());
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
    if (settings.halfWay()) {
      key.append(" half-way");
    }
    return key.toString();
  }

  /** Whether there is nothing to choose. */
  private boolean only() {
    return candidates.size() == 1 && factors.size() == 1;
  }

  private boolean tried() {
    return only()
        || (sweep.trials().done() && learned.map(one -> one.trials().done()).orElse(true));
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
    return atFactor(candidates.get(chosen()), factor());
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
    return sweep.best();
  }

  /** The best factor of its rate so far; 1 without a sweep. */
  public double factor() {
    return sweep.factor();
  }

  /** What the rate of {@link #result} is of the chosen rule's own. */
  public double tunedFactor() {
    return tuning == null ? factor() : factor() * tuning.factor();
  }

  /** The best factor so far of the learned optimizer's rate; 1 where it is not swept. */
  public double learnedFactor() {
    return learned.map(SweptRules::factor).orElse(1.0);
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
    return sweep.of(candidate);
  }

  /** How every candidate did at every rate, candidate by candidate, factors rising. */
  public List<Trial> trials() {
    return sweep.all();
  }

  /** How the learned optimizer did at every rate; empty where it is not swept. */
  public List<Trial> learnedTrials() {
    return learned.map(SweptRules::all).orElse(List.of());
  }

  /** Steps of the optimizee that trials have taken, those of the learned optimizer included. */
  public long taken() {
    return sum(Trials::taken);
  }

  private long sum(ToLongFunction<Trials> steps) {
    return steps.applyAsLong(sweep.trials())
        + learned.map(one -> steps.applyAsLong(one.trials())).orElse(0L);
  }

  private Trials ofLearned() {
    return learned.map(SweptRules::trials).orElse(null);
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
    boolean ended = (sweep.trials().done() ? ofLearned() : sweep.trials()).step();
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
        key(), sweep.trials(), ofLearned(), tuning == null ? new byte[0] : tuning.checkpoint());
  }

  /** As {@link MetaTuning#result}; before the choice is made, the best candidate so far. */
  @Override
  public SymbolicRule result() {
    requireBetweenEvaluations("result");
    return tuning == null ? atItsRate() : tuning.result();
  }

  private void requireBetweenEvaluations(String what) {
    if (sweep.trials().running() || learned.map(one -> one.trials().running()).orElse(false)) {
      throw new IllegalStateException("a " + what + " can be had at an evaluation's end only");
    }
  }

  @Override
  public Progress progress() {
    long behind = only() ? 0 : sum(Trials::behind);
    if (tuning != null) {
      Progress inner = tuning.progress();
      return new Progress(behind + inner.done(), behind + inner.total(), inner.figures());
    }
    var halving = sweep.trials().halving();
    Figures figures =
        new Figures()
            .with("held-out", sweep.trials().last())
            .with("best", halving.loss(halving.best()));
    // Of tuning the epochs are known, its evaluations are not: a choice without constants has none.
    long total = sum(Trials::total) + (long) settings.epochs() * settings.steps();
    return new Progress(behind, total, figures.map());
  }

  @Override
  public void close() {
    sweep.close();
    learned.ifPresent(SweptRules::close);
    if (tuning != null) {
      tuning.close();
    }
  }
}
