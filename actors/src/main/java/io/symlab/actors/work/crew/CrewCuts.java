package io.symlab.actors.work.crew;

import com.google.protobuf.ByteString;
import io.symlab.proto.CrewCut;
import java.util.Arrays;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * A host's part of the cuts of an archipelago: the states of its islands at the ends of rounds,
 * kept here until they are asked for, or are wanted no more since a newer cut can be made.
 */
final class CrewCuts {
  private final int islands;
  private final TreeMap<Integer, ByteString[]> byRound = new TreeMap<>();

  /**
   * @param islands how many there are on this host
   */
  CrewCuts(int islands) {
    this.islands = islands;
  }

  /**
   * Keeps an island's state.
   *
   * @param island its place among those of this host
   * @return the round, when it was the last one to reach it
   */
  OptionalInt add(int island, int round, ByteString state) {
    ByteString[] states = byRound.computeIfAbsent(round, key -> new ByteString[islands]);
    states[island] = state;
    return Arrays.asList(states).contains(null) ? OptionalInt.empty() : OptionalInt.of(round);
  }

  /** The states at the end of a round that all have reached. */
  CrewCut at(int round) {
    ByteString[] states = byRound.get(round);
    if (states == null) {
      throw new IllegalStateException("no states are kept of round " + round);
    }
    return CrewCut.newBuilder().setRound(round).addAllIslands(Arrays.asList(states)).build();
  }

  /** No cut is made any more of rounds before this one. */
  void forget(int round) {
    byRound.headMap(round).clear();
  }

  /** Rounds of which something is kept. */
  int rounds() {
    return byRound.size();
  }
}
