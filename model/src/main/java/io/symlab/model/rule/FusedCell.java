package io.symlab.model.rule;

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
  private final float scale;
  final FusedWeights weights;
  final CellTape tape;
  private final FusedWeights.Sums sums;

  /** Adjoints: of the output before tanh; of the top layer's h; per layer of c, and of [x | h]. */
  private final float[] dz;

  private final float[] dTop;
  private final float[] dGates;
  private final float[][] dc;
  private final float[][] dIn;
  private final float[] dFeatures;

  FusedCell(RuleLayout layout, double scale, CellKernels kernels) {
    this.layout = layout;
    this.kernels = kernels;
    this.stride = kernels.stride();
    this.scale = (float) scale;
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
    dFeatures = new float[layout.features() * stride];
  }

  /**
   * One step, from a slot to the next.
   *
   * @param features rows of the features and one of ones, from {@code at}
   */
  void forward(int slot, float[] features, int at, int width) {
    float[] t = tape.data();
    int linear = layout.linear();
    kernels.multiply(
        weights.linear, linear, layout.features() + 1, features, at, t, tape.x(0, slot), width);
    kernels.elu(t, tape.x(0, slot), linear, width);
    int last = dc.length - 1;
    for (int l = 0; l <= last; l++) {
      RuleLayout.Lstm layer = layout.layers().get(l);
      int hidden = layer.hidden();
      int x = tape.x(l, slot);
      int gates = tape.gates(l, slot);
      int c = tape.c(l, slot);
      int h = tape.h(l, slot + 1);
      int inputs = layer.inputs() + hidden + 1;
      kernels.multiply(weights.lstm[l], layer.gates(), inputs, t, x, t, gates, width);
      kernels.lstm(t, gates, c, tape.c(l, slot + 1), tape.tanhC(l, slot), h, hidden, width);
      if (l < last) {
        System.arraycopy(t, h, t, tape.x(l + 1, slot), hidden * stride);
      }
    }
    int output = tape.output(slot);
    kernels.multiply(
        weights.output, 1, layout.top().hidden() + 1, t, tape.h(last, slot + 1), t, output, width);
    kernels.tanh(t, output, width);
  }

  /** Adds the update of a step that has run forward: scale * output. */
  void update(int slot, float[] out, int at, int length) {
    float[] t = tape.data();
    int from = tape.output(slot);
    for (int j = 0; j < length; j++) {
      out[at + j] = scale * t[from + j];
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
   * @param adjoint of the update, a row from {@code adjointAt}
   */
  void backward(int slot, float[] features, int at, float[] adjoint, int adjointAt, int width) {
    float[] t = tape.data();
    int last = dc.length - 1;
    int top = layout.top().hidden();
    kernels.tanhBackward(t, tape.output(slot), adjoint, adjointAt, scale, dz, width);
    kernels.outer(dz, 0, 1, t, tape.h(last, slot + 1), top + 1, sums.output, width);
    kernels.multiply(weights.output, top, 1, dz, 0, dTop, 0, width);
    for (int l = last; l >= 0; l--) {
      RuleLayout.Lstm layer = layout.layers().get(l);
      int inputs = layer.inputs();
      int hidden = layer.hidden();
      kernels.lstmBackward(
          t,
          tape.gates(l, slot),
          tape.c(l, slot),
          tape.tanhC(l, slot),
          dIn[l],
          inputs * stride,
          l == last ? dTop : dIn[l + 1],
          0,
          dc[l],
          dGates,
          hidden,
          width);
      kernels.outer(
          dGates, 0, layer.gates(), t, tape.x(l, slot), inputs + hidden + 1, sums.lstm[l], width);
      kernels.multiply(
          weights.transposed[l], inputs + hidden, layer.gates(), dGates, 0, dIn[l], 0, width);
    }
    kernels.eluBackward(t, tape.x(0, slot), dIn[0], 0, layout.linear(), width);
    kernels.outer(
        dIn[0], 0, layout.linear(), features, at, layout.features() + 1, sums.linear, width);
  }

  /** After a step's {@link #backward}: the adjoints of its features, rows; overwritten. */
  float[] toInputs(int width) {
    kernels.multiply(
        weights.linearTransposed,
        layout.features(),
        layout.linear(),
        dIn[0],
        0,
        dFeatures,
        0,
        width);
    return dFeatures;
  }

  /** After the first step's {@link #backward}: adds d/dphi to the gradient. */
  void endBackward(double[] gradient) {
    sums.addTo(gradient);
  }
}
