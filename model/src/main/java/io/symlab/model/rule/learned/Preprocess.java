package io.symlab.model.rule.learned;

import java.util.Arrays;
import java.util.Optional;

/**
 * What is done to a feature before a network sees it. Works on rows of coordinates: a feature's
 * inputs lie {@code stride} apart.
 */
public enum Preprocess {
  /** The feature itself, one input. */
  RAW("raw", 1),
  /**
   * Two inputs (Andrychowicz et al. 2016, appendix A): (log|g| / p, sign g) where |g| is at least
   * e^-p, else (-1, e^p g); p = 10. Gradients of all magnitudes come to lie between -1 and 1.
   */
  LOG_SIGN("log-sign", 2);

  private static final double P = 10;
  private static final double LEAST = StrictMath.exp(-P);
  private static final double INVERSE = StrictMath.exp(P);

  private final String key;
  private final int inputs;

  Preprocess(String key, int inputs) {
    this.key = key;
    this.inputs = inputs;
  }

  /** The name in recipes and files. */
  public String key() {
    return key;
  }

  /** Inputs per feature. */
  public int inputs() {
    return inputs;
  }

  /** The way of a name. */
  public static Optional<Preprocess> named(String key) {
    return Arrays.stream(values()).filter(way -> way.key.equals(key)).findFirst();
  }

  /**
   * Writes the inputs of {@code length} values of a feature, rows from {@code at}.
   *
   * @param gain what the feature is multiplied with first
   */
  void forward(
      float[] feature, float gain, int from, int length, float[] rows, int at, int stride) {
    if (this == RAW) {
      for (int j = 0; j < length; j++) {
        rows[at + j] = gain * feature[from + j];
      }
      return;
    }
    for (int j = 0; j < length; j++) {
      double g = gain * feature[from + j];
      double size = Math.abs(g);
      boolean large = !(size < LEAST);
      // The logarithm whose result does not depend on how the code is run.
      rows[at + j] = large ? (float) (StrictMath.log(size) / P) : -1;
      rows[at + stride + j] = (float) (large ? Math.signum(g) : g * INVERSE);
    }
  }

  /**
   * The feature's adjoints from those of its inputs.
   *
   * @param rows what {@link #forward} wrote, from {@code at}
   * @param adjoints rows from {@code adjointsAt}
   */
  void backward(
      float gain,
      float[] rows,
      int at,
      float[] adjoints,
      int adjointsAt,
      int stride,
      float[] toFeature,
      int to,
      int length) {
    if (this == RAW) {
      for (int j = 0; j < length; j++) {
        toFeature[to + j] = gain * adjoints[adjointsAt + j];
      }
      return;
    }
    for (int j = 0; j < length; j++) {
      float sign = rows[at + stride + j];
      double slope =
          Math.abs(sign) == 1
              ? adjoints[adjointsAt + j] * sign / (P * StrictMath.exp(P * rows[at + j]))
              : adjoints[adjointsAt + stride + j] * INVERSE;
      toFeature[to + j] = (float) (gain * slope);
    }
  }
}
