package io.symlab.actors.trial;

import static org.assertj.core.api.Assertions.assertThat;

import io.symlab.experiment.Stage;
import io.symlab.proto.CheckpointSaved;
import io.symlab.proto.FileRef;
import io.symlab.proto.StageEnded;
import io.symlab.proto.StageFailure;
import io.symlab.proto.StageHost;
import io.symlab.proto.StageProgress;
import io.symlab.proto.StageReport;
import io.symlab.proto.TrialEvent;
import io.symlab.proto.TrialState;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a worker's report makes happen. */
class TrialEventsTest {
  private static final FileRef FILE = FileRef.newBuilder().setPath("x").build();

  private static final StageHost DESK = StageHost.newBuilder().setHost("desk").build();
  private static final StageFacts FACTS =
      new StageFacts(
          7,
          Optional.of(
              StageProgress.newBuilder()
                  .setDone(3)
                  .setTotal(9)
                  .setRate(2)
                  .setSecondsLeft(3)
                  .build()),
          List.of(DESK));

  private static StageReport.Builder report() {
    return StageReport.newBuilder().setAttempt(1).setStage(Stage.DISTILL.word());
  }

  private static List<TrialEvent> of(StageReport.Builder report, int stagesEnded, Wish wish) {
    var state = TrialState.newBuilder().setAttempt(1).setAttemptOpen(true);
    for (int i = 0; i < stagesEnded; i++) {
      state.addEndedStages(StageEnded.newBuilder().setStage(Stage.usual().get(i).word()));
    }
    return TrialEvents.ofReport(
        report.build(),
        state.build(),
        new TrialHistory(Stage.usual()),
        wish,
        FACTS,
        RungOrders.NONE);
  }

  @Test
  void progressIsNotJournalled() {
    assertThat(of(report().setProgressed(StageProgress.getDefaultInstance()), 1, Wish.NONE))
        .isEmpty();
  }

  @Test
  void aCheckpointIsJournalledWithTheSecondsSpent() {
    TrialEvent event = of(report().setCheckpointSaved(FILE), 1, Wish.NONE).get(0);
    assertThat(event.getCheckpointSaved().getFile()).isEqualTo(FILE);
    assertThat(event.getCheckpointSaved().getStage()).isEqualTo("distill");
    assertThat(event.getCheckpointSaved().getSeconds()).isEqualTo(7);
  }

  @Test
  void aCheckpointIsJournalledWithHowFarAndWhereItWasMade() {
    CheckpointSaved saved =
        of(report().setCheckpointSaved(FILE), 1, Wish.NONE).get(0).getCheckpointSaved();
    assertThat(saved.getProgress().getDone()).isEqualTo(3);
    assertThat(saved.getProgress().getRate()).isZero();
    assertThat(saved.getProgress().getSecondsLeft()).isNegative();
    assertThat(saved.getHostsList()).containsExactly(DESK);
  }

  @Test
  void whoHadAPartInAStageIsKnownInTheEnd() {
    var history = new TrialHistory(Stage.usual());
    StageHost lost = StageHost.newBuilder().setHost("lost").build();
    TrialState state =
        history.apply(
            TrialState.newBuilder().setAttempt(1).setAttemptOpen(true).build(),
            TrialEvent.newBuilder()
                .setCheckpointSaved(CheckpointSaved.newBuilder().setFile(FILE).addHosts(lost))
                .build());
    assertThat(state.getCheckpoint().getHostsList()).isEmpty();
    var report = report().setStage(Stage.META_TRAIN.word());
    for (StageReport one :
        List.of(
            report.setCheckpointSaved(FILE).build(),
            report.setCheckpointSaved(FILE).build(),
            report.setFinished(FILE).build())) {
      var events = TrialEvents.ofReport(one, state, history, Wish.NONE, FACTS, RungOrders.NONE);
      state = history.apply(state, events.get(0));
    }
    assertThat(state.getEndedStages(0).getHostsList()).containsExactly(lost, DESK);
    assertThat(state.getHostsList()).isEmpty();
  }

  @Test
  void onlyTheLastStageEndsTheTrialAndBothAreOneWrite() {
    List<TrialEvent> second = of(report().setFinished(FILE), 1, Wish.NONE);
    assertThat(second).hasSize(1);
    assertThat(TrialEvents.endTheTrial(second)).isFalse();
    List<TrialEvent> last = of(report().setFinished(FILE), 4, Wish.NONE);
    assertThat(last).hasSize(2);
    assertThat(last.get(0).hasStageEnded()).isTrue();
    assertThat(last.get(1).getTrialEnded().getState()).isEqualTo("done");
    assertThat(TrialEvents.endTheTrial(last)).isTrue();
  }

  @Test
  void aFailureEndsTheAttempt() {
    var failure = StageFailure.newBuilder().setKind("diverged").setCause("the loss is NaN");
    var ended = of(report().setFailed(failure), 1, Wish.STOP).get(0).getAttemptEnded();
    assertThat(ended.getKind()).isEqualTo("diverged");
    assertThat(ended.getCause()).isEqualTo("the loss is NaN");
  }

  @Test
  void aStopCountsAsWhatWasAskedForAndUnaskedAsADefect() {
    assertThat(kind(Wish.STOP)).isEqualTo("stopped");
    assertThat(kind(Wish.CANCEL)).isEqualTo("cancelled");
    assertThat(kind(Wish.NONE)).isEqualTo("bug");
  }

  private static String kind(Wish wish) {
    return of(report().setStopped(true), 1, wish).get(0).getAttemptEnded().getKind();
  }
}
