package io.symlab.symbolic.expression;

import io.symlab.symbolic.expression.Expression.Binary;
import io.symlab.symbolic.expression.Expression.Constant;
import io.symlab.symbolic.expression.Expression.Unary;
import java.math.BigDecimal;

/**
 * Formulas with constants that a person wants to read: as few digits as leave the formula what it
 * is. (101325 - p) / 12 is another formula with 101300 in it, where p varies by some tens; how many
 * digits it takes shows on rows, and without any it is guarded against.
 */
public final class Rounding {
  /** What a factor needs. */
  static final int FEW = 4;

  /** As many as tell all doubles apart. */
  static final int ALL = 17;

  /** How much a constant in a sum, or in an angle, may change. */
  private static final double GUARD = 1e-6;

  private Rounding() {}

  /**
   * The formula with constants of so many digits; a decay keeps them of what it lacks of 1.
   *
   * @param digits significant digits; 0 where it is not known how many it takes: see {@link
   *     #guarded}
   */
  public static Expression to(int digits, Expression formula) {
    return digits == 0 ? guarded(formula) : rounded(formula, digits, false, false);
  }

  /**
   * The formula with constants of four digits where they are factors, and elsewhere of as many as
   * keep them to a millionth: sums may cancel.
   */
  public static Expression guarded(Expression formula) {
    return rounded(formula, 0, false, false);
  }

  /**
   * @param digits 0: as guarded
   * @param delicate whether some sum or angle is around
   * @param decay whether it is a decay's place
   */
  private static Expression rounded(
      Expression formula, int digits, boolean delicate, boolean decay) {
    if (formula instanceof Constant constant) {
      double value = constant.value();
      if (decay) {
        // In decimals: 1 - 0.7 is 0.30000000000000004.
        double lack = Numbers.round(1 - value, Math.max(FEW, digits));
        return Expression.constant(BigDecimal.ONE.subtract(BigDecimal.valueOf(lack)).doubleValue());
      }
      return Expression.constant(
          digits > 0 ? Numbers.round(value, digits) : guarded(value, delicate));
    }
    if (formula instanceof Unary unary) {
      boolean angle =
          switch (unary.operator().kind()) {
            case SIN, COS, TAN, EXP, SINH, COSH -> true;
            default -> delicate;
          };
      return Expression.of(unary.operator(), rounded(unary.argument(), digits, angle, false));
    }
    if (formula instanceof Binary binary) {
      boolean sum =
          switch (binary.operator().kind()) {
            case ADD, SUB, POW, GREATER -> true;
            default -> delicate;
          };
      return Expression.of(
          binary.operator(),
          rounded(binary.left(), digits, sum, false),
          rounded(binary.right(), digits, sum, binary.operator().isAverage()));
    }
    return formula;
  }

  private static double guarded(double value, boolean delicate) {
    for (int digits = FEW; digits < ALL; digits++) {
      double rounded = Numbers.round(value, digits);
      if (!delicate || Math.abs(rounded - value) <= GUARD * Math.abs(value)) {
        return rounded;
      }
    }
    return value;
  }
}
