package io.symlab.actors.trial;

import static org.assertj.core.api.Assertions.assertThat;

import io.symlab.experiment.RunState;
import io.symlab.proto.TrialState;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class NextStepTest {
  private static final RetryPolicy RETRY =
      new RetryPolicy(3, 5, 2, Duration.ofSeconds(2), Duration.ofSeconds(5));

  private static final List<Wish> WISHES =
      List.of(Wish.NONE, Wish.STOP, Wish.CANCEL, Wish.rest(RunState.PAUSED, "asked to"));

  private static NextStep after(Consumer<TrialState.Builder> past, Wish wish, boolean rested) {
    var state = TrialState.newBuilder();
    past.accept(state);
    return NextStep.of(state.build(), around(wish, rested), RETRY);
  }

  private static NextStep.Circumstances around(Wish wish, boolean rested) {
    return new NextStep.Circumstances(wish, RungOrders.NONE, Optional.empty(), rested, true);
  }

  private static NextStep without(String missing, TrialState state, Wish wish) {
    var now = new NextStep.Circumstances(wish, RungOrders.NONE, Optional.of(missing), true, true);
    return NextStep.of(state, now, RETRY);
  }

  @Test
  void isHeldForAsLongAsSomethingIsMissingAndWritesNothing() {
    var open = TrialState.newBuilder().setAttempt(1).setAttemptOpen(true).build();
    assertThat(without("no space", open, Wish.NONE))
        .isEqualTo(new NextStep.Hold("no space", false));
    var exhausted = TrialState.newBuilder().setFailures(99).setFailuresInRow(99).build();
    assertThat(without("no space", exhausted, Wish.NONE))
        .isEqualTo(new NextStep.Hold("no space", false));
    assertThat(without("no space", open, Wish.STOP)).isEqualTo(new NextStep.CloseAttempt());
    assertThat(without("no space", exhausted, Wish.STOP)).isEqualTo(new NextStep.Leave());
  }

  @Test
  void restsAfterADiskFailedItAndThenTriesAgainHoweverOften() {
    var state = TrialState.newBuilder().setAttempt(50).setLastKind("disk").setLastCause("full");
    assertThat(NextStep.of(state.build(), around(Wish.NONE, false), RETRY))
        .isEqualTo(new NextStep.Hold("full", true));
    assertThat(NextStep.of(state.build(), around(Wish.NONE, true), RETRY))
        .isEqualTo(new NextStep.Enter());
  }

  @Test
  void aDeathOfTheLabIsHeldAgainstTheFirstAtWorkAlone() {
    var died = TrialState.newBuilder().setDeathsInRow(2).build();
    assertThat(NextStep.of(died, around(Wish.NONE, false), RETRY)).isInstanceOf(NextStep.End.class);
    var other =
        new NextStep.Circumstances(Wish.NONE, RungOrders.NONE, Optional.empty(), false, false);
    assertThat(NextStep.of(died, other, RETRY)).isEqualTo(new NextStep.Enter());
  }

  @Test
  void aNewTrialWantsASlot() {
    assertThat(after(past -> {}, Wish.NONE, false)).isEqualTo(new NextStep.Enter());
  }

  @Test
  void anEndIsToldWhateverIsWished() {
    var ended = TrialEvents.ended(RunState.DONE, "", "");
    for (Wish wish : WISHES) {
      assertThat(after(past -> past.setEnded(ended), wish, false))
          .isEqualTo(new NextStep.TellEnd());
    }
  }

  @Test
  void anAttemptThatNobodyWorksOnIsClosedBeforeAnyWish() {
    for (Wish wish : WISHES) {
      assertThat(after(past -> past.setAttemptOpen(true), wish, false))
          .isEqualTo(new NextStep.CloseAttempt());
    }
  }

  @Test
  void aWishComesBeforeAnotherAttempt() {
    assertThat(after(past -> past.setFailuresInRow(1), Wish.STOP, false))
        .isEqualTo(new NextStep.Leave());
    assertThat(after(past -> past.setFailuresInRow(9), Wish.rest(RunState.PAUSED, "x"), true))
        .isEqualTo(new NextStep.Leave());
    NextStep cancelled = after(past -> past.setFailuresInRow(9), Wish.CANCEL, false);
    assertThat(cancelled)
        .isEqualTo(new NextStep.End(TrialEvents.ended(RunState.CANCELLED, "", "")));
  }

  @Test
  void ofTwoWishesTheLabsLeavingCountsMostAndThenAnEnd() {
    Wish pause = Wish.rest(RunState.PAUSED, "x");
    assertThat(Wish.NONE.and(pause)).isEqualTo(pause);
    assertThat(pause.and(Wish.CANCEL)).isEqualTo(Wish.CANCEL);
    assertThat(Wish.CANCEL.and(pause)).isEqualTo(Wish.CANCEL);
    assertThat(Wish.CANCEL.and(Wish.STOP)).isEqualTo(Wish.STOP);
    assertThat(Wish.STOP.and(Wish.CANCEL)).isEqualTo(Wish.STOP);
  }

  @Test
  void onlyAnEndThatNobodyAskedForIsAFailure() {
    for (String asked :
        List.of("stopped", "paused", "held", "cancelled", "pruned", "disk", "journal")) {
      assertThat(Wish.isFailure(asked)).as(asked).isFalse();
    }
    for (String failed : List.of("bug", "diverged", "failed", "")) {
      assertThat(Wish.isFailure(failed)).as(failed).isTrue();
    }
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
