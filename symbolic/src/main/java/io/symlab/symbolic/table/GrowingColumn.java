package io.symlab.symbolic.table;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A column of unknown length. It grows by blocks, so that nothing is copied until it is whole. */
final class GrowingColumn {
  private static final int BLOCK = 1 << 16;

  private final List<double[]> blocks = new ArrayList<>();
  private double[] last = new double[0];
  private int used;

  void add(double value) {
    if (used == last.length) {
      // A short table shall not cost a whole block per column.
      int length = blocks.isEmpty() ? 64 : BLOCK;
      if (blocks.size() == 1 && last.length < BLOCK) {
        last = Arrays.copyOf(last, Math.min(BLOCK, 4 * last.length));
        blocks.set(0, last);
      } else {
        last = new double[length];
        blocks.add(last);
        used = 0;
      }
    }
    last[used++] = value;
  }

  /** All values; the column is empty afterwards. */
  double[] take() {
    int full = Math.max(0, blocks.size() - 1);
    double[] all = new double[full * BLOCK + used];
    for (int i = 0; i < blocks.size(); i++) {
      System.arraycopy(blocks.get(i), 0, all, i * BLOCK, i < full ? BLOCK : used);
      blocks.set(i, null);
    }
    blocks.clear();
    last = new double[0];
    used = 0;
    return all;
  }
}
