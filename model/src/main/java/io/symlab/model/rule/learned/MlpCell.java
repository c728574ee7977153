package io.symlab.model.rule.learned;

import io.symlab.model.kernels.CellKernels;
import java.util.Arrays;

/**
 * One block of coordinates going through a per-coordinate MLP, forward and backward. A layer's
 * weights and its bias stand side by side, [weights | bias], so its input ends in a row of ones.
 */
final class MlpCell {
  private final MlpLayout layout;
  private final CellKernels kernels;
  private final int stride;

  /** Per layer [outputs][inputs + 1]. */
  private final float[][] weights;

  /** Per layer, without the bias: [inputs][outputs]. */
  private final float[][] transposed;

  /** Per layer its input, [inputs + 1] rows, ones last; behind the last layer its output. */
  private final float[][] rows;

  /** The adjoints of the same. */
  private final float[][] adjoints;

  /** Per layer the gradient, each entry spread over some lanes. */
  private final float[][] sums;

  MlpCell(MlpLayout layout, CellKernels kernels) {
    this.layout = layout;
    this.kernels = kernels;
    this.stride = kernels.stride();
    int layers = layout.layers().size();
    weights = new float[layers][];
    transposed = new float[layers][];
    sums = new float[layers][];
    rows = new float[layers + 1][];
    adjoints = new float[layers + 1][];
    for (int l = 0; l < layers; l++) {
      MlpLayout.Layer layer = layout.layers().get(l);
      weights[l] = new float[layer.outputs() * (layer.inputs() + 1)];
      transposed[l] = new float[layer.outputs() * layer.inputs()];
      sums[l] = new float[weights[l].length * kernels.lanes()];
      rows[l] = new float[(layer.inputs() + 1) * stride];
      adjoints[l] = new float[layer.inputs() * stride];
      Arrays.fill(rows[l], layer.inputs() * stride, rows[l].length, 1);
    }
    rows[layers] = new float[MlpLayout.OUTPUTS * stride];
    adjoints[layers] = new float[MlpLayout.OUTPUTS * stride];
  }

  void set(float[] phi) {
    for (int l = 0; l < weights.length; l++) {
      MlpLayout.Layer layer = layout.layers().get(l);
      int inputs = layer.inputs();
      for (int r = 0; r < layer.outputs(); r++) {
        int from = layer.weight() + r * inputs;
        System.arraycopy(phi, from, weights[l], r * (inputs + 1), inputs);
        weights[l][r * (inputs + 1) + inputs] = phi[layer.bias() + r];
        for (int c = 0; c < inputs; c++) {
          transposed[l][c * layer.outputs() + r] = phi[from + c];
        }
      }
    }
  }

  /**
   * Runs a block.
   *
   * @param inputs [inputs][coordinates], of which {@code length} from {@code from}
   */
  void forward(float[][] inputs, int from, int length) {
    for (int f = 0; f < inputs.length; f++) {
      System.arraycopy(inputs[f], from, rows[0], f * stride, length);
    }
    int width = width(length);
    for (int l = 0; l < weights.length; l++) {
      MlpLayout.Layer layer = layout.layers().get(l);
      kernels.multiply(
          weights[l], layer.outputs(), layer.inputs() + 1, rows[l], 0, rows[l + 1], 0, width);
      if (l < weights.length - 1) {
        int units = layer.outputs() * stride;
        for (int i = 0; i < units; i++) {
          rows[l + 1][i] = Math.max(rows[l + 1][i], 0);
        }
      }
    }
  }

  /** Rows of the direction and the magnitude. */
  float[] outputs() {
    return rows[rows.length - 1];
  }

  /** Where the adjoints of the outputs are to be written, zeros behind the block's end. */
  float[] toOutputs() {
    return adjoints[adjoints.length - 1];
  }

  void beginBackward() {
    for (float[] sum : sums) {
      Arrays.fill(sum, 0);
    }
  }

  /**
   * The derivatives of the block that has run forward.
   *
   * @param toInputs whether those of the inputs are wanted
   * @return the adjoints of the inputs, rows; overwritten by the next
   */
  float[] backward(int length, boolean toInputs) {
    int width = width(length);
    for (int l = weights.length - 1; l >= 0; l--) {
      MlpLayout.Layer layer = layout.layers().get(l);
      float[] d = adjoints[l + 1];
      if (l < weights.length - 1) {
        for (int i = 0; i < d.length; i++) {
          d[i] = rows[l + 1][i] > 0 ? d[i] : 0;
        }
      }
      kernels.outer(d, 0, layer.outputs(), rows[l], 0, layer.inputs() + 1, sums[l], width);
      if (l > 0 || toInputs) {
        kernels.multiply(
            transposed[l], layer.inputs(), layer.outputs(), d, 0, adjoints[l], 0, width);
      }
    }
    return adjoints[0];
  }

  /** Adds d/dphi of the blocks since the beginning to the gradient. */
  void endBackward(double[] gradient) {
    int lanes = kernels.lanes();
    for (int l = 0; l < weights.length; l++) {
      MlpLayout.Layer layer = layout.layers().get(l);
      int inputs = layer.inputs();
      for (int entry = 0; entry < weights[l].length; entry++) {
        double sum = 0;
        for (int lane = entry * lanes; lane < (entry + 1) * lanes; lane++) {
          sum += sums[l][lane];
        }
        int r = entry / (inputs + 1);
        int c = entry % (inputs + 1);
        gradient[c < inputs ? layer.weight() + r * inputs + c : layer.bias() + r] += sum;
      }
    }
  }

  private static int width(int length) {
    return (length + CellKernels.WIDTH - 1) / CellKernels.WIDTH * CellKernels.WIDTH;
  }
}
