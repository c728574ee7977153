package io.symlab.actors.trial;

import static org.assertj.core.api.Assertions.assertThat;

import io.symlab.experiment.RunState;
import io.symlab.experiment.Stage;
import io.symlab.proto.CheckpointSaved;
import io.symlab.proto.FrozenTrial;
import io.symlab.proto.StageProgress;
import io.symlab.proto.TrialState;
import io.symlab.proto.TrialView;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** How a trial looks that has begun and does not run. */
class TrialViewsTest {
  private static final StageProgress KEPT =
      StageProgress.newBuilder().setDone(40).setTotal(100).setUnit("steps").build();
  private static final TrialPlan PLAN =
      new TrialPlan(
          "e1",
          "",
          FrozenTrial.newBuilder().setIndex(1).build(),
          Stage.usual(),
          RungOrders.NONE,
          0,
          0);

  private static TrialState.Builder begun(String kind) {
    return TrialState.newBuilder()
        .setAttempt(1)
        .setLastKind(kind)
        .setLastCause("the host desk was lost")
        .setCheckpoint(CheckpointSaved.newBuilder().setSeconds(7).setProgress(KEPT));
  }

  private static TrialView view(TrialState.Builder state, RunState now) {
    return TrialViews.of(PLAN, state.build(), now, null, 9, Path.of(""));
  }

  @Test
  void oneThatWaitsAgainSaysHowFarItIsAndWhy() {
    TrialView waiting = view(begun("node-lost"), RunState.WAITING);
    assertThat(waiting.getFailureKind()).isEqualTo("node-lost");
    assertThat(waiting.getFailureCause()).contains("desk");
    assertThat(waiting.getStages(0).getState()).isEqualTo("waiting");
    assertThat(waiting.getStages(0).getProgress()).isEqualTo(KEPT);
    assertThat(waiting.getStages(0).getSeconds()).isEqualTo(7);
  }

  @Test
  void oneThatWasAskedToStopHasNoTrouble() {
    assertThat(view(begun("stopped"), RunState.WAITING).getFailureKind()).isEmpty();
    assertThat(view(begun("rung"), RunState.WAITING).getFailureKind()).isEmpty();
  }

  @Test
  void oneThatGoesOnStandsAtItsCheckpointUntilItSaysMore() {
    TrialView running = view(begun("node-lost").setAttemptOpen(true), RunState.RUNNING);
    assertThat(running.getFailureKind()).isEmpty();
    assertThat(running.getStages(0).getState()).isEqualTo("running");
    assertThat(running.getStages(0).getProgress()).isEqualTo(KEPT);
  }
}
