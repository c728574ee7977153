package io.symlab.model.meta;

import io.symlab.model.DivergedException;
import io.symlab.model.optimizee.Optimizee;
import io.symlab.model.rule.symbolic.ConstantShares;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/** How an epoch of meta-tuning moves the constants; one epoch after the other. */
interface TuningMethod extends AutoCloseable {
  /** By which constants move without a derivative. */
  String SNES = "snes";

  /** The one that the settings ask for. */
  static TuningMethod of(
      Optimizee optimizee,
      TunedParameters parameters,
      ConstantShares shares,
      MetaTuningSettings tuning,
      long seed) {
    return tuning.optimizer().equals(SNES)
        ? new SearchedTuning(optimizee, parameters, tuning, seed)
        : new UnrolledTuning(optimizee, parameters, shares, tuning, seed);
  }

  /** What moves the constants, at a rate; it is stored with them. */
  static Moves moves(
      TunedParameters parameters, ConstantShares shares, MetaTuningSettings tuning, double rate) {
    return tuning.optimizer().equals(SNES)
        ? new ConstantSearch(parameters.spreads(rate), parameters.dimensions(shares), rate)
        : new ConstantStep(tuning.optimizer(), parameters.untuned().length, rate);
  }

  /** What a method remembers from one epoch to the next. */
  interface Moves {
    double rate();

    void write(DataOutputStream out) throws IOException;

    void read(DataInputStream in) throws IOException;
  }

  /** Updates of the optimizee that an epoch takes, unless something diverges. */
  static long epochSteps(TunedParameters parameters, ConstantShares shares, MetaTuningSettings t) {
    return moves(parameters, shares, t, t.learningRate()) instanceof ConstantSearch search
        ? (long) search.candidates() * t.steps()
        : t.steps();
  }

  /**
   * One update of the optimizee; the first begins the epoch, the last has moved the constants.
   *
   * @return whether the epoch is over
   * @throws DivergedException when a loss or a constant is no longer finite
   */
  boolean step(MetaTuningState state);

  /** Whether an epoch has begun and is not over. */
  boolean underWay();

  /** Leaves the epoch as it is. */
  void abandon();

  /** Updates of the epoch under way, 0 between two. */
  long steps();

  /** Mean loss of the epoch so far, or of the last one. */
  double metaLoss();

  @Override
  void close();
}
