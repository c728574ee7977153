package io.symlab.symbolic.table;

import io.symlab.symbolic.Randomness;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Rows parted into those to learn from and those to choose by.
 *
 * @param train rows that formulas are fitted to
 * @param validation rows that formulas are chosen by; null: those that they are fitted to
 */
public record Split(Rows train, Rows validation) {
  /** The share of rows set apart unless told otherwise. */
  public static final double SHARE = 0.2;

  /**
   * Sets the last rows apart: right for series and lagged columns, where neighbouring rows tell of
   * each other.
   *
   * @param rows to part; they are used up
   * @param share of the rows, between 0 and 1
   */
  public static Split tail(Rows rows, double share) {
    int held = held(rows.count(), share);
    int[] all = new int[rows.count()];
    Arrays.setAll(all, i -> i);
    int first = rows.count() - held;
    return of(rows, Arrays.copyOf(all, first), Arrays.copyOfRange(all, first, all.length));
  }

  /**
   * Sets rows apart at random, the same for the same seed.
   *
   * @param rows to part; they are used up
   * @param share of the rows, between 0 and 1
   */
  public static Split random(Rows rows, double share, long seed) {
    int count = rows.count();
    int[] validation = choose(count, held(count, share), seed, "table.split");
    int[] train = new int[count - validation.length];
    for (int row = 0, v = 0; row < count; row++) {
      if (v < validation.length && validation[v] == row) {
        v++;
      } else {
        train[row - v] = row;
      }
    }
    return of(rows, train, validation);
  }

  /**
   * So many of the numbers from 0 to count - 1, rising; every choice is equally likely. Selection
   * sampling (Knuth, The Art of Computer Programming 3.4.2, algorithm S).
   */
  static int[] choose(int count, int chosen, long seed, String role) {
    SplittableRandom random = Randomness.stream(seed, role);
    int[] numbers = new int[chosen];
    for (int i = 0, taken = 0; taken < chosen; i++) {
      if (random.nextInt(count - i) < chosen - taken) {
        numbers[taken++] = i;
      }
    }
    return numbers;
  }

  private static Split of(Rows rows, int[] train, int[] validation) {
    Rows held = rows.pick(validation);
    return new Split(rows.shrink(train), held);
  }

  private static int held(int rows, double share) {
    return Math.max(1, Math.min(rows - 1, (int) Math.round(rows * share)));
  }
}
