package io.symlab.actors.store;

import java.io.IOException;

/** A file that is not what was written under its name: missing, cut short, or changed. */
public final class DamagedFileException extends IOException {
  private static final long serialVersionUID = 1L;

  public DamagedFileException(String message) {
    super(message);
  }
}
