package io.symlab.actors.trial;

import io.symlab.actors.stage.Failures;
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

  /**
   * It waits for something that is missing, and looks again now and then.
   *
   * @param again whether nothing tells that it is there again but trying
   */
  record Hold(String cause, boolean again) implements NextStep {}

  /** It wants a slot, for another attempt. */
  record Enter() implements NextStep {}

  /**
   * What the trial finds around it.
   *
   * @param wish what has been asked of it
   * @param rungs what its sweep has decided
   * @param obstacle what is missing, in words
   * @param rested whether it has waited already after its last failure
   * @param blamed whether a death of the lab may be its doing: it was the first at work, or alone
   */
  record Circumstances(
      Wish wish, RungOrders rungs, Optional<String> obstacle, boolean rested, boolean blamed) {}

  /** A pure function of what the trial has come to, and of what it finds around it. */
  static NextStep of(TrialState state, Circumstances now, RetryPolicy retry) {
    Wish wish = now.wish();
    if (state.hasEnded()) {
      return new TellEnd();
    }
    if (now.obstacle().isPresent() && wish.isNone()) {
      return new Hold(
          now.obstacle().get(), false); // without a word in the journal, which may be full
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
    if (!now.rungs().pruned().isEmpty()) {
      return new End(TrialEvents.ended(RunState.PRUNED, "early-stopping", now.rungs().pruned()));
    }
    if (now.rungs().waits(state)) {
      return new AtRung();
    }
    Optional<TrialEnded> verdict = retry.verdict(state, now.blamed());
    if (verdict.isPresent()) {
      return new End(verdict.get());
    }
    if (Failures.DISK.equals(state.getLastKind()) && !now.rested()) {
      return new Hold(state.getLastCause(), true);
    }
    Duration pause = retry.pause(state);
    return pause.isZero() || now.rested() ? new Enter() : new BackOff(pause);
  }
}
