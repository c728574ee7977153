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
        ? new SearchedTuning(optimizee, parameters, shares, tuning, seed)
        : new UnrolledTuning(optimizee, parameters, shares, tuning, seed);
  }

  /** What a method remembers from one epoch to the next. */
  interface Moves {
    double rate();

    void write(DataOutputStream out) throws IOException;

    void read(DataInputStream in) throws IOException;
  }

  /** What it remembers before the first epoch, at some rate. */
  Moves moves(double rate);

  /** Updates of the optimizee that an epoch takes, unless something diverges. */
  long epochSteps();

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

  /** Mean loss of the epoch under way so far, NaN before the first; at its end the state has it. */
  double metaLoss();

  @Override
  void close();
}
