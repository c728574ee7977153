package io.symlab.actors.work.distill;

import com.google.protobuf.ByteString;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Gathers the islands' states into consistent cuts: all islands at the end of the same round, which
 * they reach at different times. Of several that are whole only the newest counts.
 */
final class ConsistentCuts {
  /**
   * A cut that is whole.
   *
   * @param round rounds that every island has ended
   * @param islands their states, in the islands' order
   */
  record Cut(int round, List<ByteString> islands) {}

  private final int islands;
  private final TreeMap<Integer, ByteString[]> open = new TreeMap<>();

  ConsistentCuts(int islands) {
    this.islands = islands;
  }

  /** An island's state has come; gives the cut that it made whole. */
  Optional<Cut> add(int island, int round, ByteString state) {
    ByteString[] states = open.computeIfAbsent(round, key -> new ByteString[islands]);
    states[island] = state;
    if (Arrays.asList(states).contains(null)) {
      return Optional.empty();
    }
    open.headMap(round, true).clear();
    return Optional.of(new Cut(round, List.of(states)));
  }
}
