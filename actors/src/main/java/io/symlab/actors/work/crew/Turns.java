package io.symlab.actors.work.crew;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * Whose slice is next: so many at once, islands to rollouts three to one while both have work, and
 * each kind in the order in which its workers asked. It only shares out time; no result depends on
 * it.
 *
 * <p>The shares are held by stride scheduling: a kind's pass moves on by the inverse of its share
 * with every turn, and the kind that is behind comes next. One that had nothing to do does not save
 * up turns.
 */
final class Turns {
  /** The kinds of workers, with their shares of the turns. */
  enum Kind {
    ISLAND(3),
    ROLLOUT(1);

    private final int share;

    Kind(int share) {
      this.share = share;
    }
  }

  private static final class Line {
    final Deque<String> waiting = new ArrayDeque<>();
    double pass;
  }

  private final int slots;
  private final Map<Kind, Line> lines = new EnumMap<>(Kind.class);
  private int running;
  private double now;

  Turns(int slots) {
    if (slots < 1) {
      throw new IllegalArgumentException("work needs a slot");
    }
    this.slots = slots;
    for (Kind kind : Kind.values()) {
      lines.put(kind, new Line());
    }
  }

  /** A worker has work for a slice. It asks once per turn. */
  void ask(Kind kind, String worker) {
    Line line = lines.get(kind);
    if (line.waiting.isEmpty()) {
      line.pass = Math.max(line.pass, now);
    }
    line.waiting.add(worker);
  }

  /** The worker that may begin a slice now; empty when all slots are taken, or nobody asks. */
  Optional<String> next() {
    Line best = null;
    Kind chosen = null;
    for (Kind kind : Kind.values()) {
      Line line = lines.get(kind);
      if (!line.waiting.isEmpty() && (best == null || line.pass < best.pass)) {
        best = line;
        chosen = kind;
      }
    }
    if (best == null || running == slots) {
      return Optional.empty();
    }
    running++;
    now = best.pass;
    best.pass += 1.0 / chosen.share;
    return Optional.of(best.waiting.remove());
  }

  /** A slice has ended. */
  void ended() {
    if (running == 0) {
      throw new IllegalStateException("a slice ended that had not begun");
    }
    running--;
  }

  /** Slices that run now. */
  int running() {
    return running;
  }
}
