package io.symlab.actors.trial;

import io.symlab.proto.StageProgress;
import io.symlab.proto.StageView;
import io.symlab.proto.TrialState;
import io.symlab.proto.TrialView;
import java.nio.file.Path;

/** What clients are shown of a trial. */
public final class TrialViews {
  private TrialViews() {}

  /** Of a trial that has not begun. */
  public static TrialView waiting(TrialPlan plan) {
    return of(plan, TrialState.getDefaultInstance(), "waiting", null, 0, Path.of(""));
  }

  /** Of one that was cancelled before it began. */
  static TrialView cancelled(TrialPlan plan) {
    return waiting(plan).toBuilder().setState("cancelled").build();
  }

  /**
   * @param now the state to show unless the trial has ended
   * @param progress of the stage that runs; null when there is none yet
   * @param seconds spent on the stage that runs
   */
  static TrialView of(
      TrialPlan plan,
      TrialState state,
      String now,
      StageProgress progress,
      double seconds,
      Path home) {
    TrialView.Builder view =
        TrialView.newBuilder()
            .setIndex(plan.frozen().getIndex())
            .setLabel(plan.frozen().getLabel())
            .setAttempt(state.getAttempt())
            .setState(state.hasEnded() ? state.getEnded().getState() : now);
    if (state.hasEnded()) {
      view.setFailureKind(state.getEnded().getKind()).setFailureCause(state.getEnded().getCause());
    } else if (now.equals("backing-off")) {
      view.setFailureKind(state.getLastKind()).setFailureCause(state.getLastCause());
    }
    int ended = state.getEndedStagesCount();
    for (int i = 0; i < TrialHistory.STAGES.size(); i++) {
      StageView.Builder stage = StageView.newBuilder().setName(TrialHistory.STAGES.get(i));
      if (i < ended) {
        stage.setState("done").setSeconds(state.getEndedStages(i).getSeconds());
      } else if (i == ended && state.getAttemptOpen()) {
        stage.setState("running").setSeconds(seconds);
        if (progress != null) {
          stage.setProgress(progress);
        }
      } else {
        stage.setState("waiting");
      }
      view.addStages(stage);
    }
    if (ended == TrialHistory.STAGES.size()) {
      String report = state.getEndedStages(ended - 1).getResult().getPath();
      view.setReport(home.resolve(report).toString());
    }
    return view.build();
  }
}
