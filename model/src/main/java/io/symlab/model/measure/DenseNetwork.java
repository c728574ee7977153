package io.symlab.model.measure;

import io.symlab.model.kernels.CellKernels;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * A network of three dense layers, ELU between them and one output, with its derivatives: rows of
 * inputs go through it a block at a time. Weights are [outputs][inputs + 1], the bias last, drawn
 * normal with variance 2 / inputs (He et al. 2015).
 */
final class DenseNetwork {
  /** Rows in a block at most. */
  static final int BLOCK = 256;

  private static final int LAYERS = 3;

  private final CellKernels kernels = CellKernels.best(BLOCK);
  private final int[] sizes;

  /** Per layer [outputs][inputs + 1]. */
  private float[][] weights = new float[LAYERS][];

  /** Per layer its inputs, [inputs + 1][BLOCK], ones last; then the output, [1][BLOCK]. */
  private final float[][] values = new float[LAYERS + 1][];

  private final float[][] adjoints = new float[LAYERS][];
  private final float[][] transposed = new float[LAYERS][];
  private final float[][] sums = new float[LAYERS][];

  DenseNetwork(int inputs, int hidden, SplittableRandom random) {
    sizes = new int[] {inputs, hidden, hidden, 1};
    for (int l = 0; l < LAYERS; l++) {
      int in = sizes[l];
      int out = sizes[l + 1];
      weights[l] = new float[out * (in + 1)];
      double scale = Math.sqrt((l == LAYERS - 1 ? 1.0 : 2.0) / in);
      for (int w = 0; w < weights[l].length; w++) {
        weights[l][w] = w % (in + 1) == in ? 0 : (float) (scale * random.nextGaussian());
      }
      values[l] = new float[(in + 1) * BLOCK];
      Arrays.fill(values[l], in * BLOCK, (in + 1) * BLOCK, 1);
      adjoints[l] = new float[out * BLOCK];
      transposed[l] = new float[in * out];
      sums[l] = new float[weights[l].length * kernels.lanes()];
    }
    values[LAYERS] = new float[BLOCK];
  }

  /** Where a block's inputs are to be written: [inputs][BLOCK]. */
  float[] input() {
    return values[0];
  }

  /**
   * The outputs of the block's first n rows; what lies beyond them is of no meaning.
   *
   * @return [BLOCK], overwritten by the next call
   */
  float[] forward(int n) {
    int width = width(n);
    for (int l = 0; l < LAYERS; l++) {
      float[] out = values[l + 1];
      kernels.multiply(weights[l], sizes[l + 1], sizes[l] + 1, values[l], 0, out, 0, width);
      if (l < LAYERS - 1) {
        kernels.elu(out, 0, sizes[l + 1], width);
      }
    }
    return values[LAYERS];
  }

  /**
   * The derivatives of the sum over rows of adjoint times output, of the block last run forward.
   *
   * @param adjoint [n]
   * @param gradient per layer, as the weights; overwritten
   */
  void backward(float[] adjoint, int n, double[][] gradient) {
    int width = width(n);
    System.arraycopy(adjoint, 0, adjoints[LAYERS - 1], 0, n);
    Arrays.fill(adjoints[LAYERS - 1], n, width, 0);
    for (int l = LAYERS - 1; l >= 0; l--) {
      int in = sizes[l];
      int out = sizes[l + 1];
      Arrays.fill(sums[l], 0);
      kernels.outer(adjoints[l], 0, out, values[l], 0, in + 1, sums[l], width);
      gather(sums[l], gradient[l]);
      if (l > 0) {
        transpose(l);
        kernels.multiply(transposed[l], in, out, adjoints[l], 0, adjoints[l - 1], 0, width);
        kernels.eluBackward(values[l], 0, adjoints[l - 1], 0, in, width);
      }
    }
  }

  private void gather(float[] sums, double[] gradient) {
    int lanes = kernels.lanes();
    int w = 0;
    // Four at once, since each addition of one sum waits for the one before.
    for (; w + 4 <= gradient.length; w += 4) {
      double sum0 = 0;
      double sum1 = 0;
      double sum2 = 0;
      double sum3 = 0;
      int end = (w + 1) * lanes;
      for (int at = w * lanes; at < end; at++) {
        sum0 += sums[at];
        sum1 += sums[at + lanes];
        sum2 += sums[at + 2 * lanes];
        sum3 += sums[at + 3 * lanes];
      }
      gradient[w] = sum0;
      gradient[w + 1] = sum1;
      gradient[w + 2] = sum2;
      gradient[w + 3] = sum3;
    }
    for (; w < gradient.length; w++) {
      double sum = 0;
      for (int at = w * lanes; at < (w + 1) * lanes; at++) {
        sum += sums[at];
      }
      gradient[w] = sum;
    }
  }

  private void transpose(int layer) {
    int in = sizes[layer];
    int out = sizes[layer + 1];
    for (int o = 0; o < out; o++) {
      for (int i = 0; i < in; i++) {
        transposed[layer][i * out + o] = weights[layer][o * (in + 1) + i];
      }
    }
  }

  /** The weights themselves, by layer. */
  float[][] weights() {
    return weights;
  }

  /** Takes these weights, as {@link #weights} gives them, in place of its own. */
  void weights(float[][] others) {
    for (int l = 0; l < LAYERS; l++) {
      weights[l] = others[l].clone();
    }
  }

  private static int width(int n) {
    return (n + CellKernels.WIDTH - 1) / CellKernels.WIDTH * CellKernels.WIDTH;
  }
}
