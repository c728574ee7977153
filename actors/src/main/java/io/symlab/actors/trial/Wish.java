package io.symlab.actors.trial;

import io.symlab.actors.stage.Failures;

/** What has been asked of a trial from above; it ends the attempt that runs. */
enum Wish {
  NONE(""),
  /** The lab stops in order: leave a checkpoint, and go on after its next start. */
  STOP("stopped"),
  /** The user wants no more of it. */
  CANCEL("cancelled");

  /** What an attempt ended of that the trial can't be blamed for. */
  static final String JOURNAL = "journal";

  private final String kind;

  Wish(String kind) {
    this.kind = kind;
  }

  /** What an attempt that ends for it is said to have ended of. */
  String kind() {
    return kind;
  }

  /** Whether an attempt that ended so has failed, and not just followed a wish. */
  static boolean isFailure(String kind) {
    return !kind.equals(STOP.kind)
        && !kind.equals(CANCEL.kind)
        && !kind.equals(JOURNAL)
        && !kind.equals(Failures.DAMAGED_CHECKPOINT);
  }
}
