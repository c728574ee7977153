package io.symlab.model.meta;

import io.symlab.model.DivergedException;
import io.symlab.model.optimizee.Optimizee;
import io.symlab.model.rule.symbolic.ConstantShares;
import java.util.Arrays;

/**
 * By running candidates, a generation per epoch, each from begin to end on the epoch's problem. The
 * gradient over short unrolls sees what a constant does to the next few losses; this sees what it
 * does to the whole run. They are compared by the mean loss over a run's second half, which varies
 * less than the last few losses do.
 */
final class SearchedTuning implements TuningMethod {
  private final Optimizee optimizee;
  private final TunedParameters parameters;
  private final ConstantShares shares;
  private final MetaTuningSettings tuning;
  private final long seed;
  private double[] losses;
  private int ended;
  private HeldOut run;
  private int inRun;

  SearchedTuning(
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
  }

  @Override
  public ConstantSearch moves(double rate) {
    return new ConstantSearch(parameters.spreads(rate), parameters.dimensions(shares), rate);
  }

  @Override
  public long epochSteps() {
    return (long) moves(tuning.learningRate()).candidates() * tuning.steps();
  }

  @Override
  public boolean step(MetaTuningState state) {
    var search = (ConstantSearch) state.moves;
    if (losses == null) {
      losses = new double[search.candidates()];
      ended = 0;
    }
    if (run == null) {
      float[] candidate = search.candidate(state.constants, seed, state.epoch, ended);
      parameters.confine(candidate);
      run =
          HeldOut.onTraining(
              optimizee,
              parameters.rule(candidate),
              seed,
              tuning.steps(),
              "meta-tune",
              state.epoch);
    }
    run.step();
    inRun++;
    if (!run.done()) {
      return false;
    }
    losses[ended++] = run.loss();
    endRun();
    return ended == losses.length && follow(state, search);
  }

  private boolean follow(MetaTuningState state, ConstantSearch search) {
    if (Arrays.stream(losses).noneMatch(Double::isFinite)) {
      throw new DivergedException("all " + losses.length + " candidates have diverged");
    }
    search.follow(state.constants, seed, state.epoch, losses);
    TunedParameters.requireFinite(state.constants);
    parameters.confine(state.constants);
    state.lastMetaLoss = metaLoss();
    losses = null;
    return true;
  }

  private void endRun() {
    run.close();
    run = null;
    inRun = 0;
  }

  @Override
  public boolean underWay() {
    return losses != null;
  }

  @Override
  public void abandon() {
    losses = null;
  }

  @Override
  public long steps() {
    return losses == null ? 0 : (long) ended * tuning.steps() + inRun;
  }

  @Override
  public double metaLoss() {
    return Arrays.stream(losses, 0, ended).filter(Double::isFinite).average().orElse(Double.NaN);
  }

  @Override
  public void close() {
    if (run != null) {
      run.close();
    }
  }
}
