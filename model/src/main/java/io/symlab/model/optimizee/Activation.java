package io.symlab.model.optimizee;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

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

  /** What a recipe calls it. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
