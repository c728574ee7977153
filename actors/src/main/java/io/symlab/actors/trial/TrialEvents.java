package io.symlab.actors.trial;

import io.symlab.experiment.RunState;
import io.symlab.experiment.Stage;
import io.symlab.experiment.Version;
import io.symlab.proto.AttemptEnded;
import io.symlab.proto.AttemptStarted;
import io.symlab.proto.CheckpointSaved;
import io.symlab.proto.FileRef;
import io.symlab.proto.RungReached;
import io.symlab.proto.StageBegin;
import io.symlab.proto.StageEnded;
import io.symlab.proto.StageReport;
import io.symlab.proto.TrialEnded;
import io.symlab.proto.TrialEvent;
import io.symlab.proto.TrialReopened;
import io.symlab.proto.TrialState;
import java.util.ArrayList;
import java.util.List;

/** Makes a trial's events, with their time, and what it tells its workers. */
final class TrialEvents {
  private TrialEvents() {}

  static TrialEvent attemptStarted(int attempt, Stage stage) {
    var started =
        AttemptStarted.newBuilder()
            .setAttempt(attempt)
            .setStage(stage.word())
            .setCodeVersion(Version.text());
    return now().setAttemptStarted(started).build();
  }

  private static TrialEvent checkpoint(
      String stage, FileRef file, StageFacts facts, TrialState state) {
    var saved =
        CheckpointSaved.newBuilder()
            .setStage(stage)
            .setFile(file)
            .setSeconds(facts.seconds())
            .addAllHosts(facts.unnamed(state));
    facts.kept().ifPresent(saved::setProgress);
    return now().setCheckpointSaved(saved).build();
  }

  private static TrialEvent stageEnded(
      String stage, FileRef result, StageFacts facts, TrialState state) {
    var ended =
        StageEnded.newBuilder()
            .setStage(stage)
            .setResult(result)
            .setSeconds(facts.seconds())
            .addAllHosts(facts.unnamed(state));
    return now().setStageEnded(ended).build();
  }

  static TrialEvent attemptEnded(AttemptEnd end) {
    var ended = AttemptEnded.newBuilder().setKind(end.kind()).setCause(end.cause());
    return now().setAttemptEnded(ended).build();
  }

  static TrialEnded ended(RunState state, String kind, String cause) {
    return TrialEnded.newBuilder().setState(state.word()).setKind(kind).setCause(cause).build();
  }

  static TrialEvent reopened(int retries) {
    return now().setTrialReopened(TrialReopened.newBuilder().setRetries(retries)).build();
  }

  static TrialEvent of(TrialEnded ended) {
    return now().setTrialEnded(ended).build();
  }

  /**
   * What a worker's report makes happen; nothing for mere progress.
   *
   * @param state in which the report found the trial
   * @param history of such trials
   * @param wish what had been asked of the trial
   * @param facts of the stage, beside the report
   * @param rungs where its sweep compares it with others
   */
  static List<TrialEvent> ofReport(
      StageReport report,
      TrialState state,
      TrialHistory history,
      Wish wish,
      StageFacts facts,
      RungOrders rungs) {
    String stage = report.getStage();
    return switch (report.getWhatCase()) {
      case CHECKPOINT_SAVED ->
          List.of(checkpoint(stage, report.getCheckpointSaved(), facts, state));
      case FINISHED -> {
        TrialEvent ended = stageEnded(stage, report.getFinished(), facts, state);
        yield history.allEnded(state.getEndedStagesCount() + 1)
            ? List.of(ended, of(ended(RunState.DONE, "", "")))
            : finished(report, ended, state, rungs);
      }
      case RUNG_REACHED ->
          List.of(rungReached(report.getRungReached()), attemptEnded(AttemptEnd.atRung()));
      case FAILED -> List.of(attemptEnded(AttemptEnd.failed(report.getFailed())));
      case STOPPED ->
          List.of(
              attemptEnded(
                  wish.isNone() ? AttemptEnd.stoppedUnasked(stage) : AttemptEnd.asked(wish)));
      case PROGRESSED, NOTED, WHAT_NOT_SET -> List.of();
    };
  }

  /** An ended stage would have been compared by its last figure at the rungs that it has left. */
  private static List<TrialEvent> finished(
      StageReport report, TrialEvent ended, TrialState state, RungOrders rungs) {
    List<TrialEvent> events = new ArrayList<>(List.of(ended));
    int left = report.hasFigure() ? rungs.left(state) : 0;
    for (int i = 0; i < left; i++) {
      int at = rungs.settings().orElseThrow().rungs().get(state.getRungsCount() + i);
      events.add(
          rungReached(RungReached.newBuilder().setAt(at).setValue(report.getFigure()).build()));
    }
    if (left > 0) {
      events.add(attemptEnded(AttemptEnd.atRung()));
    }
    return events;
  }

  private static TrialEvent rungReached(RungReached what) {
    return now().setRungReached(what).build();
  }

  /** Whether these are the trial's last. */
  static boolean endTheTrial(List<TrialEvent> events) {
    return events.stream().anyMatch(TrialEvent::hasTrialEnded);
  }

  /** The next stage's work, from its checkpoint where there is one; the pool adds the slots. */
  static StageBegin begin(TrialPlan plan, TrialState state) {
    StageBegin.Builder begin =
        StageBegin.newBuilder()
            .setExperiment(plan.experiment())
            .setTrial(plan.frozen().getIndex())
            .setAttempt(state.getAttempt())
            .setStage(plan.history().stage(state).word())
            .setRecipe(plan.frozen().getRecipe())
            .setDataChecksum(plan.frozen().getDataChecksum())
            .setDirectory(plan.directory())
            .setHaltAt(plan.rungs().haltAt(plan.history().stage(state)));
    if (begin.getHaltAt() > 0) {
      begin.setFigure(plan.rungs().settings().orElseThrow().figure());
    }
    state.getEndedStagesList().forEach(s -> begin.putResults(s.getStage(), s.getResult()));
    if (state.hasCheckpoint()) {
      begin.setCheckpoint(state.getCheckpoint().getFile());
    }
    if (state.hasPreviousCheckpoint()) {
      begin.setPreviousCheckpoint(state.getPreviousCheckpoint().getFile());
    }
    return begin.build();
  }

  private static TrialEvent.Builder now() {
    return TrialEvent.newBuilder().setAtMillis(System.currentTimeMillis());
  }
}
