package io.symlab.actors.lab;

import io.symlab.proto.ExperimentEvent;
import io.symlab.proto.ExperimentState;
import io.symlab.proto.TrialView;
import java.util.List;

/** What an experiment's events make of its state: a pure function of both. */
final class ExperimentHistory {
  private ExperimentHistory() {}

  static ExperimentState apply(ExperimentState state, ExperimentEvent event) {
    return switch (event.getWhatCase()) {
      case TRIAL_CLOSED ->
          without(state, event.getTrialClosed().getView().getIndex())
              .addClosed(event.getTrialClosed().getView())
              .setEndedMillis(event.getAtMillis())
              .build();
      case CANCEL_REQUESTED -> state.toBuilder().setCancelled(true).build();
      case PAUSE_REQUESTED -> pause(state, event.getPauseRequested().getTrial()).build();
      case RESUMED -> resume(state, event.getResumed().getTrial()).build();
      case TRIAL_RESTED ->
          without(state, event.getTrialRested().getView().getIndex())
              .addRested(event.getTrialRested().getView())
              .build();
      case WHAT_NOT_SET ->
          throw new IllegalStateException(
              "an event of an experiment that this version does not know: it was written by a"
                  + " later one");
    };
  }

  private static ExperimentState.Builder pause(ExperimentState state, int trial) {
    if (trial == 0) {
      return state.toBuilder().setPaused(true);
    }
    return state.getPausedTrialsList().contains(trial)
        ? state.toBuilder()
        : state.toBuilder().addPausedTrials(trial);
  }

  private static ExperimentState.Builder resume(ExperimentState state, int trial) {
    List<Integer> left =
        state.getPausedTrialsList().stream().filter(one -> trial != 0 && one != trial).toList();
    return state.toBuilder()
        .setPaused(state.getPaused() && trial != 0)
        .clearPausedTrials()
        .addAllPausedTrials(left);
  }

  /** Forgets how a trial looked when it rested. */
  private static ExperimentState.Builder without(ExperimentState state, int trial) {
    List<TrialView> others =
        state.getRestedList().stream().filter(view -> view.getIndex() != trial).toList();
    return state.toBuilder().clearRested().addAllRested(others);
  }
}
