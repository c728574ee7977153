package io.symlab.model.rule.learned;

import java.util.Arrays;

/**
 * phi in the form that the fused cell multiplies with, and back again for its gradient. A layer's
 * matrices and its bias stand side by side in one matrix, [x | h | 1], and torch's two biases of an
 * LSTM layer are summed into one. A scale before tanh is multiplied into the output matrix.
 */
final class FusedWeights {
  private final RuleLayout layout;

  /** [linear][inputs + 1]; empty where there is no such layer. */
  final float[] linear;

  /** Without the bias: [inputs][linear]. */
  final float[] linearTransposed;

  /** Per layer [4 hidden][inputs + hidden + 1]. */
  final float[][] lstm;

  /** Per layer, without the bias: [inputs + hidden][4 hidden]. */
  final float[][] transposed;

  /** [1][hidden + 1]. */
  final float[] output;

  /** The same without the scale before tanh, and that scale. */
  private final float[] unscaled;

  private float preTanh = 1;

  FusedWeights(RuleLayout layout) {
    this.layout = layout;
    linear = new float[layout.linear() * (layout.inputs() + 1)];
    linearTransposed = new float[layout.linear() * layout.inputs()];
    lstm = new float[layout.layers().size()][];
    transposed = new float[lstm.length][];
    for (int l = 0; l < lstm.length; l++) {
      RuleLayout.Lstm layer = layout.layers().get(l);
      lstm[l] = new float[layer.gates() * (layer.inputs() + layer.hidden() + 1)];
      transposed[l] = new float[layer.gates() * (layer.inputs() + layer.hidden())];
    }
    output = new float[layout.top().hidden() + 1];
    unscaled = new float[output.length];
  }

  void set(float[] phi) {
    int inputs = layout.inputs();
    for (int r = 0; r < layout.linear(); r++) {
      System.arraycopy(phi, r * inputs, linear, r * (inputs + 1), inputs);
      linear[r * (inputs + 1) + inputs] = phi[layout.linearBias() + r];
      for (int i = 0; i < inputs; i++) {
        linearTransposed[i * layout.linear() + r] = phi[r * inputs + i];
      }
    }
    for (int l = 0; l < lstm.length; l++) {
      set(phi, layout.layers().get(l), lstm[l], transposed[l]);
    }
    System.arraycopy(phi, layout.outputWeight(), unscaled, 0, output.length);
    preTanh = layout.preTanhScale() ? phi[layout.preTanh()] : 1;
    for (int c = 0; c < output.length; c++) {
      output[c] = preTanh * unscaled[c];
    }
  }

  private static void set(float[] phi, RuleLayout.Lstm layer, float[] w, float[] wt) {
    int inputs = layer.inputs();
    int hidden = layer.hidden();
    int cols = inputs + hidden + 1;
    for (int r = 0; r < layer.gates(); r++) {
      System.arraycopy(phi, layer.inputWeight() + r * inputs, w, r * cols, inputs);
      System.arraycopy(phi, layer.hiddenWeight() + r * hidden, w, r * cols + inputs, hidden);
      w[r * cols + cols - 1] = phi[layer.inputBias() + r] + phi[layer.hiddenBias() + r];
      for (int c = 0; c < cols - 1; c++) {
        wt[c * layer.gates() + r] = w[r * cols + c];
      }
    }
  }

  /** Partial sums of the gradient, of the same shapes, each entry spread over some lanes. */
  static final class Sums {
    private final FusedWeights weights;
    private final RuleLayout layout;
    private final int lanes;
    final float[] linear;
    final float[][] lstm;
    final float[] output;

    Sums(FusedWeights weights, int lanes) {
      this.weights = weights;
      this.layout = weights.layout;
      this.lanes = lanes;
      linear = new float[weights.linear.length * lanes];
      lstm = new float[weights.lstm.length][];
      for (int l = 0; l < lstm.length; l++) {
        lstm[l] = new float[weights.lstm[l].length * lanes];
      }
      output = new float[weights.output.length * lanes];
    }

    void clear() {
      Arrays.fill(linear, 0);
      for (float[] layer : lstm) {
        Arrays.fill(layer, 0);
      }
      Arrays.fill(output, 0);
    }

    /** Adds them to the gradient with respect to phi; lanes in order, for the same bits always. */
    void addTo(double[] gradient) {
      int inputs = layout.inputs();
      for (int r = 0; r < layout.linear(); r++) {
        for (int c = 0; c <= inputs; c++) {
          int at = c < inputs ? r * inputs + c : layout.linearBias() + r;
          gradient[at] += sum(linear, r * (inputs + 1) + c);
        }
      }
      for (int l = 0; l < lstm.length; l++) {
        add(layout.layers().get(l), lstm[l], gradient);
      }
      for (int c = 0; c <= layout.top().hidden(); c++) {
        double sum = sum(output, c);
        gradient[layout.outputWeight() + c] += weights.preTanh * sum;
        if (layout.preTanhScale()) {
          gradient[layout.preTanh()] += weights.unscaled[c] * sum;
        }
      }
    }

    private void add(RuleLayout.Lstm layer, float[] sums, double[] gradient) {
      int inputs = layer.inputs();
      int hidden = layer.hidden();
      int entry = 0;
      for (int r = 0; r < layer.gates(); r++) {
        for (int c = 0; c < inputs; c++) {
          gradient[layer.inputWeight() + r * inputs + c] += sum(sums, entry++);
        }
        for (int c = 0; c < hidden; c++) {
          gradient[layer.hiddenWeight() + r * hidden + c] += sum(sums, entry++);
        }
        double bias = sum(sums, entry++);
        gradient[layer.inputBias() + r] += bias;
        gradient[layer.hiddenBias() + r] += bias;
      }
    }

    private double sum(float[] sums, int entry) {
      double sum = 0;
      for (int lane = entry * lanes; lane < (entry + 1) * lanes; lane++) {
        sum += sums[lane];
      }
      return sum;
    }
  }
}
