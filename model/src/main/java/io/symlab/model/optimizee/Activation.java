package io.symlab.model.optimizee;

import ai.djl.ndarray.NDArray;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import java.util.Arrays;
import java.util.List;

/** What a hidden unit makes of its sum, by the names that a recipe uses. */
public enum Activation {
  RELU,
  SIGMOID,
  TANH,
  ELU;

  /** The names that a recipe may use. */
  public static List<String> keys() {
    return Arrays.stream(values()).map(Activation::key).toList();
  }

  /**
   * The activation that a recipe calls so.
   *
   * @throws IllegalArgumentException when there is none
   */
  static Activation named(String key) {
    return Arrays.stream(values())
        .filter(activation -> activation.key().equals(key))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "optimizee.activation is \""
                        + key
                        + "\": choose one of "
                        + String.join(", ", keys())));
  }

  String key() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }

  NDArray of(NDArray x) {
    PtNDArray sum = (PtNDArray) x;
    return switch (this) {
      case RELU -> JniUtils.relu(sum);
      case SIGMOID -> JniUtils.sigmoid(sum);
      case TANH -> JniUtils.tanh(sum);
      case ELU -> JniUtils.elu(sum, 1);
    };
  }
}
