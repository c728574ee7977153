package io.symlab.actors.trial;

import io.symlab.proto.StageFailure;

/**
 * Of what an attempt ended, as the journal has it.
 *
 * @param kind a word, e.g. {@code diverged}; {@link Wish#kind} where it was asked to end
 * @param cause a sentence
 */
record AttemptEnd(String kind, String cause) {
  /** What an attempt is said to have ended of when the lab died under it. */
  static final String KILLED_DAEMON = "killed-daemon";

  /** What one is said to have ended of whose journal failed. */
  static final String JOURNAL = "journal";

  /** What it is said to have ended of when it waits for the verdict of a rung. */
  static final String AT_RUNG = "rung";

  private static final String BUG = "bug";

  static AttemptEnd labDied() {
    return new AttemptEnd(KILLED_DAEMON, "the lab died while this attempt ran");
  }

  /** Its journal could not be written; what had not been written of the attempt is done again. */
  static AttemptEnd journalFailed() {
    return new AttemptEnd(JOURNAL, "the journal could not be written for a while");
  }

  static AttemptEnd asked(Wish wish) {
    return new AttemptEnd(wish.kind(), wish.cause());
  }

  static AttemptEnd askedInVain(Wish wish) {
    return new AttemptEnd(wish.kind(), wish.cause() + "; the worker did not stop in time");
  }

  static AttemptEnd atRung() {
    return new AttemptEnd(AT_RUNG, "its sweep compares it with others before it goes on");
  }

  static AttemptEnd failed(StageFailure failure) {
    return new AttemptEnd(failure.getKind(), failure.getCause());
  }

  /** Its worker said that it stopped, and nobody had asked it to. */
  static AttemptEnd stoppedUnasked(String stage) {
    return new AttemptEnd(BUG, "the worker of " + stage + " stopped unasked");
  }

  /**
   * Its worker is gone and had not said how its stage ended.
   *
   * @param kind of its failure; empty when it did not fail
   */
  static AttemptEnd workerGone(String stage, String kind, String cause) {
    return kind.isEmpty()
        ? new AttemptEnd(BUG, "the worker of " + stage + " ended without a word")
        : new AttemptEnd(kind, cause);
  }
}
