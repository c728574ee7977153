package io.symlab.symbolic.sample;

import io.symlab.symbolic.expression.Expression;
import io.symlab.symbolic.expression.Expression.Binary;
import io.symlab.symbolic.expression.Expression.Constant;
import io.symlab.symbolic.expression.Expression.Unary;
import io.symlab.symbolic.expression.Expression.Variable;
import io.symlab.symbolic.expression.Legible;
import io.symlab.symbolic.expression.Numbers;
import io.symlab.symbolic.expression.Operator;
import io.symlab.symbolic.expression.Signals;
import io.symlab.symbolic.expression.Simplifier;
import io.symlab.symbolic.expression.Trees;
import io.symlab.symbolic.formula.Guess;
import java.util.Arrays;
import java.util.List;

/**
 * What is subtracted from columns and y, in double precision, before they become the floats that a
 * search works on. A latitude, a Unix time or y = 1e7 + x lie so far from 0 for their spread that
 * floats would round their variation away; a column that does not is left as it is, its centre is
 * 0. Formulas are searched over the centred columns ({@link #inward}) and told over those of the
 * table ({@link #outward}).
 *
 * @param columns one per feature
 * @param target that of y
 */
public record Centres(List<Double> columns, double target) {
  /** Share of a column's range that rounding to floats may cost before the column is centred. */
  private static final double BEARABLE = 1e-5;

  /** Half a unit in a float's last place, relative to the number. */
  private static final double ROUNDING = 0x1p-24;

  /** A centre is written with as few digits as keep it this share of the range from the mean. */
  private static final double NEAR = 0.25;

  public Centres {
    columns = List.copyOf(columns);
  }

  /** No centre but 0. */
  public static Centres none(int features) {
    return new Centres(java.util.Collections.nCopies(features, 0.0), 0);
  }

  /**
   * The centres that a table needs. The columns of a signal get none: windows begin with zeros.
   *
   * @param columns [F][rows], all finite
   * @param y [rows], all finite
   */
  public static Centres of(double[][] columns, double[] y, Signals signals) {
    Double[] centres = new Double[columns.length];
    for (int f = 0; f < columns.length; f++) {
      centres[f] = signals.of(f) == null ? centre(columns[f]) : 0.0;
    }
    return new Centres(Arrays.asList(centres), centre(y));
  }

  private static double centre(double[] column) {
    if (lost(column, 0) <= BEARABLE) {
      return 0;
    }
    double mean = Arrays.stream(column).average().orElse(0);
    double range = range(column);
    int digits = 1;
    while (digits < 17 && Math.abs(Numbers.round(mean, digits) - mean) > NEAR * range) {
      digits++;
    }
    return Numbers.round(mean, digits);
  }

  /**
   * The share of a column's range by which rounding to floats may move a number; 0 for a constant.
   *
   * @param centre that is subtracted before
   */
  public static double lost(double[] column, double centre) {
    double most = 0;
    for (double value : column) {
      most = Math.max(most, Math.abs(value - centre));
    }
    double range = range(column);
    return range > 0 ? ROUNDING * most / range : 0;
  }

  private static double range(double[] column) {
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    for (double value : column) {
      least = Math.min(least, value);
      most = Math.max(most, value);
    }
    return most - least;
  }

  /** Whether nothing is subtracted anywhere. */
  public boolean areNone() {
    return target == 0 && columns.stream().allMatch(centre -> centre == 0);
  }

  /** A column as a search has it: less its centre, in floats. */
  public static float[] floats(double[] column, double centre) {
    float[] rounded = new float[column.length];
    for (int i = 0; i < rounded.length; i++) {
      rounded[i] = (float) (column[i] - centre);
    }
    return rounded;
  }

  /** A formula over the search's columns and y, written over those of the table. */
  public Expression outward(Expression formula) {
    return areNone() ? formula : moved(formula, -1);
  }

  /** A formula over the columns and y of the table, written over those of the search. */
  public Expression inward(Expression formula) {
    return areNone() ? formula : moved(formula, 1);
  }

  /**
   * The same guess over the search's columns. What its constants start at moves with the columns;
   * y's centre is left to the scale and offset that every guess is fitted with.
   */
  public Guess inward(Guess guess) {
    if (areNone()) {
      return guess;
    }
    java.util.ArrayList<Integer> ties = new java.util.ArrayList<>();
    int[] constants = {0};
    Expression moved = shifted(guess, guess.expression(), constants, ties);
    return new Guess(moved, ties);
  }

  private Expression shifted(Guess guess, Expression node, int[] constants, List<Integer> ties) {
    if (node instanceof Constant) {
      ties.add(guess.ties().get(constants[0]++));
      return node;
    }
    if (node instanceof Variable variable) {
      double centre = columns.get(variable.index());
      if (centre == 0) {
        return node;
      }
      ties.add(-1);
      return new Binary(Operator.ADD, node, new Constant(centre));
    }
    return Trees.withArguments(
        node,
        Trees.arguments(node).stream()
            .map(argument -> shifted(guess, argument, constants, ties))
            .toList());
  }

  private Expression moved(Expression formula, int direction) {
    Sum sum = sum(formula, direction);
    Expression whole = new Sum(sum.rest, sum.offset - direction * target).whole();
    // Constants that centres became may cancel, and so leave equal terms: t + x - t.
    return Legible.together(Simplifier.simplify(whole));
  }

  /**
   * A part of a formula as something and a number that is added to it, which is carried upwards as
   * long as it can be.
   *
   * @param rest null for nothing
   */
  private record Sum(Expression rest, double offset) {
    Expression whole() {
      if (rest == null) {
        return new Constant(offset);
      }
      return offset == 0 ? rest : new Binary(Operator.ADD, rest, new Constant(offset));
    }
  }

  private Sum sum(Expression node, int direction) {
    if (node instanceof Constant constant) {
      return new Sum(null, constant.value());
    }
    if (node instanceof Variable variable) {
      return new Sum(node, direction * columns.get(variable.index()));
    }
    if (node instanceof Unary unary) {
      Sum inner = sum(unary.argument(), direction);
      return unary.operator() == Operator.NEG
          ? scaled(inner, -1)
          : new Sum(new Unary(unary.operator(), inner.whole()), 0);
    }
    Binary binary = (Binary) node;
    if (binary.operator().isAverage()) {
      return new Sum(
          new Binary(binary.operator(), sum(binary.left(), direction).whole(), binary.right()), 0);
    }
    Sum l = sum(binary.left(), direction);
    Sum r = sum(binary.right(), direction);
    return switch (binary.operator().kind()) {
      case ADD -> added(Operator.ADD, l, r, l.offset + r.offset);
      case SUB -> added(Operator.SUB, l, r, l.offset - r.offset);
      case MUL ->
          l.rest == null
              ? scaled(r, l.offset)
              : r.rest == null ? scaled(l, r.offset) : parted(binary.operator(), l, r);
      case DIV ->
          r.rest == null && r.offset != 0 && Double.isFinite(1 / r.offset)
              ? scaled(l, 1 / r.offset)
              : parted(binary.operator(), l, r);
      default -> parted(binary.operator(), l, r);
    };
  }

  private static Sum parted(Operator operator, Sum l, Sum r) {
    return new Sum(new Binary(operator, l.whole(), r.whole()), 0);
  }

  private static Sum added(Operator operator, Sum l, Sum r, double offset) {
    if (!Double.isFinite(offset)) {
      return parted(operator, l, r);
    }
    if (r.rest == null) {
      return new Sum(l.rest, offset);
    }
    if (l.rest == null) {
      return new Sum(operator == Operator.ADD ? r.rest : new Unary(Operator.NEG, r.rest), offset);
    }
    return new Sum(new Binary(operator, l.rest, r.rest), offset);
  }

  private static Sum scaled(Sum sum, double factor) {
    double offset = sum.offset * factor;
    if (sum.rest == null || factor == 1) {
      return new Sum(sum.rest, offset);
    }
    if (!Double.isFinite(offset)) {
      return new Sum(new Binary(Operator.MUL, new Constant(factor), sum.whole()), 0);
    }
    return new Sum(
        factor == -1
            ? new Unary(Operator.NEG, sum.rest)
            : new Binary(Operator.MUL, new Constant(factor), sum.rest),
        offset);
  }
}
