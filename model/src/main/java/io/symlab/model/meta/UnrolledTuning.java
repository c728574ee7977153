package io.symlab.model.meta;

import io.symlab.model.DivergedException;
import io.symlab.model.optimizee.Optimizee;
import io.symlab.model.rule.TrainableRule;
import io.symlab.model.rule.features.FeatureState;
import io.symlab.model.rule.symbolic.ConstantShares;
import java.util.Arrays;

/** By the gradient of the meta-loss over unrolls, as learned optimizers are trained. */
final class UnrolledTuning implements TuningMethod {
  private final Optimizee optimizee;
  private final TunedParameters parameters;
  private final ConstantShares shares;
  private final MetaTuningSettings tuning;
  private final long seed;
  private final TrainableRule cell;
  private final double[] gradient;
  private Unroll unroll;
  private double lossSum;

  UnrolledTuning(
      Optimizee optimizee,
      TunedParameters parameters,
      ConstantShares shares,
      MetaTuningSettings tuning,
      long seed) {
    this.optimizee = optimizee;
    this.parameters = parameters;
    this.shares = shares;
    this.tuning = tuning;
    this.seed = seed;
    cell = parameters.open(optimizee.size());
    gradient = new double[parameters.untuned().length];
  }

  @Override
  public ConstantStep moves(double rate) {
    return new ConstantStep(tuning.optimizer(), gradient.length, rate);
  }

  @Override
  public long epochSteps() {
    return tuning.steps();
  }

  @Override
  public boolean step(MetaTuningState state) {
    if (unroll == null) {
      begin(state);
    }
    boolean full = unroll.step();
    lossSum += unroll.loss();
    if (!Double.isFinite(unroll.loss())) {
      throw new DivergedException("the optimizee's loss is " + unroll.loss());
    }
    boolean over = unroll.steps() == tuning.steps();
    if (full || over) {
      follow(state);
    }
    if (over) {
      state.lastMetaLoss = metaLoss();
      unroll = null;
    }
    return over;
  }

  private void begin(MetaTuningState state) {
    cell.phi(state.constants);
    Optimizee.Problem problem =
        optimizee.problem(Optimizee.Half.TRAIN, seed, "meta-tune", state.epoch);
    FeatureState seen = parameters.features(optimizee.groups());
    unroll = new Unroll(problem, cell, seen, tuning.unroll(), optimizee.size());
    lossSum = unroll.loss();
  }

  private void follow(MetaTuningState state) {
    Arrays.fill(gradient, 0);
    unroll.metaGradient(gradient);
    shares.gather(gradient);
    ((ConstantStep) state.moves).step(state.constants, gradient);
    TunedParameters.requireFinite(state.constants);
    parameters.confine(state.constants);
    cell.phi(state.constants);
  }

  @Override
  public boolean underWay() {
    return unroll != null;
  }

  @Override
  public void abandon() {
    unroll = null;
  }

  @Override
  public long steps() {
    return unroll == null ? 0 : unroll.steps();
  }

  @Override
  public double metaLoss() {
    return lossSum / (unroll.steps() + 1);
  }

  @Override
  public void close() {
    cell.close();
  }
}
