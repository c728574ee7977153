package io.symlab.actors.lab;

import io.symlab.proto.ExperimentEvent;
import io.symlab.proto.ExperimentState;

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
      case CANCEL_REQUESTED -> state.toBuilder().setCancelled(true).build();
      case WHAT_NOT_SET ->
          throw new IllegalStateException(
              "an event of an experiment that this version does not know: it was written by a"
                  + " later one");
    };
  }
}
