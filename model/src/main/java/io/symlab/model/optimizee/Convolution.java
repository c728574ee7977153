package io.symlab.model.optimizee;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;

/**
 * A convolution that can be differentiated in its input on any processor.
 *
 * <p>libtorch 2.7.1 computes that derivative by oneDNN in blocks of 16 output channels, and where
 * channels are missing in the last block it multiplies by zero what happens to lie in fresh memory:
 * now and then a NaN. So the missing channels are added here, with weights of zero, and cut off
 * again.
 */
final class Convolution {
  private static final int BLOCK = 16;
  private static final Shape ONE = new Shape(1, 1);

  private Convolution() {}

  /**
   * x convolved with square kernels.
   *
   * @param x [count, inputs, edge, edge]
   * @param weight [outputs, inputs, kernel, kernel]
   * @param bias [outputs], or null for none
   * @return [count, outputs, edge', edge'], edge' = (edge + 2 padding - kernel) / stride + 1
   */
  static NDArray of(NDArray x, NDArray weight, NDArray bias, int stride, int padding) {
    long outputs = weight.getShape().get(0);
    long missing = (BLOCK - outputs % BLOCK) % BLOCK;
    if (missing == 0) {
      return plain(x, weight, bias, stride, padding);
    }
    NDArray wide = JniUtils.pad((PtNDArray) weight, new long[] {0, 0, 0, 0, 0, 0, 0, missing}, 0);
    NDArray wideBias =
        bias == null ? null : JniUtils.pad((PtNDArray) bias, new long[] {0, missing}, 0);
    NDArray sums = plain(x, wide, wideBias, stride, padding);
    NDArray cut = JniUtils.slice((PtNDArray) sums, 1, 0, outputs, 1);
    sums.close();
    return cut;
  }

  private static NDArray plain(NDArray x, NDArray weight, NDArray bias, int stride, int padding) {
    return JniUtils.convolution(
        (PtNDArray) x,
        (PtNDArray) weight,
        (PtNDArray) bias,
        new Shape(stride, stride),
        new Shape(padding, padding),
        ONE,
        1);
  }
}
