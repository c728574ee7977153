package io.symlab.actors.store;

import java.io.IOException;

/** A checkpoint that is not what was written: the stage goes on from an older one, or anew. */
public final class DamagedCheckpointException extends IOException {
  private static final long serialVersionUID = 1L;

  public DamagedCheckpointException(DamagedFileException cause) {
    super(cause.getMessage(), cause);
  }
}
