package io.symlab.actors.worker;

/**
 * Why a worker is no longer with its lab.
 *
 * @param kind what follows
 * @param why in words
 */
record WorkerEnd(Kind kind, String why) {
  enum Kind {
    /** It was asked to leave, and has left in order. */
    LEFT,
    /** The lab does not take it, as things stand. */
    REFUSED,
    /** Its certificate holds no more. */
    REMOVED,
    /** The lab is gone or can't be reached, or takes it for dead. */
    LOST
  }
}
