package io.symlab.model.meta;

import io.symlab.model.DivergedException;
import io.symlab.model.Progress;
import io.symlab.model.SteppedWork;
import io.symlab.model.optimizee.Optimizee;
import io.symlab.model.rule.LearnedOptimizer;
import io.symlab.model.rule.RuleEngine;
import io.symlab.model.rule.RuleSettings;
import io.symlab.model.rule.TrainableRule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Meta-training of a learned optimizer by truncated back-propagation: each epoch a fresh problem,
 * every unroll one step of Adam on phi, every few epochs a trial on the held-out half by which the
 * best phi is kept. All it does is a function of the settings and the seed, whether it runs at one
 * go or from checkpoint to checkpoint.
 */
public final class MetaTraining implements SteppedWork {
  private final Optimizee optimizee;
  private final RuleSettings settings;
  private final MetaTrainingSettings training;
  private final TrainableRule rule;
  private final MetaTrainingState state;
  private final double[] gradient;
  private final List<MetaLossRow> rows = new ArrayList<>();
  private final long total;
  private long done;

  private Unroll unroll;
  private double lossSum;
  private HeldOut trial;

  /**
   * Begins.
   *
   * @param optimizee stays the caller's to close
   */
  public MetaTraining(
      Optimizee optimizee, RuleSettings settings, MetaTrainingSettings training, long seed) {
    this(
        optimizee,
        settings,
        training,
        new MetaTrainingState(
            LearnedOptimizer.initial(settings.on(optimizee.groups()), seed).phi(),
            training.learningRate(),
            seed),
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
        MetaTrainingState.decode(
            checkpoint, settings.on(optimizee.groups()), training.learningRate(), seed),
        RuleEngine.preferred());
  }

  MetaTraining(
      Optimizee optimizee,
      RuleSettings settings,
      MetaTrainingSettings training,
      MetaTrainingState state,
      RuleEngine engine) {
    this.optimizee = optimizee;
    this.settings = settings.on(optimizee.groups());
    this.training = training;
    this.state = state;
    this.rule = engine.open(settings, optimizee.groups());
    this.gradient = new double[rule.parameters()];
    rule.phi(state.phi);
    total = stepsUpTo(training.epochs());
    done = stepsUpTo(state.epoch);
  }

  private long stepsUpTo(int epoch) {
    long evaluations = 0;
    for (int e = 1; e <= epoch; e++) {
      evaluations += evaluatedAfter(e) ? 1 : 0;
    }
    return (long) epoch * training.steps() + evaluations * training.evaluationSteps();
  }

  private boolean evaluatedAfter(int epoch) {
    boolean regular = training.evaluateEvery() > 0 && epoch % training.evaluateEvery() == 0;
    return regular || epoch == training.epochs();
  }

  @Override
  public boolean done() {
    return state.epoch == training.epochs();
  }

  @Override
  public boolean step() {
    if (done()) {
      return true;
    }
    done++;
    if (trial != null) {
      trial.step();
      return trial.done() && endEpoch(endTrial());
    }
    train();
    if (unroll.steps() < training.steps()) {
      return false;
    }
    if (evaluatedAfter(state.epoch + 1) && training.evaluationSteps() > 0) {
      trial =
          new HeldOut(
              optimizee,
              new LearnedOptimizer(settings, state.phi),
              state.seed,
              training.evaluationSteps());
      return false;
    }
    return endEpoch(Double.NaN);
  }

  private void train() {
    if (unroll == null) {
      Optimizee.Problem problem =
          optimizee.problem(Optimizee.Half.TRAIN, state.seed, "meta-train", state.epoch);
      unroll = new Unroll(problem, rule, settings.features(), training.unroll(), optimizee.size());
      lossSum = unroll.loss();
    }
    boolean full = unroll.step();
    lossSum += unroll.loss();
    if (!Double.isFinite(unroll.loss())) {
      throw diverged("the optimizee's loss is " + unroll.loss());
    }
    if (full || unroll.steps() == training.steps()) {
      Arrays.fill(gradient, 0);
      unroll.metaGradient(gradient);
      state.adam.step(state.phi, gradient);
      for (float parameter : state.phi) {
        if (!Float.isFinite(parameter)) {
          throw diverged("a meta-parameter is " + parameter);
        }
      }
      rule.phi(state.phi);
    }
  }

  private DivergedException diverged(String what) {
    return new DivergedException(
        what + " at step " + unroll.steps() + " of epoch " + (state.epoch + 1));
  }

  private double endTrial() {
    double loss = trial.loss();
    trial.close();
    trial = null;
    state.lastHeldOut = loss;
    if (loss < state.bestLoss) {
      state.bestLoss = loss;
      state.bestPhi = state.phi.clone();
    }
    return loss;
  }

  private boolean endEpoch(double heldOut) {
    state.epoch++;
    state.lastMetaLoss = lossSum / (unroll.steps() + 1);
    rows.add(new MetaLossRow(state.epoch, state.lastMetaLoss, unroll.loss(), heldOut));
    unroll = null;
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
    if (unroll != null) {
      throw new IllegalStateException("a " + what + " can be had at an epoch's end only");
    }
  }

  @Override
  public Progress progress() {
    Map<String, Double> figures = new LinkedHashMap<>();
    double running = unroll == null ? state.lastMetaLoss : lossSum / (unroll.steps() + 1);
    put(figures, "meta-loss", running);
    put(figures, "held-out", state.lastHeldOut);
    put(figures, "best", state.bestLoss);
    return new Progress(done, total, figures);
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
    rule.close();
  }
}
