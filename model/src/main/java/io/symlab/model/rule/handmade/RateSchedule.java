package io.symlab.model.rule.handmade;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * How a learning rate goes over a run of known length. An update of every hand-made rule is
 * proportional to the rate, so that a factor of the update is one of the rate.
 */
public enum RateSchedule {
  /** The same at every step. */
  CONSTANT("constant") {
    @Override
    public double factor(int step, int steps) {
      return 1;
    }
  },

  /** From the rate down to nothing after the last step, in a line. */
  LINEAR("linear") {
    @Override
    public double factor(int step, int steps) {
      return Math.max(0, 1 - (step - 1) / (double) steps);
    }
  },

  /** The same along half a cosine: Loshchilov &amp; Hutter 2017 (SGDR), equation 5, no restart. */
  COSINE("cosine") {
    @Override
    public double factor(int step, int steps) {
      return step > steps ? 0 : 0.5 * (1 + StrictMath.cos(Math.PI * (step - 1) / steps));
    }
  };

  private final String key;

  RateSchedule(String key) {
    this.key = key;
  }

  /** What recipes and tables call it. */
  public String key() {
    return key;
  }

  /** The keys of all. */
  public static List<String> keys() {
    return Arrays.stream(values()).map(RateSchedule::key).toList();
  }

  /** The schedule that a recipe calls so. */
  public static Optional<RateSchedule> named(String key) {
    return Arrays.stream(values()).filter(one -> one.key.equals(key)).findFirst();
  }

  /**
   * What the rate is multiplied with.
   *
   * @param step from 1
   * @param steps of the whole run
   */
  public abstract double factor(int step, int steps);
}
