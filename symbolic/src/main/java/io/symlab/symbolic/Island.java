package io.symlab.symbolic;

/** One population of expressions, evolving on its own. */
public final class Island {
  private final int index;
  private int round;

  private Island(int index) {
    this.index = index;
  }

  /** A new island, before its round 0. */
  public static Island create(SearchSettings settings, int index, int features) {
    return new Island(index);
  }

  /** Back from {@link #encode}. */
  public static Island decode(SearchSettings settings, byte[] bytes) {
    return new Island(0);
  }

  /** Which island of its ring. */
  public int index() {
    return index;
  }

  /** Rounds ended so far: the number of the round that is running or comes next. */
  public int round() {
    return round;
  }

  /** Starts a round. */
  public void beginRound(Samples samples, Elites migrants) {}

  /** Evolves until the round ends (true) or the deadline has passed (false). */
  public boolean evolve(long deadlineNanos) {
    round++;
    return true;
  }

  /** The elites it sent after one of its last d rounds. */
  public Elites elitesAfter(int ended) {
    return Elites.NONE;
  }

  /** The best it has found, in the units of the samples. */
  public Front front() {
    return Front.EMPTY;
  }

  /** Programs evaluated so far. */
  public long evaluations() {
    return 0;
  }

  /** Nodes times rows evaluated so far. */
  public long nodeRows() {
    return 0;
  }

  /** Between rounds: everything needed to go on bit for bit. */
  public byte[] encode() {
    return new byte[0];
  }
}
