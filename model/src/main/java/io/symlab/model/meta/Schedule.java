package io.symlab.model.meta;

import io.symlab.model.DivergedException;
import io.symlab.symbolic.Randomness;
import java.util.List;

/**
 * How long epochs and held-out evaluations are, which phi is kept, and when training moves on to
 * longer epochs or ends. The curriculum is that of Chen et al. 2020, "Training Stronger Baselines
 * for Learning to Optimize", and its code: trained at one horizon, phi is evaluated at the next;
 * once it no longer gets better, and some evaluations have been made, the best phi is taken to the
 * next horizon, and evaluated there at once; a horizon at which nothing gets better is the last.
 */
final class Schedule {
  /** Evaluations at a horizon before it can be left, where the recipe does not say. */
  private static final int EVALUATIONS = 3;

  private final MetaTrainingSettings training;
  private final List<Integer> curriculum;
  private final List<Integer> horizons;

  Schedule(MetaTrainingSettings training) {
    this.training = training;
    this.curriculum = training.options().curriculum();
    this.horizons = training.options().horizons();
  }

  /** Updates of the epoch to come. */
  int steps(MetaTrainingState state) {
    if (!horizons.isEmpty()) {
      return drawn(state.seed, state.epoch);
    }
    return curriculum.isEmpty() ? training.steps() : curriculum.get(state.horizon);
  }

  /** exp(U(ln shortest, ln longest)), by the seed and the epoch's number. */
  private int drawn(long seed, int epoch) {
    double shortest = horizons.get(0);
    double longest = horizons.get(1);
    double u = Randomness.stream(seed, "meta-train.horizon", epoch).nextDouble();
    // StrictMath, since exp and log may differ between the interpreter and compiled code.
    double steps = shortest * StrictMath.exp(u * StrictMath.log(longest / shortest));
    return (int) Math.min(longest, Math.max(shortest, Math.rint(steps)));
  }

  /** Updates of an epoch to be expected: the mean of a log-uniform length where it is drawn. */
  private double expected(MetaTrainingState state) {
    if (horizons.isEmpty() || horizons.get(0).equals(horizons.get(1))) {
      return steps(state);
    }
    double spread = horizons.get(1) - horizons.get(0);
    return spread / Math.log((double) horizons.get(1) / horizons.get(0));
  }

  /** Updates of a held-out evaluation; 0 when there is none. */
  int evaluationSteps(MetaTrainingState state) {
    return curriculum.isEmpty() ? training.evaluationSteps() : curriculum.get(next(state));
  }

  private int next(MetaTrainingState state) {
    return Math.min(state.horizon + 1, curriculum.size() - 1);
  }

  /** Whether an evaluation is due after the epoch of this number, from 1. */
  boolean evaluatedAfter(MetaTrainingState state, int epoch) {
    boolean regular = training.evaluateEvery() > 0 && epoch % training.evaluateEvery() == 0;
    return (regular || epoch == training.epochs()) && evaluationSteps(state) > 0;
  }

  boolean done(MetaTrainingState state) {
    return state.stopped || state.epoch == training.epochs();
  }

  /** Takes the outcome of an evaluation of {@code state.average} into account. */
  void evaluated(MetaTrainingState state, double loss) {
    state.lastHeldOut = loss;
    if (!state.measured) {
      // What all later ones are held against.
      state.measured = true;
      state.bestLoss = loss;
      return;
    }
    state.evaluations++;
    if (loss < state.bestLoss) {
      state.bestLoss = loss;
      state.bestPhi = state.average.clone();
      state.improved = true;
      state.stale = 0;
      return;
    }
    state.stale++;
    int patience = training.options().patience();
    if (curriculum.isEmpty()) {
      state.stopped = patience > 0 && state.stale >= patience;
    } else if (state.evaluations >= (patience > 0 ? patience : EVALUATIONS)) {
      if (state.improved) {
        advance(state);
      } else {
        state.stopped = true;
      }
    }
  }

  private void advance(MetaTrainingState state) {
    state.horizon = next(state);
    state.take(state.bestPhi);
    state.evaluations = 0;
    state.stale = 0;
    state.improved = false;
    state.measured = false;
  }

  /**
   * Counts an epoch that is abandoned.
   *
   * @throws DivergedException when it was one too many
   */
  void diverged(MetaTrainingState state, DivergedException why) {
    state.diverged++;
    state.divergedInRow++;
    String where = why.getMessage() + " of epoch " + (state.epoch + 1);
    if (state.divergedInRow >= training.options().giveUpAfter()) {
      throw gaveUp(
          state, state.divergedInRow + " epochs in a row have diverged; the last: " + where);
    }
    if (state.diverged == training.epochs()) {
      throw gaveUp(state, "every epoch has diverged; the last: " + where);
    }
  }

  private static DivergedException gaveUp(MetaTrainingState state, String why) {
    return new DivergedException(
        why
            + "; the learning rate has come down to "
            + state.adam.learningRate()
            + ": choose a smaller meta-train.learning-rate or rule.scale, or set"
            + " meta-train.clip-norm");
  }

  /**
   * Atoms of work that are left at the end of an epoch, if nothing more changes.
   *
   * @param atoms of one update in training
   */
  long left(MetaTrainingState state, int atoms) {
    if (done(state)) {
      return 0;
    }
    long due = evaluations(training.epochs()) - evaluations(state.epoch) + (state.measured ? 0 : 1);
    long epochs = (long) training.epochs() - state.epoch;
    return (long) (epochs * expected(state) * atoms)
        + due * evaluationSteps(state) * training.heldOut();
  }

  /** Steps that so many epochs took when there were no options. */
  long plainWork(int epochs) {
    return (long) epochs * training.steps()
        + evaluations(epochs) * training.evaluationSteps() * training.heldOut();
  }

  /** How many of the first epochs an evaluation comes after. */
  private long evaluations(int epochs) {
    int every = training.evaluateEvery();
    long regular = every == 0 ? 0 : epochs / every;
    boolean extra = epochs == training.epochs() && (every == 0 || epochs % every != 0);
    return regular + (extra ? 1 : 0);
  }
}
