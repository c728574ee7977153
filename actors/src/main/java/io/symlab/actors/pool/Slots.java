package io.symlab.actors.pool;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The ledger of a machine's slots: who may run how many slices at once. Every running trial holds
 * one slot at least, and may grow into what is free for as long as a stage of it runs; the others
 * wait, those of the highest priority at the head, and of these the one that was submitted first.
 */
public final class Slots {
  private final int total;
  private final Map<String, Integer> held = new HashMap<>();
  private final TreeMap<Order, String> waiting = new TreeMap<>();

  /**
   * A trial's place among all: by priority, then by experiment, then by its own number.
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

  /**
   * @param total at least one
   */
  Slots(int total) {
    if (total < 1) {
      throw new IllegalArgumentException("a lab needs at least one slot, not " + total);
    }
    this.total = total;
  }

  /** Queues up for one slot; nothing changes for one that holds some or waits already. */
  void enter(String holder, Order order) {
    if (!held.containsKey(holder)) {
      waiting.put(order, holder);
    }
  }

  /** Gives one that waits another place; nothing changes for one that does not. */
  void move(String holder, Order order) {
    if (waiting.values().remove(holder)) {
      waiting.put(order, holder);
    }
  }

  /** Gives free slots to those at the head of the queue; returns who got one. */
  List<String> admit() {
    var admitted = new ArrayList<String>();
    while (free() > 0 && !waiting.isEmpty()) {
      String next = waiting.pollFirstEntry().getValue();
      held.put(next, 1);
      admitted.add(next);
    }
    return admitted;
  }

  /**
   * Takes all that is free in addition to what the holder has.
   *
   * @return how many it holds now
   */
  int grow(String holder) {
    return held.merge(require(holder), free(), Integer::sum);
  }

  /** Gives back all but one. */
  void shrink(String holder) {
    held.put(require(holder), 1);
  }

  /** Gives back everything, the place in the queue too. */
  void leave(String holder) {
    held.remove(holder);
    waiting.values().remove(holder);
  }

  /** How many each holder has. */
  Map<String, Integer> held() {
    return Map.copyOf(held);
  }

  int total() {
    return total;
  }

  int free() {
    return total - held.values().stream().mapToInt(Integer::intValue).sum();
  }

  private String require(String holder) {
    if (!held.containsKey(holder)) {
      throw new IllegalStateException(holder + " holds no slot");
    }
    return holder;
  }
}
