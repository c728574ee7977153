package io.symlab.model.rule.learned;

import java.util.Arrays;

/**
 * Where a block's activations lie while a fused cell runs over a few steps. Each step has a slot of
 * rows: per LSTM layer its input x, its output h of the step before, a row of ones (so that a bias
 * is one more weight), its cells c of the step before, gates and tanh of the new cells; and one row
 * for the output. A step reads h and c from its slot and writes them to the next one's.
 */
final class CellTape {
  private final int stride;
  private final int[] base;
  private final RuleLayout layout;
  private final int rows;
  private float[] data;

  /** A tape of one slot and the next. */
  CellTape(RuleLayout layout, int stride) {
    this.layout = layout;
    this.stride = stride;
    this.base = new int[layout.layers().size()];
    int row = 0;
    for (int l = 0; l < base.length; l++) {
      base[l] = row;
      RuleLayout.Lstm layer = layout.layers().get(l);
      row += layer.inputs() + 7 * layer.hidden() + 1;
    }
    rows = row + 1;
    data = new float[0];
    reserve(1);
  }

  /** Makes room for as many steps. */
  void reserve(int steps) {
    int slots = steps + 1;
    if (data.length < slots * rows * stride) {
      data = new float[slots * rows * stride];
      for (int slot = 0; slot < slots; slot++) {
        for (int l = 0; l < base.length; l++) {
          int ones = h(l, slot) + hidden(l) * stride;
          Arrays.fill(data, ones, ones + stride, 1);
        }
      }
    }
  }

  float[] data() {
    return data;
  }

  int x(int layer, int slot) {
    return (slot * rows + base[layer]) * stride;
  }

  int h(int layer, int slot) {
    return x(layer, slot) + layout.layers().get(layer).inputs() * stride;
  }

  int c(int layer, int slot) {
    return h(layer, slot) + (hidden(layer) + 1) * stride;
  }

  int gates(int layer, int slot) {
    return c(layer, slot) + hidden(layer) * stride;
  }

  int tanhC(int layer, int slot) {
    return gates(layer, slot) + 4 * hidden(layer) * stride;
  }

  int output(int slot) {
    return ((slot + 1) * rows - 1) * stride;
  }

  /** Rows of h and c together, of all layers: a block's memory between steps. */
  int memoryRows() {
    return layout.layers().stream().mapToInt(layer -> 2 * layer.hidden()).sum();
  }

  /** Sets the memory that a slot starts from. */
  void load(float[] memory, int at, int slot) {
    int from = at;
    for (int l = 0; l < base.length; l++) {
      int length = hidden(l) * stride;
      System.arraycopy(memory, from, data, h(l, slot), length);
      System.arraycopy(memory, from + length, data, c(l, slot), length);
      from += 2 * length;
    }
  }

  /** Gets it. */
  void store(float[] memory, int at, int slot) {
    int to = at;
    for (int l = 0; l < base.length; l++) {
      int length = hidden(l) * stride;
      System.arraycopy(data, h(l, slot), memory, to, length);
      System.arraycopy(data, c(l, slot), memory, to + length, length);
      to += 2 * length;
    }
  }

  private int hidden(int layer) {
    return layout.layers().get(layer).hidden();
  }
}
