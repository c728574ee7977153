package io.symlab.model.rollout;

import java.util.Arrays;

/**
 * The last k steps of the watched coordinates, from which samples are cut: x newest first (column =
 * lag * F + feature), then y. Lags before step 1 are 0, so windows start at step 1 and a rule that
 * is distilled from them knows what to do there.
 */
final class SampleWindow {
  private final int features;
  private final int window;
  private final int coordinates;

  /** [window][features * coordinates], a ring. */
  private final float[][] ring;

  /** Whether g was 0, [window][coordinates], the same ring. */
  private final boolean[][] still;

  /** How many of the window's real steps had g = 0, [coordinates]. */
  private final int[] stillCount;

  private int steps;

  SampleWindow(int features, int window, int coordinates) {
    this.features = features;
    this.window = window;
    this.coordinates = coordinates;
    ring = new float[window][features * coordinates];
    still = new boolean[window][coordinates];
    stillCount = new int[coordinates];
  }

  /**
   * One more step.
   *
   * @param planes [F][coordinates]
   * @param gradient [coordinates]
   */
  void push(float[][] planes, float[] gradient) {
    int slot = steps % window;
    for (int f = 0; f < features; f++) {
      System.arraycopy(planes[f], 0, ring[slot], f * coordinates, coordinates);
    }
    boolean[] flags = still[slot];
    for (int c = 0; c < coordinates; c++) {
      boolean zero = gradient[c] == 0;
      stillCount[c] += (zero ? 1 : 0) - (flags[c] ? 1 : 0);
      flags[c] = zero;
    }
    steps++;
  }

  /** Whether a coordinate's window tells too little: g is 0 in 3/4 or more of its real steps. */
  boolean dropped(int coordinate) {
    return 4 * stillCount[coordinate] >= 3 * Math.min(steps, window);
  }

  /** Writes the x of a coordinate, [window * F], from an offset on. */
  void write(int coordinate, float[] row, int offset) {
    int real = Math.min(steps, window);
    int at = offset;
    for (int lag = 0; lag < real; lag++) {
      float[] slot = ring[(steps - 1 - lag) % window];
      for (int f = 0; f < features; f++) {
        row[at++] = slot[f * coordinates + coordinate];
      }
    }
    Arrays.fill(row, at, offset + window * features, 0f);
  }
}
