package io.symlab.symbolic.expression;

import io.symlab.symbolic.expression.Expression.Binary;
import io.symlab.symbolic.expression.Expression.Constant;
import io.symlab.symbolic.expression.Expression.Unary;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Formulas as a person reads them: equal terms of a sum are one ({@code -3 g} for {@code - g - g -
 * g}), constants have the digits that they need, sums and products stand without parentheses that
 * say nothing, signs are in order. The value is that of the formula up to these digits; for the
 * very formula there is {@code ExpressionText}.
 */
public final class Legible {
  /** Where signs cancel terms may become equal, and so on. */
  private static final int MOST_PASSES = 12;

  /**
   * How much of its variance the formula's values may change by. An R2 falls by no more than this
   * where it is 1, and by 2e-4 at the worst elsewhere.
   */
  private static final double CHANGE = 1e-8;

  private Legible() {}

  /**
   * The formula for reading.
   *
   * @param digits of its constants, see {@link Rounding#to}
   */
  public static Expression of(Expression formula, int digits) {
    Expression read = formula;
    for (int pass = 0; pass < MOST_PASSES; pass++) {
      Expression next = Tidy.of(flat(Rounding.to(digits, collected(read))));
      if (next.equals(read)) {
        break;
      }
      read = next;
    }
    return read;
  }

  /**
   * The digits that the constants of the formula for reading need on some rows. Putting terms
   * together changes which digits matter, so that it is judged as it will be read.
   *
   * @param columns [F][at least rows]; null where the formula doesn't read them
   * @return significant digits, from 4 to 17; 17 also where none keep its values, as those of
   *     sin(exp(exp(x))) far out, which change with the order of a sum
   */
  public static int digits(Expression formula, Signals signals, double[][] columns, int rows) {
    double[] exact = values(formula, signals, columns, rows);
    for (int digits = Rounding.FEW; digits < Rounding.ALL; digits++) {
      if (isLike(exact, values(of(formula, digits), signals, columns, rows))) {
        return digits;
      }
    }
    return Rounding.ALL;
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
   * The formula with equal terms of each sum put together, simplified; itself where that does not
   * make it smaller.
   */
  public static Expression together(Expression formula) {
    Expression together = Simplifier.simplify(collected(formula));
    return together.complexity() < formula.complexity() ? together : formula;
  }

  /** The formula with equal terms of each sum put together. */
  static Expression collected(Expression formula) {
    List<Expression> parts = Trees.arguments(formula);
    if (parts.isEmpty()) {
      return formula;
    }
    Expression whole =
        Trees.withArguments(formula, parts.stream().map(Legible::collected).toList());
    if (!isSum(whole)) {
      return whole;
    }
    Map<Expression, Double> terms = new LinkedHashMap<>();
    int count = collect(whole, 1, terms);
    return terms.size() < count ? sum(terms) : whole;
  }

  private static boolean isSum(Expression node) {
    return node instanceof Binary binary
        && (binary.operator() == Operator.ADD || binary.operator() == Operator.SUB);
  }

  /** Adds a sum's terms to those by what they are multiples of; returns how many there were. */
  private static int collect(Expression node, double factor, Map<Expression, Double> terms) {
    if (isSum(node)) {
      Binary sum = (Binary) node;
      double right = sum.operator() == Operator.SUB ? -factor : factor;
      return collect(sum.left(), factor, terms) + collect(sum.right(), right, terms);
    }
    if (node instanceof Unary unary && unary.operator() == Operator.NEG) {
      return collect(unary.argument(), -factor, terms);
    }
    if (node instanceof Constant constant) {
      terms.merge(new Constant(1), factor * constant.value(), Double::sum);
      return 1;
    }
    if (node instanceof Binary product && product.operator() == Operator.MUL) {
      if (product.left() instanceof Constant constant) {
        return collect(product.right(), factor * constant.value(), terms);
      }
      if (product.right() instanceof Constant constant) {
        return collect(product.left(), factor * constant.value(), terms);
      }
    }
    terms.merge(node, factor, Double::sum);
    return 1;
  }

  private static Expression sum(Map<Expression, Double> terms) {
    Expression sum = null;
    for (Map.Entry<Expression, Double> entry : terms.entrySet()) {
      double factor = entry.getValue();
      if (factor != 0) {
        Expression term =
            entry.getKey() instanceof Constant
                ? new Constant(factor)
                : new Binary(Operator.MUL, new Constant(factor), entry.getKey());
        sum = sum == null ? term : new Binary(Operator.ADD, sum, term);
      }
    }
    return sum == null ? new Constant(0) : sum;
  }

  /** Sums and products that lean to the left, as they are read. */
  private static Expression flat(Expression formula) {
    List<Expression> parts = new ArrayList<>(Trees.arguments(formula));
    if (parts.isEmpty()) {
      return formula;
    }
    parts.replaceAll(Legible::flat);
    return formula instanceof Binary binary
        ? joined(binary.operator(), parts.get(0), parts.get(1))
        : Trees.withArguments(formula, parts);
  }

  private static Expression joined(Operator operator, Expression left, Expression right) {
    if (right instanceof Binary inner) {
      Operator second = second(operator, inner.operator());
      if (second != null) {
        return new Binary(second, joined(operator, left, inner.left()), inner.right());
      }
    }
    return new Binary(operator, left, right);
  }

  /** What stands between b and c in a . b . c for a . (b . c); null where the brackets stay. */
  private static Operator second(Operator outer, Operator inner) {
    boolean sum = inner == Operator.ADD || inner == Operator.SUB;
    if (outer == Operator.ADD && sum) {
      return inner;
    }
    if (outer == Operator.SUB && sum) {
      return inner == Operator.ADD ? Operator.SUB : Operator.ADD;
    }
    boolean product = inner == Operator.MUL || inner == Operator.DIV;
    return outer == Operator.MUL && product ? inner : null;
  }
}
