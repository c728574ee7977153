package io.symlab.actors.host;

/** A worker elsewhere has asked for, or sent, what no worker of its stage does. */
public final class ForeignMessageException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param what it did, after "it"
   */
  ForeignMessageException(String what) {
    super(what);
  }
}
