package io.symlab.actors.trial;

import io.symlab.actors.stage.Failures;
import io.symlab.experiment.RunState;
import io.symlab.experiment.Stage;
import io.symlab.proto.AttemptEnded;
import io.symlab.proto.StageEnded;
import io.symlab.proto.TrialEvent;
import io.symlab.proto.TrialState;
import java.util.List;

/**
 * What a trial's events make of its state: a pure function of both, used when events are new and
 * when they are read again.
 *
 * @param stages that the trial goes through, in order
 */
public record TrialHistory(List<Stage> stages) {

  /** The stage that runs or is next; the last one when all have ended. */
  Stage stage(TrialState state) {
    return stages.get(Math.min(state.getEndedStagesCount(), stages.size() - 1));
  }

  /** Whether so many ended stages are all that there are. */
  boolean allEnded(int ended) {
    return ended == stages.size();
  }

  /** Whether a trial that ended so may be opened again. */
  public static boolean mayReopen(String ended) {
    return RunState.FAILED.is(ended) || RunState.PRUNED.is(ended);
  }

  TrialState apply(TrialState state, TrialEvent event) {
    TrialState.Builder next = state.toBuilder();
    switch (event.getWhatCase()) {
      case ATTEMPT_STARTED -> {
        next.setAttempt(event.getAttemptStarted().getAttempt()).setAttemptOpen(true);
        next.setCodeVersion(event.getAttemptStarted().getCodeVersion());
        count(next, Stage.of(event.getAttemptStarted().getStage()));
        if (state.getStartedMillis() == 0) {
          next.setStartedMillis(event.getAtMillis());
        }
      }
      case CHECKPOINT_SAVED -> {
        next.clearPreviousCheckpoint();
        if (state.hasCheckpoint()) {
          next.setPreviousCheckpoint(state.getCheckpoint());
        }
        next.addAllHosts(event.getCheckpointSaved().getHostsList());
        next.setCheckpoint(event.getCheckpointSaved().toBuilder().clearHosts());
        movedOn(next);
      }
      case STAGE_ENDED -> {
        StageEnded.Builder ended = event.getStageEnded().toBuilder();
        ended.clearHosts().addAllHosts(state.getHostsList());
        ended.addAllHosts(event.getStageEnded().getHostsList());
        next.addEndedStages(ended).clearHosts().clearCheckpoint().clearPreviousCheckpoint();
        movedOn(next);
        if (!allEnded(next.getEndedStagesCount())) {
          count(next, stages.get(next.getEndedStagesCount())); // the same attempt goes on with it
        }
      }
      case RUNG_REACHED -> next.addRungs(event.getRungReached());
      case ATTEMPT_ENDED -> attemptEnded(next, event.getAttemptEnded());
      case TRIAL_ENDED ->
          next.setEnded(event.getTrialEnded())
              .setAttemptOpen(false)
              .setEndedMillis(event.getAtMillis());
      case TRIAL_REOPENED ->
          next.clearEnded()
              .setEndedMillis(0)
              .setFailuresInRow(0)
              .setFailures(0)
              .setDeathsInRow(0)
              .setRetries(event.getTrialReopened().getRetries());
      case WHAT_NOT_SET ->
          throw new IllegalStateException(
              "an event of a trial that this version does not know: it was written by a later one");
    }
    return next.build();
  }

  private static void count(TrialState.Builder next, Stage stage) {
    int before = next.getAttemptsByStageOrDefault(stage.word(), 0);
    next.putAttemptsByStage(stage.word(), before + 1);
  }

  private static void movedOn(TrialState.Builder next) {
    next.setFailuresInRow(0).setDeathsInRow(0);
  }

  /** To the checkpoint before, or to the stage's beginning. */
  private static void fallBack(TrialState.Builder next) {
    if (next.hasPreviousCheckpoint()) {
      next.setCheckpoint(next.getPreviousCheckpoint()).clearPreviousCheckpoint();
    } else {
      next.clearCheckpoint();
    }
  }

  private static void attemptEnded(TrialState.Builder next, AttemptEnded ended) {
    next.setAttemptOpen(false).setLastKind(ended.getKind()).setLastCause(ended.getCause());
    if (ended.getKind().equals(AttemptEnd.KILLED_DAEMON)) {
      next.setDeathsInRow(next.getDeathsInRow() + 1);
      return;
    }
    next.setDeathsInRow(0);
    if (ended.getKind().equals(Failures.DAMAGED_CHECKPOINT)) {
      fallBack(next);
    }
    if (Wish.isFailure(ended.getKind()) && !ended.getKind().equals(AttemptEnd.AT_RUNG)) {
      next.setFailuresInRow(next.getFailuresInRow() + 1).setFailures(next.getFailures() + 1);
    }
  }
}
