package io.symlab.actors.pool;

import java.util.Comparator;

/**
 * A trial's place among all that wait: by priority, then by experiment, then by its own number.
 *
 * @param priority higher goes first
 * @param experiment number of the experiment
 * @param trial number of the trial in it
 */
public record Order(int priority, int experiment, int trial) implements Comparable<Order> {
  private static final Comparator<Order> BY_PLACE =
      Comparator.comparingInt(Order::priority)
          .reversed()
          .thenComparingInt(Order::experiment)
          .thenComparingInt(Order::trial);

  @Override
  public int compareTo(Order other) {
    return BY_PLACE.compare(this, other);
  }
}
