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
  private static final int FEW = 4;

  /** As many as tell all doubles apart. */
  private static final int ALL = 17;

  /** How much a constant in a sum, or in an angle, may change. */
  private static final double GUARD = 1e-6;

  /**
   * How much of its variance the formula's values may change by. An R2 falls by no more than this
   * where it is 1, and by 2e-4 at the worst elsewhere.
   */
  private static final double CHANGE = 1e-8;

  private Rounding() {}

  /**
   * The digits that its constants need on some rows.
   *
   * @param columns [F][at least rows]; null where the formula doesn't read them
   * @return significant digits, from 4 to 17
   */
  public static int digits(Expression formula, Signals signals, double[][] columns, int rows) {
    double[] exact = values(formula, signals, columns, rows);
    Expression read = Legible.collected(formula);
    for (int digits = FEW; digits < ALL; digits++) {
      if (isLike(exact, values(to(digits, read), signals, columns, rows))) {
        return digits;
      }
    }
    return ALL;
  }

  private static double[] values(
      Expression formula, Signals signals, double[][] columns, int rows) {
    double[] row = new double[columns.length];
    double[] values = new double[rows];
    for (int i = 0; i < rows; i++) {
      for (int f = 0; f < row.length; f++) {
        row[f] = columns[f] == null ? 0 : columns[f][i];
      }
      values[i] = signals.evaluate(formula, row);
    }
    return values;
  }

  private static boolean isLike(double[] exact, double[] rounded) {
    double mean = 0;
    double squares = 0;
    double changes = 0;
    int count = 0;
    for (int i = 0; i < exact.length; i++) {
      if (Double.isFinite(exact[i])) {
        if (!Double.isFinite(rounded[i])) {
          return false;
        }
        count++;
        double before = mean;
        mean += (exact[i] - mean) / count;
        squares += (exact[i] - before) * (exact[i] - mean);
        changes += (exact[i] - rounded[i]) * (exact[i] - rounded[i]);
      }
    }
    double constant = 1e-7 * mean * mean * count; // four digits of a formula that doesn't vary
    return changes <= Math.max(CHANGE * squares, squares == 0 ? constant : 0);
  }

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
