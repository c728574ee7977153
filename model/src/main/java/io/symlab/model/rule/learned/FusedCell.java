package io.symlab.model.rule.learned;

import io.symlab.model.kernels.CellKernels;
import java.util.Arrays;

/**
 * One block of coordinates going through the network, forward and backward. All that a step needs
 * stands on a tape small enough for the processor's caches; a backward pass over several steps
 * wants them run forward on the same tape just before.
 */
final class FusedCell {
  private final RuleLayout layout;
  private final CellKernels kernels;
  private final int stride;
  private final float gain;
  final FusedWeights weights;
  final CellTape tape;
  private final FusedWeights.Sums sums;

  /**
   * Adjoints: of the last linear layer's output; of the top layer's h; per layer of c, and of [x |
   * h].
   */
  private final float[] dz;

  private final float[] dTop;
  private final float[] dGates;
  private final float[][] dc;
  private final float[][] dIn;
  private final float[] dInputs;

  /** A cell whose updates are the output times {@code gain}. */
  FusedCell(RuleLayout layout, float gain, CellKernels kernels) {
    this.layout = layout;
    this.kernels = kernels;
    this.stride = kernels.stride();
    this.gain = gain;
    weights = new FusedWeights(layout);
    tape = new CellTape(layout, stride);
    sums = new FusedWeights.Sums(weights, kernels.lanes());
    dz = new float[stride];
    dTop = new float[layout.top().hidden() * stride];
    int layers = layout.layers().size();
    dc = new float[layers][];
    dIn = new float[layers][];
    int gates = 0;
    for (int l = 0; l < layers; l++) {
      RuleLayout.Lstm layer = layout.layers().get(l);
      dc[l] = new float[layer.hidden() * stride];
      dIn[l] = new float[(layer.inputs() + layer.hidden()) * stride];
      gates = Math.max(gates, layer.gates());
    }
    dGates = new float[gates * stride];
    dInputs = new float[layout.inputs() * stride];
  }

  /**
   * One step, from a slot to the next.
   *
   * @param inputs rows of the inputs and one of ones, from {@code at}
   */
  void forward(int slot, float[] inputs, int at, int width) {
    float[] t = tape.data();
    int linear = layout.linear();
    int front = tape.x(0, slot);
    if (linear > 0) {
      kernels.multiply(weights.linear, linear, layout.inputs() + 1, inputs, at, t, front, width);
      kernels.elu(t, front, linear, width);
    } else {
      System.arraycopy(inputs, at, t, front, layout.inputs() * stride);
    }
    int last = dc.length - 1;
    for (int l = 0; l <= last; l++) {
      RuleLayout.Lstm layer = layout.layers().get(l);
      int hidden = layer.hidden();
      int x = tape.x(l, slot);
      int gates = tape.gates(l, slot);
      int c = tape.c(l, slot);
      int h = tape.h(l, slot + 1);
      int columns = layer.inputs() + hidden + 1;
      kernels.multiply(weights.lstm[l], layer.gates(), columns, t, x, t, gates, width);
      kernels.lstm(t, gates, c, tape.c(l, slot + 1), tape.tanhC(l, slot), h, hidden, width);
      if (l < last) {
        System.arraycopy(t, h, t, tape.x(l + 1, slot), hidden * stride);
      }
    }
    int output = tape.output(slot);
    kernels.multiply(
        weights.output, 1, layout.top().hidden() + 1, t, tape.h(last, slot + 1), t, output, width);
    if (layout.tanh()) {
      kernels.tanh(t, output, width);
    }
  }

  /** Writes the update of a step that has run forward: gain * output. */
  void update(int slot, float[] out, int at, int length) {
    float[] t = tape.data();
    int from = tape.output(slot);
    for (int j = 0; j < length; j++) {
      out[at + j] = gain * t[from + j];
    }
  }

  /** Before the last step's {@link #backward}. */
  void beginBackward() {
    sums.clear();
    for (int l = 0; l < dc.length; l++) {
      Arrays.fill(dc[l], 0);
      Arrays.fill(dIn[l], 0);
    }
  }

  /**
   * One step's derivatives, last step first.
   *
   * @param adjoint of the update, a row
   */
  void backward(int slot, float[] inputs, int at, float[] adjoint, int width) {
    float[] t = tape.data();
    int last = dc.length - 1;
    int top = layout.top().hidden();
    if (layout.tanh()) {
      kernels.tanhBackward(t, tape.output(slot), adjoint, 0, gain, dz, width);
    } else {
      for (int j = 0; j < width; j++) {
        dz[j] = gain * adjoint[j];
      }
    }
    kernels.outer(dz, 0, 1, t, tape.h(last, slot + 1), top + 1, sums.output, width);
    kernels.multiply(weights.output, top, 1, dz, 0, dTop, 0, width);
    for (int l = last; l >= 0; l--) {
      RuleLayout.Lstm layer = layout.layers().get(l);
      int below = layer.inputs();
      int hidden = layer.hidden();
      kernels.lstmBackward(
          t,
          tape.gates(l, slot),
          tape.c(l, slot),
          tape.tanhC(l, slot),
          dIn[l],
          below * stride,
          l == last ? dTop : dIn[l + 1],
          0,
          dc[l],
          dGates,
          hidden,
          width);
      kernels.outer(
          dGates, 0, layer.gates(), t, tape.x(l, slot), below + hidden + 1, sums.lstm[l], width);
      kernels.multiply(
          weights.transposed[l], below + hidden, layer.gates(), dGates, 0, dIn[l], 0, width);
    }
    if (layout.linear() > 0) {
      kernels.eluBackward(t, tape.x(0, slot), dIn[0], 0, layout.linear(), width);
      kernels.outer(
          dIn[0], 0, layout.linear(), inputs, at, layout.inputs() + 1, sums.linear, width);
    }
  }

  /** After a step's {@link #backward}: the adjoints of its inputs, rows; overwritten. */
  float[] toInputs(int width) {
    if (layout.linear() == 0) {
      return dIn[0];
    }
    kernels.multiply(
        weights.linearTransposed, layout.inputs(), layout.linear(), dIn[0], 0, dInputs, 0, width);
    return dInputs;
  }

  /** After the first step's {@link #backward}: adds d/dphi to the gradient. */
  void endBackward(double[] gradient) {
    sums.addTo(gradient);
  }
}
