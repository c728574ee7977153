package io.symlab.actors.trial;

import io.symlab.experiment.Version;
import io.symlab.proto.AttemptEnded;
import io.symlab.proto.AttemptStarted;
import io.symlab.proto.CheckpointSaved;
import io.symlab.proto.FileRef;
import io.symlab.proto.StageBegin;
import io.symlab.proto.StageEnded;
import io.symlab.proto.TrialEnded;
import io.symlab.proto.TrialEvent;
import io.symlab.proto.TrialState;

/** Makes a trial's events, with their time, and what it tells its workers. */
final class TrialEvents {
  private TrialEvents() {}

  static TrialEvent attemptStarted(int attempt, String stage) {
    var started =
        AttemptStarted.newBuilder()
            .setAttempt(attempt)
            .setStage(stage)
            .setCodeVersion(Version.text());
    return now().setAttemptStarted(started).build();
  }

  static TrialEvent checkpoint(String stage, FileRef file, double seconds) {
    var saved = CheckpointSaved.newBuilder().setStage(stage).setFile(file).setSeconds(seconds);
    return now().setCheckpointSaved(saved).build();
  }

  static TrialEvent stageEnded(String stage, FileRef result, double seconds) {
    var ended = StageEnded.newBuilder().setStage(stage).setResult(result).setSeconds(seconds);
    return now().setStageEnded(ended).build();
  }

  static TrialEvent attemptEnded(String kind, String cause) {
    return now().setAttemptEnded(AttemptEnded.newBuilder().setKind(kind).setCause(cause)).build();
  }

  static TrialEnded ended(String state, String kind, String cause) {
    return TrialEnded.newBuilder().setState(state).setKind(kind).setCause(cause).build();
  }

  static TrialEvent of(TrialEnded ended) {
    return now().setTrialEnded(ended).build();
  }

  /** The next stage's work, from its checkpoint where there is one; the pool adds the slots. */
  static StageBegin begin(TrialPlan plan, TrialState state) {
    StageBegin.Builder begin =
        StageBegin.newBuilder()
            .setExperiment(plan.experiment())
            .setTrial(plan.frozen().getIndex())
            .setAttempt(state.getAttempt())
            .setStage(TrialHistory.stage(state))
            .setRecipe(plan.frozen().getRecipe())
            .setDirectory(plan.directory());
    state.getEndedStagesList().forEach(s -> begin.putResults(s.getStage(), s.getResult()));
    if (state.hasCheckpoint()) {
      begin.setCheckpoint(state.getCheckpoint().getFile());
    }
    return begin.build();
  }

  private static TrialEvent.Builder now() {
    return TrialEvent.newBuilder().setAtMillis(System.currentTimeMillis());
  }
}
