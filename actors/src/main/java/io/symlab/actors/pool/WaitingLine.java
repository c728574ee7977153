package io.symlab.actors.pool;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Those that wait for resources, in one order. Those of the same need stand behind each other: when
 * the first can't be served, none of them can, and nobody looks at the others.
 */
final class WaitingLine {
  private final Map<String, Place> places = new HashMap<>();
  private final Map<Need, TreeMap<Order, String>> queues = new HashMap<>();

  private record Place(Order order, Need need) {}

  boolean has(String holder) {
    return places.containsKey(holder);
  }

  void enter(String holder, Order order, Need need) {
    places.put(holder, new Place(order, need));
    queues.computeIfAbsent(need, none -> new TreeMap<>()).put(order, holder);
  }

  /** Gives one that waits another place; nothing changes for one that does not. */
  void move(String holder, Order order) {
    Place was = places.get(holder);
    if (was != null) {
      leave(holder);
      enter(holder, order, was.need());
    }
  }

  /** Nothing changes for one that does not wait. */
  void leave(String holder) {
    Place was = places.remove(holder);
    if (was != null) {
      TreeMap<Order, String> queue = queues.get(was.need());
      queue.remove(was.order());
      if (queue.isEmpty()) {
        queues.remove(was.need());
      }
    }
  }

  /** What those that wait need. */
  Set<Need> needs() {
    return queues.keySet();
  }

  /** The place of the first of those of a need, of which there is one. */
  Order first(Need need) {
    return queues.get(need).firstKey();
  }

  /** Takes the first of those of a need out of the line. */
  String poll(Need need) {
    String holder = queues.get(need).firstEntry().getValue();
    leave(holder);
    return holder;
  }
}
