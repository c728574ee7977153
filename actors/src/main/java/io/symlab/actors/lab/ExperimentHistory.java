package io.symlab.actors.lab;

import io.symlab.experiment.RunState;
import io.symlab.proto.CancelRequested;
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
      case CANCEL_REQUESTED -> cancelled(state, event);
      case PAUSE_REQUESTED -> pause(state, event.getPauseRequested().getTrial()).build();
      case RESUMED -> resume(state, event.getResumed().getTrial()).build();
      case TRIAL_RESTED ->
          without(state, event.getTrialRested().getView().getIndex())
              .addRested(event.getTrialRested().getView())
              .build();
      case TRIALS_RETRIED -> retry(state, event.getTrialsRetried().getTrialsList());
      case PRIORITY_SET -> state.toBuilder().setPriority(event.getPrioritySet()).build();
      case RUNG_REPORTED -> state.toBuilder().addRungs(event.getRungReported()).build();
      case HOOK_BEGUN -> state.toBuilder().setHookBegun(true).build();
      case TRIALS_GIVEN_UP -> givenUp(state, event);
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
    ExperimentState.Builder next = state.toBuilder().clearPausedTrials().addAllPausedTrials(left);
    return trial == 0 ? next.setPaused(false) : next;
  }

  private static ExperimentState retry(ExperimentState state, List<Integer> trials) {
    List<TrialView> closed =
        state.getClosedList().stream().filter(view -> !trials.contains(view.getIndex())).toList();
    List<Integer> paused =
        state.getPausedTrialsList().stream().filter(one -> !trials.contains(one)).toList();
    ExperimentState.Builder next =
        state.toBuilder().setCancelled(false).setHookBegun(false); // there is another end to come
    next.clearClosed().addAllClosed(closed).clearPausedTrials().addAllPausedTrials(paused);
    trials.forEach(one -> next.putRetries(one, state.getRetriesOrDefault(one, 0) + 1));
    return next.build();
  }

  /** Forgets how a trial looked when it rested. */
  private static ExperimentState.Builder without(ExperimentState state, int trial) {
    List<TrialView> others =
        state.getRestedList().stream().filter(view -> view.getIndex() != trial).toList();
    return state.toBuilder().clearRested().addAllRested(others);
  }

  private static ExperimentState cancelled(ExperimentState state, ExperimentEvent event) {
    CancelRequested cancel = event.getCancelRequested();
    ExperimentState.Builder next = state.toBuilder().setCancelled(true);
    for (int index : cancel.getUntouchedList()) {
      next.addClosed(neverBegan(index)).setEndedMillis(event.getAtMillis());
    }
    return next.build();
  }

  private static ExperimentState givenUp(ExperimentState state, ExperimentEvent event) {
    ExperimentState.Builder next = state.toBuilder();
    for (int index : event.getTrialsGivenUp().getTrialsList()) {
      next.addClosed(neverBegan(index, event.getTrialsGivenUp().getCause()))
          .setEndedMillis(event.getAtMillis());
    }
    return next.build();
  }

  /** The same, with what there is to say of it. */
  static TrialView neverBegan(int index, String cause) {
    return neverBegan(index).toBuilder().setFailureCause(cause).build();
  }

  /** Of a trial that was cancelled while it waited; the plan has the rest of how it looks. */
  static TrialView neverBegan(int index) {
    return TrialView.newBuilder().setIndex(index).setState(RunState.CANCELLED.word()).build();
  }
}
