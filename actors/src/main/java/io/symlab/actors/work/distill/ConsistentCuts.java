package io.symlab.actors.work.distill;

import com.google.protobuf.ByteString;
import io.symlab.proto.CrewCut;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;

/**
 * Makes consistent cuts of what the crews keep: all islands at the end of the same round, which
 * they reach at different times. The states stay on their hosts until a cut is to be saved; one is
 * gathered at a time, of the newest round that all have reached.
 */
final class ConsistentCuts {
  /**
   * A cut that is whole.
   *
   * @param round rounds that every island has ended
   * @param islands their states, in the islands' order
   */
  record Cut(int round, List<ByteString> islands) {}

  private final Map<Integer, Integer> kept = new HashMap<>();
  private final TreeMap<Integer, CrewCut> parts = new TreeMap<>();
  private int gathered;
  private boolean coming;

  /**
   * @param crews those that have islands, told apart by the ring's index of their first one
   */
  ConsistentCuts(Set<Integer> crews) {
    crews.forEach(first -> kept.put(first, 0));
  }

  /** A crew has the states of all its islands at the end of a round. */
  void kept(int first, int round) {
    kept.merge(first, round, Math::max);
  }

  /** The newest round of which a cut can be made; 0: there is none yet. */
  int newest() {
    return kept.values().stream().mapToInt(Integer::intValue).min().orElse(0);
  }

  /** The round whose states all crews are to send; empty: none is new, or one is coming. */
  OptionalInt gather() {
    if (coming || newest() <= gathered) {
      return OptionalInt.empty();
    }
    coming = true;
    gathered = newest();
    return OptionalInt.of(gathered);
  }

  /** Whether one is being gathered. */
  boolean coming() {
    return coming;
  }

  /** A crew's part has come; gives the cut that it made whole. */
  Optional<Cut> came(int first, CrewCut part) {
    if (!coming || part.getRound() != gathered || !kept.containsKey(first)) {
      throw new IllegalArgumentException("states of round " + part.getRound() + " nobody wants");
    }
    parts.put(first, part);
    if (parts.size() < kept.size()) {
      return Optional.empty();
    }
    List<ByteString> islands = new ArrayList<>();
    parts.values().forEach(one -> islands.addAll(one.getIslandsList()));
    parts.clear();
    coming = false;
    return Optional.of(new Cut(gathered, islands));
  }
}
