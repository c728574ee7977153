package io.symlab.model.rule.compiled;

import io.symlab.model.rule.compiled.LoopCode.Kind;
import io.symlab.model.rule.compiled.LoopCode.Op;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A code cut into loops that run one after the other over a block of rows. One loop for all would
 * be slower: HotSpot stops inlining vector operations after some hundred of them, and then each is
 * an object; and where one long function's result is the next one's argument, the processor waits
 * for it in every row, having too few rows at hand. What a later loop needs of an earlier one goes
 * through scratch arrays, which stay in the first-level cache.
 *
 * @param parts in their order
 * @param scratch arrays that they need beside the code's own
 */
record LoopParts(List<Part> parts, int scratch) {
  /** Operations of a loop: a long function and what there is before and after it. */
  static final int LIMIT = 36;

  /**
   * One loop.
   *
   * @param from its first operation
   * @param to the one after its last
   * @param taken values from scratch arrays, by value
   * @param left values into scratch arrays, by value
   */
  record Part(int from, int to, TreeMap<Integer, Integer> taken, TreeMap<Integer, Integer> left) {}

  /**
   * Cuts a code.
   *
   * @param arrays how many the code has: scratch arrays get the numbers from there on
   */
  static LoopParts of(LoopCode code, int arrays) {
    List<Op> ops = code.ops();
    List<Integer> cuts = cuts(ops);
    TreeMap<Integer, Integer> places = new TreeMap<>();
    List<Part> parts = new ArrayList<>();
    int from = 0;
    for (int to : cuts) {
      TreeMap<Integer, Integer> taken = new TreeMap<>();
      for (int value : used(ops, from, to)) {
        if (value < from) {
          taken.put(value, places.computeIfAbsent(value, v -> arrays + places.size()));
        }
      }
      parts.add(new Part(from, to, taken, new TreeMap<>()));
      from = to;
    }
    for (Part part : parts) {
      part.left().putAll(places.subMap(part.from(), part.to()));
    }
    return new LoopParts(parts, places.size());
  }

  /**
   * Where loops end: as late as the limit allows, where the fewest values cross, and around what is
   * alone.
   */
  private static List<Integer> cuts(List<Op> ops) {
    List<Integer> cuts = new ArrayList<>();
    int from = 0;
    while (from < ops.size()) {
      if (ops.get(from).isAlone()) {
        cuts.add(++from);
        continue;
      }
      int until = from;
      while (until < ops.size() && !ops.get(until).isAlone()) {
        until++;
      }
      int end = from;
      int weight = 0;
      int best = 0;
      int fewest = Integer.MAX_VALUE;
      while (end < until && weight + weight(ops.get(end)) <= LIMIT) {
        weight += weight(ops.get(end));
        end++;
        if (2 * weight >= LIMIT) {
          int crossing = crossing(ops, end);
          if (crossing <= fewest) {
            fewest = crossing;
            best = end;
          }
        }
      }
      from = end == until ? end : best;
      cuts.add(from);
    }
    return cuts;
  }

  private static int weight(Op op) {
    return op.isConstant() ? 0 : op.kind() == Kind.LESS || op.kind() == Kind.LESS_OR_EQUAL ? 2 : 1;
  }

  private static int crossing(List<Op> ops, int cut) {
    return used(ops, cut, ops.size()).headSet(cut).size();
  }

  /** Values that operations use, without those that each loop makes for itself. */
  private static TreeSet<Integer> used(List<Op> ops, int from, int to) {
    TreeSet<Integer> used = new TreeSet<>();
    for (Op op : ops.subList(from, to)) {
      op.arguments().stream().filter(v -> !ops.get(v).isConstant()).forEach(used::add);
    }
    return used;
  }
}
