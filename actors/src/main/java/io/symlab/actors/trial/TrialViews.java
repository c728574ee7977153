package io.symlab.actors.trial;

import io.symlab.experiment.RunState;
import io.symlab.experiment.Stage;
import io.symlab.proto.ExperimentSubmitted;
import io.symlab.proto.FrozenTrial;
import io.symlab.proto.StageProgress;
import io.symlab.proto.StageView;
import io.symlab.proto.TrialState;
import io.symlab.proto.TrialView;
import java.nio.file.Path;
import java.util.List;

/** What clients are shown of a trial. */
public final class TrialViews {
  private TrialViews() {}

  /** Of a trial that has not begun. */
  public static TrialView waiting(ExperimentSubmitted submitted, FrozenTrial trial) {
    List<Stage> stages = SharedText.stages(submitted, trial);
    var plan = new TrialPlan("", "", trial, stages, RungOrders.NONE, 0, 0);
    return of(plan, TrialState.getDefaultInstance(), RunState.WAITING, null, 0, Path.of(""));
  }

  /**
   * @param now the state to show unless the trial has ended
   * @param progress of the stage that runs; null when there is none yet
   * @param seconds spent on the stage that runs
   */
  static TrialView of(
      TrialPlan plan,
      TrialState state,
      RunState now,
      StageProgress progress,
      double seconds,
      Path home) {
    TrialView.Builder view =
        TrialView.newBuilder()
            .setIndex(plan.frozen().getIndex())
            .setLabel(plan.frozen().getLabel())
            .setAttempt(state.getAttempt())
            .setRetries(plan.retries())
            .setState(state.hasEnded() ? state.getEnded().getState() : now.word());
    if (state.hasEnded()) {
      view.setFailureKind(state.getEnded().getKind()).setFailureCause(state.getEnded().getCause());
    } else if (now == RunState.BACKING_OFF || goesOnAfterTrouble(state, now)) {
      view.setFailureKind(state.getLastKind()).setFailureCause(state.getLastCause());
    }
    view.addAllRungs(state.getRungsList());
    if (!state.hasEnded() && plan.rungs().waits(state)) {
      view.setNote("at rung " + state.getRungsCount() + ", waits for other trials");
    }
    int ended = state.getEndedStagesCount();
    List<Stage> stages = plan.stages();
    for (int i = 0; i < stages.size(); i++) {
      StageView.Builder stage = StageView.newBuilder().setName(stages.get(i).word());
      if (i < ended) {
        stage.setState(RunState.DONE.word()).setSeconds(state.getEndedStages(i).getSeconds());
      } else if (i == ended && state.getAttemptOpen() && now != RunState.HELD) {
        stage.setState(RunState.RUNNING.word()).setSeconds(seconds);
        progress(stage, state, progress);
      } else if (i == ended && state.getAttempt() > 0) {
        stage.setState(rests(now) ? now.word() : RunState.WAITING.word());
        stage.setSeconds(state.getCheckpoint().getSeconds());
        progress(stage, state, progress);
      } else {
        stage.setState(RunState.WAITING.word());
      }
      view.addStages(stage);
    }
    if (plan.history().allEnded(ended)) {
      String report = state.getEndedStages(ended - 1).getResult().getPath();
      view.setReport(home.resolve(report).toString());
    }
    return view.build();
  }

  /** As it was told last, else as it was at the checkpoint. */
  private static void progress(StageView.Builder stage, TrialState state, StageProgress told) {
    if (told != null) {
      stage.setProgress(told);
    } else if (state.getCheckpoint().hasProgress()) {
      stage.setProgress(state.getCheckpoint().getProgress());
    }
  }

  /** Whether it waits for its turn because its last attempt did not end of its own or a wish. */
  private static boolean goesOnAfterTrouble(TrialState state, RunState now) {
    return now == RunState.WAITING
        && !state.getAttemptOpen()
        && !state.getLastKind().isEmpty()
        && !state.getLastKind().equals(AttemptEnd.AT_RUNG)
        && RunState.of(state.getLastKind()).isEmpty();
  }

  /**
   * How a trial looks that was stopped, once it may go on and waits for its turn; others as ever.
   */
  public static TrialView released(TrialView view) {
    if (!rests(view.getState())) {
      return view;
    }
    TrialView.Builder released = view.toBuilder().setState(RunState.WAITING.word());
    for (StageView.Builder stage : released.getStagesBuilderList()) {
      if (rests(stage.getState())) {
        stage.setState(RunState.WAITING.word());
      }
    }
    return released.build();
  }

  /** How a trial looks that had failed or was pruned, and waits to go on. */
  public static TrialView reopened(TrialView view) {
    TrialView.Builder open = view.toBuilder().setState(RunState.WAITING.word());
    open.setRetries(view.getRetries() + 1);
    open.clearFailureKind().clearFailureCause().clearReport();
    for (StageView.Builder stage : open.getStagesBuilderList()) {
      if (!RunState.DONE.is(stage.getState())) {
        stage.setState(RunState.WAITING.word());
      }
    }
    return open.build();
  }

  /** Whether what is written so has been stopped, to go on later. */
  private static boolean rests(String state) {
    return RunState.of(state).map(TrialViews::rests).orElse(false);
  }

  private static boolean rests(RunState state) {
    return state == RunState.PAUSED || state == RunState.HELD || state == RunState.STOPPED;
  }
}
