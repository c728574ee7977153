package io.symlab.symbolic.front;

import io.symlab.symbolic.sample.Samples;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** The rows at the edge of the data: those that lie furthest out in one of their columns. */
final class Edge {
  /** Share of the rows. */
  private static final double SHARE = 0.1;

  private Edge() {}

  /**
   * Rows whose furthest column is among the furthest, as counted by ranks of the distance from the
   * column's median, so that columns need no common scale.
   *
   * @return their numbers, in any order; a column of one value has no edge
   */
  static int[] of(Samples samples) {
    int rows = samples.rows();
    int[] furthest = new int[rows];
    for (int f = 0; f < samples.features(); f++) {
      float[] column = samples.rawColumns()[f];
      float[] sorted = Arrays.copyOf(column, rows);
      Arrays.sort(sorted);
      float middle = sorted[rows / 2];
      float[] distances = new float[rows];
      for (int i = 0; i < rows; i++) {
        distances[i] = Math.abs(column[i] - middle);
      }
      float[] ranked = distances.clone();
      Arrays.sort(ranked);
      for (int i = 0; i < rows; i++) {
        // Equal ones have the least of their ranks: the half at 1 of zeros and ones is no edge.
        furthest[i] = Math.max(furthest[i], firstAt(ranked, distances[i]));
      }
    }
    return IntStream.range(0, rows)
        .filter(i -> furthest[i] > 0)
        .boxed()
        .sorted(Comparator.comparingInt((Integer i) -> -furthest[i]))
        .limit((long) (SHARE * rows))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  /** Where a value begins among sorted ones. */
  private static int firstAt(float[] sorted, float value) {
    int at = Arrays.binarySearch(sorted, value);
    while (at > 0 && sorted[at - 1] == value) {
      at--;
    }
    return at;
  }
}
