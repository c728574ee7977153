package io.symlab.actors.lab;

import io.symlab.actors.trial.TrialViews;
import io.symlab.experiment.RunState;
import io.symlab.proto.ExperimentState;
import io.symlab.proto.TrialView;
import java.util.Set;

/**
 * Which trials of an experiment are not to run although slots may be free, since a person paused
 * them, their experiment or the lab.
 *
 * @param all none of them is to run
 * @param some by number
 */
record Rests(boolean all, Set<Integer> some) {
  static final Rests NONE = new Rests(false, Set.of());

  /**
   * Of an experiment.
   *
   * @param labPaused whether the lab is paused as a whole
   */
  static Rests of(ExperimentState state, boolean labPaused) {
    return new Rests(labPaused || state.getPaused(), Set.copyOf(state.getPausedTrialsList()));
  }

  boolean of(int trial) {
    return all || some.contains(trial);
  }

  /** How a trial is shown that no actor leads now, in a lab that runs. */
  TrialView show(TrialView view) {
    return of(view.getIndex()) ? inJournal(view) : TrialViews.released(view);
  }

  /** How a trial is shown while no lab runs. */
  TrialView inJournal(TrialView view) {
    return of(view.getIndex()) && !RunState.ended(view.getState())
        ? view.toBuilder().setState(RunState.PAUSED.word()).build()
        : view;
  }
}
