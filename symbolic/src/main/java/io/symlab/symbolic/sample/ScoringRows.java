package io.symlab.symbolic.sample;

import io.symlab.symbolic.Randomness;
import java.util.Arrays;
import java.util.SplittableRandom;

/** Chooses the rows on which an island scores births: a uniform choice, the same for a while. */
public final class ScoringRows {
  private ScoringRows() {}

  /**
   * @param most rows to choose; when there are not many more, all are taken
   * @param choice which one: as long as it is the same, so are the rows
   */
  public static Samples choose(Samples samples, int most, long seed, int island, int choice) {
    int rows = samples.rows();
    if (rows <= most + most / 4) {
      return samples;
    }
    SplittableRandom random = Randomness.stream(seed, "island.rows", island, choice);
    int[] chosen = new int[rows];
    for (int i = 0; i < rows; i++) {
      chosen[i] = i;
    }
    for (int i = 0; i < most; i++) {
      int j = i + random.nextInt(rows - i);
      int swapped = chosen[i];
      chosen[i] = chosen[j];
      chosen[j] = swapped;
    }
    int[] picked = Arrays.copyOf(chosen, most);
    Arrays.sort(picked);
    return samples.pick(picked);
  }
}
