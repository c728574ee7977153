package io.symlab.model.rule.features;

import java.util.Arrays;

/** The last gradients of a run, and their plain means. */
final class GradientWindow {
  /** [steps][coordinates], a ring. */
  private final float[][] last;

  private final double[] sums;
  private int filled;

  /** The last {@code steps} gradients, one at least. */
  GradientWindow(int steps, int coordinates) {
    if (steps < 1) {
      throw new IllegalArgumentException("means over a window need one of a step at least");
    }
    last = new float[steps][coordinates];
    sums = new double[coordinates];
  }

  /** Takes over the gradients of another of the same size. */
  void remember(GradientWindow other) {
    for (int slot = 0; slot < last.length; slot++) {
      System.arraycopy(other.last[slot], 0, last[slot], 0, last[slot].length);
    }
    filled = other.filled;
  }

  /** The gradient of a step, from 1, one more at each call; it takes the oldest one's place. */
  void add(float[] g, int step) {
    System.arraycopy(g, 0, last[(step - 1) % last.length], 0, g.length);
    filled = Math.min(step, last.length);
  }

  /** The mean of g over as many steps as there have been, at most the window. */
  void mean(float[] out) {
    Arrays.fill(sums, 0);
    for (int slot = 0; slot < filled; slot++) {
      float[] g = last[slot];
      for (int i = 0; i < sums.length; i++) {
        sums[i] += g[i];
      }
    }
    write(out);
  }

  /** The same of g^2. */
  void meanSquare(float[] out) {
    Arrays.fill(sums, 0);
    for (int slot = 0; slot < filled; slot++) {
      float[] g = last[slot];
      for (int i = 0; i < sums.length; i++) {
        sums[i] += (double) g[i] * g[i];
      }
    }
    write(out);
  }

  private void write(float[] out) {
    for (int i = 0; i < sums.length; i++) {
      out[i] = (float) (sums[i] / filled);
    }
  }
}
