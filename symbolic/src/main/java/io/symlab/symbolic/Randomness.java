package io.symlab.symbolic;

import java.util.SplittableRandom;

/**
 * Random streams that are derived, never stored: the same (seed, role, indices) always gives the
 * same numbers, whichever thread asks and whatever was drawn elsewhere. That is what makes a
 * resumed run draw what the uninterrupted one would have drawn.
 */
public final class Randomness {
  private Randomness() {}

  /**
   * A fresh stream.
   *
   * @param seed the experiment's seed
   * @param role what the numbers are for, e.g. {@code "island.birth"}
   * @param indices which one of its kind, e.g. (island, birth)
   */
  public static SplittableRandom stream(long seed, String role, long... indices) {
    return new SplittableRandom(key(seed, role, indices));
  }

  /** The 64-bit key behind {@link #stream}, for choices that need one number only. */
  public static long key(long seed, String role, long... indices) {
    long key = mix(seed + 0x9E3779B97F4A7C15L);
    for (int i = 0; i < role.length(); i++) {
      key = mix(key ^ role.charAt(i));
    }
    for (long index : indices) {
      key = mix(key ^ mix(index + 0x9E3779B97F4A7C15L));
    }
    return key;
  }

  /** The finaliser of SplitMix64 (Stafford's variant 13). */
  /** Standard normal, by Box and Muller: SplittableRandom's own may change between JDKs. */
  public static double gaussian(SplittableRandom random) {
    double radius = Math.sqrt(-2 * StrictMath.log(1 - random.nextDouble()));
    return radius * StrictMath.cos(2 * Math.PI * random.nextDouble());
  }

  private static long mix(long z) {
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
