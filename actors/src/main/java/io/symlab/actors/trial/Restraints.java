package io.symlab.actors.trial;

import io.symlab.actors.home.HomeHealth;
import io.symlab.experiment.RunState;
import java.util.Optional;

/**
 * What keeps a trial from its work: what has been asked of it, and what is missing through no fault
 * of its own: space on the lab's disk, the data it was submitted with, a host that stays. For what
 * is missing it is held, and goes on when that is over. Part of the trial's actor, used in its
 * handlers only.
 */
final class Restraints {
  private final HomeHealth health;
  private final SubmittedData data;
  private Wish wish = Wish.NONE;
  private Optional<String> missing = Optional.empty();

  Restraints(HomeHealth health, TrialPlan plan) {
    this.health = health;
    this.data = new SubmittedData(plan);
  }

  /** Something is asked of the trial, beside what was before. */
  void ask(Wish asked) {
    wish = wish.and(asked);
  }

  /** What has been asked of it. */
  Wish wish() {
    return wish;
  }

  /** What ends the attempt that runs: a wish, or the want of something. */
  Wish onAttempt() {
    return wish.isNone() && missing.isPresent() ? Wish.rest(RunState.HELD, missing.get()) : wish;
  }

  /** Whether the attempt that runs may run on. */
  boolean isFree() {
    return onAttempt().isNone();
  }

  /** The attempt that runs can't go on without this. */
  void miss(String what) {
    missing = Optional.of(what);
  }

  /** What is missing is looked for anew with the next attempt. */
  void missNothing() {
    missing = Optional.empty();
  }

  /** The same, but for what the lab has noticed of its disk; costs nothing. */
  void lookAtLab() {
    missing = health.trouble();
  }

  /**
   * The same, and whether the data are there and as they were, which are read where they changed.
   */
  void lookAtAll() {
    missing = obstacle();
  }

  /** What is missing now, in words. */
  Optional<String> obstacle() {
    return health.trouble().or(data::trouble);
  }
}
