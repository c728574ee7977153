package io.symlab.model.meta;

import io.symlab.model.DivergedException;
import io.symlab.model.Progress;
import io.symlab.model.SteppedWork;
import io.symlab.model.optimizee.Optimizee;
import io.symlab.model.rule.learned.Compute;
import io.symlab.model.rule.learned.FirstGradients;
import io.symlab.model.rule.learned.LearnedOptimizer;
import io.symlab.model.rule.learned.RuleSettings;
import java.util.ArrayList;
import java.util.List;

/**
 * Meta-training of a learned optimizer: each epoch a fresh problem, every unroll one step of Adam
 * on phi, every few epochs a held-out evaluation by which the best phi, or average of it, is kept.
 * All it does is a function of the settings and the seed, whether it runs at one go or from
 * checkpoint to checkpoint.
 *
 * <p>An epoch in which something ceases to be finite is abandoned: phi goes back to the best so
 * far, or, before the first evaluation, to what the epoch began with, and the learning rate is
 * halved. Too many of them in a row end the training.
 */
public final class MetaTraining implements SteppedWork<LearnedOptimizer> {
  private final Optimizee optimizee;
  private final RuleSettings settings;
  private final MetaTrainingSettings training;
  private final Schedule schedule;
  private final MetaTrainingState state;
  private final EpochTraining epoch;
  private final List<MetaLossRow> rows = new ArrayList<>();

  /** Atoms since the last end of an epoch. */
  private long inEpoch;

  private double epochMean;
  private double epochFinal;
  private final Compute compute;
  private HeldOut heldOut;

  /**
   * Trains from begin to end, in this thread.
   *
   * <pre>{@code
   * try (Optimizee quadratics = Optimizees.quadratic(16, 10)) {
   *   LearnedOptimizer optimizer =
   *       MetaTraining.train(quadratics, RuleSettings.rnnprop(), MetaTrainingSettings.defaults(), 1);
   * }
   * }</pre>
   *
   * @throws IllegalArgumentException naming a setting that can't be trained with
   * @throws DivergedException when too many epochs diverge
   */
  public static LearnedOptimizer train(
      Optimizee optimizee, RuleSettings rule, MetaTrainingSettings training, long seed) {
    try (MetaTraining work = new MetaTraining(optimizee, rule, training, seed)) {
      return work.finish();
    }
  }

  /**
   * Begins.
   *
   * @param optimizee stays the caller's to close
   * @throws IllegalArgumentException naming a setting that can't be trained with
   */
  public MetaTraining(
      Optimizee optimizee, RuleSettings settings, MetaTrainingSettings training, long seed) {
    this(optimizee, settings, training, seed, Compute.USUAL);
  }

  /**
   * The same.
   *
   * @param compute what computes the rule
   */
  public MetaTraining(
      Optimizee optimizee,
      RuleSettings settings,
      MetaTrainingSettings training,
      long seed,
      Compute compute) {
    this(
        optimizee,
        training,
        MetaTrainingState.begin(known(optimizee, settings, training, seed), training, seed),
        compute);
  }

  /** The architecture on this optimizee; one to start from brings its own input gain along. */
  private static RuleSettings known(
      Optimizee optimizee, RuleSettings settings, MetaTrainingSettings training, long seed) {
    RuleSettings rule = settings.on(optimizee.groups());
    boolean afresh = training.options().fineTuning().optimizer().isEmpty();
    return afresh ? FirstGradients.known(rule, optimizee, seed) : rule;
  }

  /**
   * Goes on from a checkpoint.
   *
   * @throws IllegalArgumentException when the checkpoint is damaged, or of another architecture or
   *     seed
   */
  public MetaTraining(
      Optimizee optimizee,
      RuleSettings settings,
      MetaTrainingSettings training,
      long seed,
      byte[] checkpoint) {
    this(optimizee, settings, training, seed, checkpoint, Compute.USUAL);
  }

  /**
   * The same.
   *
   * @param compute what computes the rule
   */
  public MetaTraining(
      Optimizee optimizee,
      RuleSettings settings,
      MetaTrainingSettings training,
      long seed,
      byte[] checkpoint,
      Compute compute) {
    this(
        optimizee,
        training,
        MetaTrainingState.decode(checkpoint, settings.on(optimizee.groups()), training, seed),
        compute);
  }

  MetaTraining(
      Optimizee optimizee,
      MetaTrainingSettings training,
      MetaTrainingState state,
      Compute compute) {
    TrainingCheck.check(training);
    this.optimizee = optimizee;
    this.compute = compute;
    this.settings = state.rule;
    this.training = training;
    this.schedule = new Schedule(training);
    this.state = state;
    this.epoch = new EpochTraining(optimizee, this.settings, training, state, compute);
  }

  @Override
  public boolean done() {
    return schedule.done(state);
  }

  @Override
  public boolean step() {
    if (done()) {
      return true;
    }
    inEpoch++;
    if (heldOut != null || !state.measured) {
      return evaluate();
    }
    try {
      if (!epoch.step(schedule.steps(state))) {
        return false;
      }
    } catch (DivergedException e) {
      return abandon(e);
    }
    state.divergedInRow = 0;
    epochMean = epoch.meanLoss();
    epochFinal = epoch.loss();
    state.lastMetaLoss = epochMean;
    return endUpdates();
  }

  private boolean abandon(DivergedException why) {
    epoch.abandon();
    schedule.diverged(state, why);
    boolean evaluated = Double.isFinite(state.bestLoss);
    state.retreat(evaluated ? state.bestPhi : epoch.began());
    epochMean = Double.NaN;
    epochFinal = Double.NaN;
    // The best phi has been evaluated; what an epoch began with may never have been.
    return evaluated ? endEpoch(Double.NaN) : endUpdates();
  }

  private boolean endUpdates() {
    if (!schedule.evaluatedAfter(state, state.epoch + 1)) {
      return endEpoch(Double.NaN);
    }
    openEvaluation();
    return false;
  }

  private void openEvaluation() {
    heldOut =
        new HeldOut(
            optimizee,
            new LearnedOptimizer(settings, state.average).by(compute),
            state.seed,
            schedule.evaluationSteps(state),
            false,
            0,
            training.heldOut());
  }

  /**
   * A step of evaluating the average as it is; sometimes that comes before the first epoch of a
   * kind.
   */
  private boolean evaluate() {
    if (heldOut == null) {
      openEvaluation();
    }
    heldOut.step();
    if (!heldOut.done()) {
      return false;
    }
    double loss = heldOut.loss();
    heldOut.close();
    heldOut = null;
    boolean beforehand = !state.measured;
    schedule.evaluated(state, loss);
    return beforehand ? resting() : endEpoch(loss);
  }

  private boolean endEpoch(double heldOutLoss) {
    state.epoch++;
    rows.add(new MetaLossRow(state.epoch, epochMean, epochFinal, heldOutLoss));
    return resting();
  }

  private boolean resting() {
    state.done += inEpoch;
    inEpoch = 0;
    return true;
  }

  /** Rows of the meta-loss curve made since the last call, oldest first. */
  public List<MetaLossRow> drainRows() {
    List<MetaLossRow> made = List.copyOf(rows);
    rows.clear();
    return made;
  }

  /** Epochs done: how many rows of the curve belong to a checkpoint taken now. */
  public int epoch() {
    return state.epoch;
  }

  @Override
  public byte[] checkpoint() {
    requireEpochEnd("checkpoint");
    return state.encode();
  }

  /** The optimizer with the best phi so far. */
  @Override
  public LearnedOptimizer result() {
    requireEpochEnd("result");
    return new LearnedOptimizer(settings, state.bestPhi);
  }

  private void requireEpochEnd(String what) {
    if (inEpoch > 0) {
      throw new IllegalStateException("a " + what + " can be had at an epoch's end only");
    }
  }

  /**
   * How far it is; {@code total} is what it takes if no epoch is abandoned and no horizon left.
   * Figures are {@code meta-loss}, {@code held-out} and {@code best}, with lengths that vary {@code
   * horizon}, and {@code diverged} once an epoch was abandoned.
   */
  @Override
  public Progress progress() {
    boolean varies =
        !training.options().curriculum().isEmpty() || !training.options().horizons().isEmpty();
    Figures figures =
        new Figures()
            .with("meta-loss", epoch.underWay() ? epoch.meanLoss() : state.lastMetaLoss)
            .with("held-out", state.lastHeldOut)
            .with("best", state.bestLoss)
            .with("horizon", varies ? schedule.steps(state) : Double.NaN)
            .withDiverged(state.diverged);
    long total = state.done + schedule.left(state, epoch.atoms());
    return new Progress(state.done + inEpoch, total, figures.map());
  }

  @Override
  public void close() {
    if (heldOut != null) {
      heldOut.close();
    }
    epoch.close();
  }
}
