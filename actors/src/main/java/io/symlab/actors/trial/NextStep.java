package io.symlab.actors.trial;

import io.symlab.experiment.RunState;
import io.symlab.proto.TrialEnded;
import io.symlab.proto.TrialState;
import java.time.Duration;
import java.util.Optional;

/** What a trial does when none of its stages is being worked on. */
sealed interface NextStep {
  /** It has ended: tell whoever asks. */
  record TellEnd() implements NextStep {}

  /** An attempt is open that nobody works on, because the process died under it: close it. */
  record CloseAttempt() implements NextStep {}

  /** It was asked to end its actor, to go on later. */
  record Leave() implements NextStep {}

  /** It ends for good. */
  record End(TrialEnded how) implements NextStep {}

  /** It has come to a rung: end, to go on when its sweep says so. */
  record AtRung() implements NextStep {}

  /** It waits before it tries again. */
  record BackOff(Duration pause) implements NextStep {}

  /** It wants a slot, for another attempt. */
  record Enter() implements NextStep {}

  /**
   * A pure function of what the trial has come to.
   *
   * @param wish what has been asked of it
   * @param rungs what its sweep has decided
   * @param rested whether it has waited already after its last failure
   */
  static NextStep of(
      TrialState state, Wish wish, RungOrders rungs, boolean rested, RetryPolicy retry) {
    if (state.hasEnded()) {
      return new TellEnd();
    }
    if (state.getAttemptOpen()) {
      return new CloseAttempt();
    }
    if (wish.ends()) {
      return new End(TrialEvents.ended(wish.how(), "", ""));
    }
    if (!wish.isNone()) {
      return new Leave();
    }
    if (!rungs.pruned().isEmpty()) {
      return new End(TrialEvents.ended(RunState.PRUNED, "early-stopping", rungs.pruned()));
    }
    if (rungs.waits(state)) {
      return new AtRung();
    }
    Optional<TrialEnded> verdict = retry.verdict(state);
    if (verdict.isPresent()) {
      return new End(verdict.get());
    }
    Duration pause = retry.pause(state);
    return pause.isZero() || rested ? new Enter() : new BackOff(pause);
  }
}
