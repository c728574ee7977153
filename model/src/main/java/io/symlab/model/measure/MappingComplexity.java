package io.symlab.model.measure;

import java.util.OptionalInt;

/**
 * How complex a mapping a learned optimizer is: the least complexity on the front of its formulas
 * that explains it nearly as well as any of them does. A definition of our own; a published one was
 * not at hand.
 */
public final class MappingComplexity {
  /** How much less of the variance a formula may explain than the best one. */
  public static final double WITHIN = 0.01;

  private MappingComplexity() {}

  /**
   * The front's first row whose validation R2 is within {@link #WITHIN} of the best.
   *
   * @param r2Validation of each row of the front, by rising complexity; what is not finite does not
   *     count
   * @return its index; empty when no R2 is finite
   */
  public static OptionalInt row(double[] r2Validation) {
    double best = Double.NEGATIVE_INFINITY;
    for (double r2 : r2Validation) {
      best = Double.isFinite(r2) ? Math.max(best, r2) : best;
    }
    for (int i = 0; i < r2Validation.length; i++) {
      if (Double.isFinite(r2Validation[i]) && r2Validation[i] >= best - WITHIN) {
        return OptionalInt.of(i);
      }
    }
    return OptionalInt.empty();
  }
}
