package io.symlab.model.rule;

/**
 * Anything that maps gradients and its own state to an update: hand-made, learned, symbolic.
 * Immutable; its state is apart.
 */
public interface UpdateRule {
  /** What tables and plots call it. */
  String name();

  /** Fresh state for as many coordinates. */
  State start(int coordinates);

  /** A rule's memory on one problem; used by one thread at a time. */
  interface State extends AutoCloseable {
    /**
     * The update of one step, to be added to the parameters.
     *
     * @param gradient [coordinates], read only
     * @param step from 1
     * @param update [coordinates], overwritten
     */
    void update(float[] gradient, int step, float[] update);

    @Override
    default void close() {}
  }
}
