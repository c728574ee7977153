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
  private Optional<String> offered = Optional.empty();

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

  /** What the attempt that runs is to end for, or may end for: a wish, a want, an offer. */
  Wish onAttempt() {
    return wish.isNone()
        ? missing.or(() -> offered).map(what -> Wish.rest(RunState.HELD, what)).orElse(wish)
        : wish;
  }

  /** Whether the attempt that runs may run on. */
  boolean isFree() {
    return wish.isNone() && missing.isEmpty();
  }

  /** The attempt that runs can't go on without this. */
  void miss(String what) {
    missing = Optional.of(what);
  }

  /** The attempt that runs may end for this, if its worker likes; it may run on as well. */
  void offer(String what) {
    offered = Optional.of(what);
  }

  /** What is missing is looked for anew; what was offered is gone. */
  void missNothing() {
    missing = Optional.empty();
    offered = Optional.empty();
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
