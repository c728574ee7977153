package io.symlab.actors.lab;

import io.symlab.experiment.RunState;
import io.symlab.proto.CancelRequested;
import io.symlab.proto.ExperimentEvent;
import io.symlab.proto.ExperimentState;
import io.symlab.proto.TrialView;

/** What an experiment's events make of its state: a pure function of both. */
final class ExperimentHistory {
  private ExperimentHistory() {}

  static ExperimentState apply(ExperimentState state, ExperimentEvent event) {
    return switch (event.getWhatCase()) {
      case TRIAL_CLOSED ->
          state.toBuilder()
              .addClosed(event.getTrialClosed().getView())
              .setEndedMillis(event.getAtMillis())
              .build();
      case CANCEL_REQUESTED -> cancelled(state, event);
      case WHAT_NOT_SET ->
          throw new IllegalStateException(
              "an event of an experiment that this version does not know: it was written by a"
                  + " later one");
    };
  }

  private static ExperimentState cancelled(ExperimentState state, ExperimentEvent event) {
    CancelRequested cancel = event.getCancelRequested();
    ExperimentState.Builder next = state.toBuilder().setCancelled(true);
    for (int index : cancel.getUntouchedList()) {
      next.addClosed(neverBegan(index)).setEndedMillis(event.getAtMillis());
    }
    return next.build();
  }

  /** Of a trial that was cancelled while it waited; the plan has the rest of how it looks. */
  static TrialView neverBegan(int index) {
    return TrialView.newBuilder().setIndex(index).setState(RunState.CANCELLED.word()).build();
  }
}
