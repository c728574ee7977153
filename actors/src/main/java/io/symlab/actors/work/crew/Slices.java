package io.symlab.actors.work.crew;

import io.symlab.actors.work.crew.Turns.Kind;
import io.symlab.proto.Turn;
import java.time.Duration;
import java.util.Optional;

/**
 * The slices of a crew: whose is next, and until when any may begin. A crew whose leader is not
 * heard of stops by itself.
 */
final class Slices {
  private final Turns turns;
  private final Turn turn;
  private long until;

  /**
   * @param slots how many run at once
   * @param milliseconds how long one is
   */
  Slices(int slots, int milliseconds) {
    turns = new Turns(slots);
    turn = Turn.newBuilder().setMilliseconds(milliseconds).build();
    until = System.nanoTime();
  }

  /** They may begin for so long from now. */
  void allow(int milliseconds) {
    until = System.nanoTime() + Duration.ofMillis(milliseconds).toNanos();
  }

  /** An island or a rollout has work for a slice. */
  void ask(String worker) {
    turns.ask(CrewIslands.has(worker) ? Kind.ISLAND : Kind.ROLLOUT, worker);
  }

  /** One has ended. */
  void ended() {
    turns.ended();
  }

  /** Whose slice begins now; empty: nobody's. */
  Optional<String> next() {
    return System.nanoTime() - until < 0 ? turns.next() : Optional.empty();
  }

  /** What whoever is next is told. */
  Turn turn() {
    return turn;
  }
}
