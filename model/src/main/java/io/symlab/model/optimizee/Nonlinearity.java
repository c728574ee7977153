package io.symlab.model.optimizee;

import ai.djl.ndarray.NDArray;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;

/** Activations on tensors; apart from their names, which are known without libtorch. */
final class Nonlinearity {
  private Nonlinearity() {}

  /** What units of this activation make of their sums. */
  static NDArray of(Activation activation, NDArray sums) {
    PtNDArray x = (PtNDArray) sums;
    return switch (activation) {
      case RELU -> JniUtils.relu(x);
      case SIGMOID -> JniUtils.sigmoid(x);
      case TANH -> JniUtils.tanh(x);
      case ELU -> JniUtils.elu(x, 1);
    };
  }
}
