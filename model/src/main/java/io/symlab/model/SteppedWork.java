package io.symlab.model;

/**
 * Long work that goes on in small steps: whoever drives it may stop after any step, and go on
 * later, in another process too, from a checkpoint. Meta-training and meta-tuning are such works; a
 * trainer drives them in slices.
 *
 * @param <R> what it produces
 */
public interface SteppedWork<R> extends AutoCloseable {
  /** Whether all is done; the result can then be asked for. */
  boolean done();

  /**
   * Does one atom of work, a few milliseconds (one optimizer step).
   *
   * @return whether a checkpoint can be taken now (an epoch has ended)
   * @throws DivergedException when a loss or a parameter is no longer finite
   */
  boolean step();

  /**
   * Everything needed to go on bit-identically, in this work's own versioned form; only right after
   * {@link #step} returned true.
   */
  byte[] checkpoint();

  /** What this work has produced, best so far; whenever {@link #checkpoint} may be called. */
  R result();

  /**
   * Does all that is left, in this thread.
   *
   * @return the result
   * @throws DivergedException as {@link #step} does
   */
  default R finish() {
    while (!done()) {
      step();
    }
    return result();
  }

  Progress progress();

  @Override
  void close();
}
