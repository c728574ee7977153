package io.symlab.model.rule;

import io.symlab.model.optimizee.Optimizee.ParameterGroup;
import java.util.List;
import java.util.Optional;

/**
 * Anything that maps gradients and its own state to an update: hand-made, learned, symbolic.
 * Immutable; its state is apart.
 */
public interface UpdateRule {
  /** What tables and plots call it. */
  String name();

  /** Fresh state for as many coordinates. */
  State start(int coordinates);

  /**
   * Fresh state for a problem of these groups, without gaps; what rules that tell groups apart are
   * started by.
   *
   * @throws IllegalArgumentException when the rule cannot work on such groups; the message says why
   */
  default State start(List<ParameterGroup> groups) {
    return start(groups.stream().mapToInt(ParameterGroup::length).sum());
  }

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

    /**
     * The same for whoever has the parameters at hand: rules that decay weights look at them, all
     * others do not.
     *
     * @param theta [coordinates], the parameters before the step, read only
     */
    default void update(float[] theta, float[] gradient, int step, float[] update) {
      update(gradient, step, update);
    }

    /**
     * The base rate of each coordinate, [coordinates], where the rule has learned rates for groups
     * of them; empty where one scale goes for all.
     */
    default Optional<float[]> rates() {
      return Optional.empty();
    }

    @Override
    default void close() {}
  }
}
