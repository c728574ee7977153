package io.symlab.actors.trial;

import static org.assertj.core.api.Assertions.assertThat;

import io.symlab.experiment.RunState;
import io.symlab.proto.TrialState;
import java.time.Duration;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class NextStepTest {
  private static final RetryPolicy RETRY =
      new RetryPolicy(3, 5, 2, Duration.ofSeconds(2), Duration.ofSeconds(5));

  private static NextStep after(Consumer<TrialState.Builder> past, Wish wish, boolean rested) {
    var state = TrialState.newBuilder();
    past.accept(state);
    return NextStep.of(state.build(), wish, RungOrders.NONE, rested, RETRY);
  }

  @Test
  void aNewTrialWantsASlot() {
    assertThat(after(past -> {}, Wish.NONE, false)).isEqualTo(new NextStep.Enter());
  }

  @Test
  void anEndIsToldWhateverIsWished() {
    var ended = TrialEvents.ended(RunState.DONE, "", "");
    for (Wish wish : Wish.values()) {
      assertThat(after(past -> past.setEnded(ended), wish, false))
          .isEqualTo(new NextStep.TellEnd());
    }
  }

  @Test
  void anAttemptThatNobodyWorksOnIsClosedBeforeAnyWish() {
    for (Wish wish : Wish.values()) {
      assertThat(after(past -> past.setAttemptOpen(true), wish, false))
          .isEqualTo(new NextStep.CloseAttempt());
    }
  }

  @Test
  void aWishComesBeforeAnotherAttempt() {
    assertThat(after(past -> past.setFailuresInRow(1), Wish.STOP, false))
        .isEqualTo(new NextStep.Leave());
    NextStep cancelled = after(past -> past.setFailuresInRow(9), Wish.CANCEL, false);
    assertThat(cancelled)
        .isEqualTo(new NextStep.End(TrialEvents.ended(RunState.CANCELLED, "", "")));
  }

  @Test
  void backsOffTwiceAsLongAfterEachFailureUpToTheLongest() {
    assertThat(after(past -> past.setFailuresInRow(1), Wish.NONE, false))
        .isEqualTo(new NextStep.BackOff(Duration.ofSeconds(2)));
    assertThat(after(past -> past.setFailuresInRow(2), Wish.NONE, false))
        .isEqualTo(new NextStep.BackOff(Duration.ofSeconds(4)));
    assertThat(RETRY.pause(TrialState.newBuilder().setFailuresInRow(3).build()))
        .isEqualTo(Duration.ofSeconds(5));
  }

  @Test
  void triesAgainOnceItHasRested() {
    assertThat(after(past -> past.setFailuresInRow(2), Wish.NONE, true))
        .isEqualTo(new NextStep.Enter());
  }

  @Test
  void endsWhenTheBudgetInARowOrInAllIsUsed() {
    NextStep inRow =
        after(
            past -> past.setFailuresInRow(3).setFailures(3).setLastKind("bug").setLastCause("x"),
            Wish.NONE,
            true);
    assertThat(inRow)
        .isEqualTo(
            new NextStep.End(
                TrialEvents.ended(RunState.FAILED, "bug", "x (after 3 failed attempts)")));
    assertThat(after(past -> past.setFailuresInRow(1).setFailures(5), Wish.NONE, false))
        .isInstanceOf(NextStep.End.class);
  }

  @Test
  void endsWhenTheLabDiesUnderItAgainAndAgain() {
    assertThat(after(past -> past.setDeathsInRow(1), Wish.NONE, false))
        .isEqualTo(new NextStep.Enter());
    NextStep end = after(past -> past.setDeathsInRow(2), Wish.NONE, false);
    assertThat(end)
        .isInstanceOfSatisfying(
            NextStep.End.class,
            it -> {
              assertThat(it.how().getKind()).isEqualTo("killed-daemon");
              assertThat(RunState.FAILED.is(it.how().getState())).isTrue();
            });
  }
}
