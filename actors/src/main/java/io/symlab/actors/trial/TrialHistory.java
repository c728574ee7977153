package io.symlab.actors.trial;

import io.symlab.proto.AttemptEnded;
import io.symlab.proto.StageEnded;
import io.symlab.proto.TrialEvent;
import io.symlab.proto.TrialState;
import java.util.List;

/**
 * What a trial's events make of its state: a pure function of both, used when events are new and
 * when they are read again.
 */
final class TrialHistory {
  /** The stages of every trial, in order. */
  static final List<String> STAGES =
      List.of("meta-train", "distill", "meta-tune", "evaluate", "report");

  /** An attempt that ended because the lab was stopped in order. */
  static final String STOPPED = "stopped";

  /** An attempt that ended because the user cancelled the trial. */
  static final String CANCELLED = "cancelled";

  private TrialHistory() {}

  /** The stage that runs or is next; the last one when all have ended. */
  static String stage(TrialState state) {
    return STAGES.get(Math.min(state.getEndedStagesCount(), STAGES.size() - 1));
  }

  static TrialState apply(TrialState state, TrialEvent event) {
    TrialState.Builder next = state.toBuilder();
    switch (event.getWhatCase()) {
      case ATTEMPT_STARTED -> {
        next.setAttempt(event.getAttemptStarted().getAttempt()).setAttemptOpen(true);
        next.setCodeVersion(event.getAttemptStarted().getCodeVersion());
        count(next, event.getAttemptStarted().getStage());
        if (state.getStartedMillis() == 0) {
          next.setStartedMillis(event.getAtMillis());
        }
      }
      case CHECKPOINT_SAVED -> {
        next.setCheckpoint(event.getCheckpointSaved());
        movedOn(next);
      }
      case STAGE_ENDED -> {
        StageEnded ended = event.getStageEnded();
        next.addEndedStages(ended).clearCheckpoint();
        movedOn(next);
        if (next.getEndedStagesCount() < STAGES.size()) {
          count(next, STAGES.get(next.getEndedStagesCount())); // the same attempt goes on with it
        }
      }
      case ATTEMPT_ENDED -> attemptEnded(next, event.getAttemptEnded());
      case TRIAL_ENDED ->
          next.setEnded(event.getTrialEnded())
              .setAttemptOpen(false)
              .setEndedMillis(event.getAtMillis());
      case WHAT_NOT_SET ->
          throw new IllegalStateException(
              "an event of a trial that this version does not know: it was written by a later one");
    }
    return next.build();
  }

  private static void count(TrialState.Builder next, String stage) {
    next.putAttemptsByStage(stage, next.getAttemptsByStageOrDefault(stage, 0) + 1);
  }

  private static void movedOn(TrialState.Builder next) {
    next.setFailuresInRow(0).setDeathsInRow(0);
  }

  private static void attemptEnded(TrialState.Builder next, AttemptEnded ended) {
    next.setAttemptOpen(false).setLastKind(ended.getKind()).setLastCause(ended.getCause());
    switch (ended.getKind()) {
      case RetryPolicy.KILLED_DAEMON -> next.setDeathsInRow(next.getDeathsInRow() + 1);
      case STOPPED, CANCELLED -> next.setDeathsInRow(0);
      default ->
          next.setDeathsInRow(0)
              .setFailuresInRow(next.getFailuresInRow() + 1)
              .setFailures(next.getFailures() + 1);
    }
  }
}
