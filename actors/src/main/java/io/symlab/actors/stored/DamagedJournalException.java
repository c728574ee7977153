package io.symlab.actors.stored;

import java.io.IOException;
import java.util.List;

/** A journal of which something can't be read that had been written down. */
public final class DamagedJournalException extends IOException {
  private static final long serialVersionUID = 1L;

  private final transient List<String> damages;

  /**
   * @param damages what is damaged, a line each
   */
  public DamagedJournalException(List<String> damages) {
    super(String.join("; ", damages));
    this.damages = List.copyOf(damages);
  }

  public List<String> damages() {
    return damages;
  }
}
