package io.symlab.actors.trial;

import io.symlab.actors.stage.Failures;
import io.symlab.experiment.RunState;
import java.util.EnumSet;
import java.util.Set;

/**
 * What has been asked of a trial from above; it ends the attempt that runs, after a checkpoint
 * where one is possible, and is no failure of it.
 *
 * @param how the trial stands once the wish is fulfilled; {@link RunState#RUNNING} when nothing was
 *     asked
 * @param cause a sentence
 */
record Wish(RunState how, String cause) {
  static final Wish NONE = new Wish(RunState.RUNNING, "");

  /** The lab stops in order: leave a checkpoint, and go on after its next start. */
  static final Wish STOP = new Wish(RunState.STOPPED, "asked to");

  /** The user wants no more of it. */
  static final Wish CANCEL = new Wish(RunState.CANCELLED, "asked to");

  private static final Set<RunState> ASKED_FOR =
      EnumSet.of(
          RunState.STOPPED, RunState.PAUSED, RunState.HELD, RunState.CANCELLED, RunState.PRUNED);

  /** What attempts end of that their trial can't be blamed for. */
  private static final Set<String> BLAMELESS =
      Set.of(AttemptEnd.JOURNAL, Failures.DISK, Failures.DAMAGED_CHECKPOINT, Failures.NODE_LOST);

  /**
   * To leave a checkpoint, give the slot back and wait to be started again.
   *
   * @param how paused or held
   */
  static Wish rest(RunState how, String cause) {
    return new Wish(how, cause);
  }

  boolean isNone() {
    return how == RunState.RUNNING;
  }

  /** Whether the trial is not to go on later. */
  boolean ends() {
    return how.ended();
  }

  /** What an attempt that ends for it is said to have ended of. */
  String kind() {
    return isNone() ? "" : how.word();
  }

  /** Which of two counts: the lab's leaving before all, then an end, then the newest. */
  Wish and(Wish asked) {
    boolean stays = how == RunState.STOPPED || (ends() && asked.how != RunState.STOPPED);
    return stays ? this : asked;
  }

  /** Whether an attempt that ended so has failed, and not just followed a wish. */
  static boolean isFailure(String kind) {
    return !BLAMELESS.contains(kind)
        && RunState.of(kind).map(state -> !ASKED_FOR.contains(state)).orElse(true);
  }
}
