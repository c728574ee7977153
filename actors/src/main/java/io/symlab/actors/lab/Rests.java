package io.symlab.actors.lab;

import io.symlab.actors.trial.TrialViews;
import io.symlab.experiment.RunState;
import io.symlab.proto.ExperimentState;
import io.symlab.proto.ExperimentSubmitted;
import io.symlab.proto.TrialView;
import java.util.Set;

/**
 * Which trials of an experiment are not to run although slots may be free, since a person paused
 * them, their experiment or the lab, or the experiment is to wait for others.
 *
 * @param all all of them are paused
 * @param some those that are, by number
 * @param later none has its turn yet: the experiment waits for others
 */
record Rests(boolean all, Set<Integer> some, boolean later) {
  static final Rests NONE = new Rests(false, Set.of(), false);

  /**
   * Of an experiment.
   *
   * @param labPaused whether the lab is paused as a whole
   * @param later whether it waits for others
   */
  static Rests of(
      ExperimentSubmitted submitted, ExperimentState state, boolean labPaused, boolean later) {
    return new Rests(
        labPaused || paused(submitted, state), Set.copyOf(state.getPausedTrialsList()), later);
  }

  /** Whether an experiment is paused as a whole. */
  static boolean paused(ExperimentSubmitted submitted, ExperimentState state) {
    return state.hasPaused() ? state.getPaused() : submitted.getPaused();
  }

  /** Whether a trial is not to run. */
  boolean keeps(int trial) {
    return later || pauses(trial);
  }

  /** Whether it is paused. */
  boolean pauses(int trial) {
    return all || some.contains(trial);
  }

  /** How a trial is shown that no actor leads now, in a lab that runs. */
  TrialView show(TrialView view) {
    return pauses(view.getIndex()) ? inJournal(view) : TrialViews.released(view);
  }

  /** How a trial is shown while no lab runs. */
  TrialView inJournal(TrialView view) {
    return pauses(view.getIndex()) && !RunState.ended(view.getState())
        ? view.toBuilder().setState(RunState.PAUSED.word()).build()
        : view;
  }
}
