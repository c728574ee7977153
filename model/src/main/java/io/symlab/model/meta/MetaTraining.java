package io.symlab.model.meta;

import io.symlab.model.DivergedException;
import io.symlab.model.Progress;
import io.symlab.model.SteppedWork;
import io.symlab.model.optimizee.Optimizee;
import io.symlab.model.rule.learned.LearnedOptimizer;
import io.symlab.model.rule.learned.RuleEngine;
import io.symlab.model.rule.learned.RuleSettings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Meta-training of a learned optimizer: each epoch a fresh problem, every unroll one step of Adam
 * on phi, every few epochs a trial on the held-out half by which the best phi is kept. All it does
 * is a function of the settings and the seed, whether it runs at one go or from checkpoint to
 * checkpoint.
 *
 * <p>An epoch in which something ceases to be finite is abandoned: phi goes back to the best so
 * far, or, before the first trial, to what the epoch began with, and the learning rate is halved.
 * Too many of them in a row end the training.
 */
public final class MetaTraining implements SteppedWork {
  private final Optimizee optimizee;
  private final RuleSettings settings;
  private final MetaTrainingSettings training;
  private final Schedule schedule;
  private final MetaMethod method;
  private final MetaTrainingState state;
  private final double[] gradient;
  private final List<MetaLossRow> rows = new ArrayList<>();

  /** Atoms since the last end of an epoch. */
  private long inEpoch;

  /** Whether an epoch has begun and its updates are not all made. */
  private boolean underWay;

  private float[] epochBegan;
  private double epochMean;
  private double epochFinal;
  private HeldOut trial;

  /**
   * Begins.
   *
   * @param optimizee stays the caller's to close
   * @throws IllegalArgumentException naming a setting that can't be trained with
   */
  public MetaTraining(
      Optimizee optimizee, RuleSettings settings, MetaTrainingSettings training, long seed) {
    this(
        optimizee,
        settings,
        training,
        MetaTrainingState.begin(settings.on(optimizee.groups()), training, seed),
        RuleEngine.preferred());
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
    this(
        optimizee,
        settings,
        training,
        MetaTrainingState.decode(checkpoint, settings.on(optimizee.groups()), training, seed),
        RuleEngine.preferred());
  }

  MetaTraining(
      Optimizee optimizee,
      RuleSettings settings,
      MetaTrainingSettings training,
      MetaTrainingState state,
      RuleEngine engine) {
    TrainingCheck.check(training);
    this.optimizee = optimizee;
    this.settings = settings.on(optimizee.groups());
    this.training = training;
    this.schedule = new Schedule(training);
    this.state = state;
    this.gradient = new double[this.settings.parameters()];
    this.method = method(engine);
  }

  private MetaMethod method(RuleEngine engine) {
    MetaTrainingOptions options = training.options();
    int coordinates = optimizee.size();
    if (options.method().equals(MetaTrainingOptions.TBPTT)) {
      return new BackPropagation(
          engine.open(settings, optimizee.groups()),
          settings.features(),
          training.unroll(),
          coordinates,
          options.imitation(),
          state.seed);
    }
    return new EvolutionStrategies(
        () ->
            new Particle(
                engine.open(settings, optimizee.groups()), settings.features(), coordinates),
        settings.parameters(),
        training.unroll(),
        options.method().equals(MetaTrainingOptions.PES),
        options.evolution(),
        state.seed);
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
    if (trial != null || !state.measured) {
      return tryOut();
    }
    try {
      train();
    } catch (DivergedException e) {
      return abandon(e);
    }
    if (method.steps() < schedule.steps(state)) {
      return false;
    }
    underWay = false;
    state.divergedInRow = 0;
    epochMean = method.meanLoss();
    epochFinal = method.loss();
    state.lastMetaLoss = epochMean;
    return endUpdates();
  }

  private void train() {
    if (!underWay) {
      underWay = true;
      epochBegan = state.phi.clone();
      method.phi(state.phi);
      method.begin(problem(), schedule.steps(state), state.epoch);
    }
    if (!method.step()) {
      return;
    }
    Arrays.fill(gradient, 0);
    method.metaGradient(gradient);
    clip(gradient, training.options().clipNorm());
    (method.imitates() ? state.imitationAdam : state.adam).step(state.phi, gradient);
    for (float parameter : state.phi) {
      if (!Float.isFinite(parameter)) {
        throw new DivergedException(
            "a meta-parameter is " + parameter + " at step " + method.steps());
      }
    }
    method.phi(state.phi);
  }

  private Optimizee.Problem problem() {
    Optimizee.Problem problem =
        optimizee.problem(Optimizee.Half.TRAIN, state.seed, "meta-train", state.epoch);
    double bound = training.options().randomScaling();
    return bound == 0
        ? problem
        : ScaledProblem.drawn(problem, optimizee.size(), bound, state.seed, state.epoch);
  }

  /** Shortens a vector that is longer than {@code most}; 0 is any length. */
  static void clip(double[] vector, double most) {
    if (most == 0) {
      return;
    }
    double square = 0;
    for (double x : vector) {
      square += x * x;
    }
    double norm = Math.sqrt(square);
    if (norm > most) {
      for (int i = 0; i < vector.length; i++) {
        vector[i] *= most / norm;
      }
    }
  }

  private boolean abandon(DivergedException why) {
    underWay = false;
    state.diverged++;
    state.divergedInRow++;
    int epoch = state.epoch + 1;
    String where = why.getMessage() + " of epoch " + epoch;
    if (state.divergedInRow >= training.options().giveUpAfter()) {
      throw gaveUp(state.divergedInRow + " epochs in a row have diverged; the last: " + where);
    }
    if (state.diverged == training.epochs()) {
      throw gaveUp("every epoch has diverged; the last: " + where);
    }
    boolean judged = Double.isFinite(state.bestLoss);
    state.retreat(judged ? state.bestPhi : epochBegan);
    epochMean = Double.NaN;
    epochFinal = Double.NaN;
    // The best phi needs no trial; what an epoch began with may never have been on one.
    return judged ? endEpoch(Double.NaN) : endUpdates();
  }

  private DivergedException gaveUp(String why) {
    return new DivergedException(
        why
            + "; the learning rate has come down to "
            + state.adam.learningRate()
            + ": choose a smaller meta-train.learning-rate or rule.scale, or set"
            + " meta-train.clip-norm");
  }

  private boolean endUpdates() {
    if (!schedule.triedAfter(state, state.epoch + 1)) {
      return endEpoch(Double.NaN);
    }
    openTrial();
    return false;
  }

  private void openTrial() {
    trial =
        new HeldOut(
            optimizee,
            new LearnedOptimizer(settings, state.phi),
            state.seed,
            schedule.trialSteps(state));
  }

  /** A step of the trial of phi as it is; some are held before the first epoch of a kind. */
  private boolean tryOut() {
    if (trial == null) {
      openTrial();
    }
    trial.step();
    if (!trial.done()) {
      return false;
    }
    double loss = trial.loss();
    trial.close();
    trial = null;
    boolean beforehand = !state.measured;
    schedule.judged(state, loss);
    return beforehand ? resting() : endEpoch(loss);
  }

  private boolean endEpoch(double heldOut) {
    state.epoch++;
    rows.add(new MetaLossRow(state.epoch, epochMean, epochFinal, heldOut));
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
    return state.encode(settings);
  }

  /** The best phi so far, as {@link LearnedOptimizer#encode} writes it. */
  @Override
  public byte[] result() {
    requireEpochEnd("result");
    return new LearnedOptimizer(settings, state.bestPhi).encode();
  }

  private void requireEpochEnd(String what) {
    if (inEpoch > 0) {
      throw new IllegalStateException("a " + what + " can be had at an epoch's end only");
    }
  }

  /**
   * How far it is; {@code total} is what it takes if no epoch is abandoned and no horizon left.
   * Figures are {@code meta-loss}, {@code held-out} and {@code best}, with a curriculum {@code
   * horizon}, and {@code diverged} once an epoch was abandoned.
   */
  @Override
  public Progress progress() {
    Map<String, Double> figures = new LinkedHashMap<>();
    put(figures, "meta-loss", underWay ? method.meanLoss() : state.lastMetaLoss);
    put(figures, "held-out", state.lastHeldOut);
    put(figures, "best", state.bestLoss);
    if (!training.options().curriculum().isEmpty()) {
      put(figures, "horizon", schedule.steps(state));
    }
    put(figures, "diverged", state.diverged == 0 ? Double.NaN : state.diverged);
    long total = state.done + schedule.left(state, method.atoms());
    return new Progress(state.done + inEpoch, total, figures);
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
    method.close();
  }
}
