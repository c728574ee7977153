package io.symlab.model.rule.symbolic;

import java.util.Arrays;

/**
 * Which of a formula's constants are one parameter written several times, and which are numbers
 * that belong to its form; so that tuning keeps a named form what its name says. A tree has no
 * shared nodes: a parameter that a form mentions twice is two constants of the same value.
 *
 * @param parameter per constant, from left to right, the number of its parameter, from 0; {@link
 *     #FIXED} for one that is not tuned
 */
public record ConstantShares(int[] parameter) {
  public static final int FIXED = -1;

  public ConstantShares {
    parameter = parameter.clone();
  }

  /** Every constant on its own, as in formulas without a form. */
  public static ConstantShares none(int constants) {
    int[] own = new int[constants];
    Arrays.setAll(own, i -> i);
    return new ConstantShares(own);
  }

  /** How many constants there are. */
  public int size() {
    return parameter.length;
  }

  /** Whether some constant can be tuned. */
  public boolean tunable() {
    return Arrays.stream(parameter).anyMatch(p -> p != FIXED);
  }

  /**
   * Gives each constant the gradient of its parameter, the sum over its constants, and fixed ones
   * 0. Constants that began as equals then stay so under any rule that works on each alone.
   *
   * @param gradient [constants], changed in place
   */
  public void gather(double[] gradient) {
    double[] sums = new double[Arrays.stream(parameter).max().orElse(FIXED) + 1];
    for (int i = 0; i < parameter.length; i++) {
      if (parameter[i] != FIXED) {
        sums[parameter[i]] += gradient[i];
      }
    }
    for (int i = 0; i < parameter.length; i++) {
      gradient[i] = parameter[i] == FIXED ? 0 : sums[parameter[i]];
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ConstantShares shares && Arrays.equals(parameter, shares.parameter);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(parameter);
  }
}
