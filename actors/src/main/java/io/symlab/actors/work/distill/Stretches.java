package io.symlab.actors.work.distill;

/**
 * Which crew has which islands of the ring: each a stretch of it as long as its share of the slots,
 * so that few elites cross from host to host.
 */
final class Stretches {
  private final int[] ends;

  private Stretches(int[] ends) {
    this.ends = ends;
  }

  /**
   * Of a ring.
   *
   * @param slots of each crew, at least one
   */
  static Stretches of(int islands, int[] slots) {
    long all = 0;
    for (int count : slots) {
      all += count;
    }
    int[] ends = new int[slots.length];
    long before = 0;
    for (int crew = 0; crew < slots.length; crew++) {
      before += slots[crew];
      ends[crew] = Math.toIntExact((islands * before + all - 1) / all);
    }
    return new Stretches(ends);
  }

  /** The index of a crew's first island. */
  int first(int crew) {
    return crew == 0 ? 0 : ends[crew - 1];
  }

  /** How many a crew has; it may be none. */
  int count(int crew) {
    return ends[crew] - first(crew);
  }

  /** The crew with the island that comes after a crew's last one. */
  int next(int crew) {
    int next = crew;
    do {
      next = (next + 1) % ends.length;
    } while (count(next) == 0 && next != crew);
    return next;
  }
}
