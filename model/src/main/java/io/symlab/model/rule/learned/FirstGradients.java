package io.symlab.model.rule.learned;

import io.symlab.model.optimizee.Optimizee;
import io.symlab.model.optimizee.Optimizee.Half;
import java.math.BigDecimal;
import java.math.MathContext;

/**
 * The input gain that brings gradients to a size of 1, as they are when training begins: networks
 * that see raw gradients of a thousandth answer all of them alike, and learn nothing.
 */
public final class FirstGradients {
  private static final MathContext THREE_DIGITS = new MathContext(3);

  private FirstGradients() {}

  /**
   * An architecture with its input gain known: itself, unless the gain was to be had from first
   * gradients. Then it is 1 / the root of the mean square of those entries of the first training
   * problem's first gradient that are not 0, to three digits, so that it is the same wherever sums
   * are rounded a little differently.
   *
   * @param seed of the meta-training
   * @throws IllegalArgumentException when that gradient has no size
   */
  public static RuleSettings known(RuleSettings settings, Optimizee optimizee, long seed) {
    return settings.inputGain().isPresent()
        ? settings
        : settings.withInputGain(gain(optimizee, seed));
  }

  private static double gain(Optimizee optimizee, long seed) {
    float[] theta = new float[optimizee.size()];
    float[] gradient = new float[theta.length];
    Optimizee.Problem problem = optimizee.problem(Half.TRAIN, seed, "meta-train", 0);
    problem.initial(theta);
    problem.gradient(theta, 0, gradient);
    double squares = 0;
    int moved = 0;
    for (float g : gradient) {
      squares += (double) g * g;
      moved += g == 0 ? 0 : 1;
    }
    double gain = 1 / Math.sqrt(squares / moved);
    if (!(gain > 0 && Double.isFinite(gain))) {
      throw new IllegalArgumentException(
          "rule.input-gain = first-gradients: the first gradient has no size to go by ("
              + moved
              + " of "
              + gradient.length
              + " entries are not 0, the sum of their squares is "
              + squares
              + "); give a number");
    }
    return new BigDecimal(gain).round(THREE_DIGITS).doubleValue();
  }
}
