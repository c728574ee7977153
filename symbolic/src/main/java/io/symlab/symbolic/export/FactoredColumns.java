package io.symlab.symbolic.export;

import static io.symlab.symbolic.expression.Operator.ADD;
import static io.symlab.symbolic.expression.Operator.DIV;
import static io.symlab.symbolic.expression.Operator.MAX;
import static io.symlab.symbolic.expression.Operator.MUL;
import static io.symlab.symbolic.expression.Operator.SQRT;
import static io.symlab.symbolic.expression.Operator.SUB;

import io.symlab.symbolic.expression.Expression;
import io.symlab.symbolic.expression.Operator;
import io.symlab.symbolic.program.RecurrenceBuilder;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Features of factored second moments, as Adafactor has them (Shazeer, Stern 2018): averages of the
 * means of g^2 along a tensor's longest side (a row), its second longest (a column) and both, at
 * each coordinate. A vector has no sides, and keeps the average of each coordinate.
 *
 * <p>The average of a row's mean over its rows is the average of the mean over both sides, so that
 * all of it comes from inputs of a step: whoever makes it a program computes the means.
 */
final class FactoredColumns {
  /** Inputs: means of g^2 + 1e-30 over sides of the tensor; of a vector g^2 + 1e-30. */
  static final String ROW_MEAN = "row_mean";

  static final String COLUMN_MEAN = "col_mean";
  static final String MEAN = "both_mean";

  /** An input: 1 in a tensor of two sides or more, 0 in a vector. */
  static final String SIDES = "has_sides";

  static final List<String> INPUTS = List.of(ROW_MEAN, COLUMN_MEAN, MEAN, SIDES);

  static final List<String> FEATURES =
      List.of(
          "row9",
          "row99",
          "row999",
          "col9",
          "col99",
          "col999",
          "inv_row9",
          "inv_row99",
          "inv_row999",
          "inv_col9",
          "inv_col99",
          "inv_col999",
          "fac9",
          "fac99",
          "fac999",
          "mom9_fac",
          "mom99_fac",
          "mom999_fac");

  private static final Pattern NAME =
      Pattern.compile("(row|col|inv_row|inv_col|fac|mom)(9+)(_fac)?");
  private static final double LEAST = 1e-9;
  private static final double INVERSE_EPSILON = 1e-8;
  private static final double MOMENTUM_EPSILON = 1e-6;

  private final RecurrenceBuilder builder;
  private final String nines;

  private FactoredColumns(RecurrenceBuilder builder, String nines) {
    this.builder = builder;
    this.nines = nines;
  }

  /**
   * The slot of a feature.
   *
   * @param feature one of {@link #FEATURES}
   * @param gradient the slot of g
   */
  static int slot(RecurrenceBuilder builder, String feature, int gradient) {
    Matcher name = NAME.matcher(feature);
    if (!name.matches()) {
      throw new IllegalArgumentException(feature + " is no feature of factored moments");
    }
    var columns = new FactoredColumns(builder, name.group(2));
    Expression g = Expression.variable(gradient);
    return switch (name.group(1)) {
      case "row" -> columns.row();
      case "col" -> columns.column();
      case "inv_row" -> columns.inverse(feature, columns.row());
      case "inv_col" -> columns.inverse(feature, columns.column());
      case "fac" -> columns.divided(feature, g, atLeast(of(ADD, of(columns.row()), number(LEAST))));
      default ->
          columns.divided(
              feature,
              of(builder.average("mom" + name.group(2), g, columns.decay())),
              of(ADD, of(columns.row()), number(MOMENTUM_EPSILON)));
    };
  }

  /** 0.9 of 9, 0.99 of 99, ... */
  private double decay() {
    return Double.parseDouble("0." + nines);
  }

  private int row() {
    return average("row", ROW_MEAN);
  }

  private int column() {
    return average("col", COLUMN_MEAN);
  }

  private int average(String name, String input) {
    return builder.average(name + nines, of(builder.input(input, -1)), decay());
  }

  private int inverse(String feature, int average) {
    return builder.value(feature, inverseRoot(of(ADD, of(average), number(INVERSE_EPSILON))));
  }

  /**
   * Something divided by the root of the moment.
   *
   * @param ofVector the moment in a vector
   */
  private int divided(String feature, Expression what, Expression ofVector) {
    Expression relative = of(DIV, of(row()), of(ADD, of(average("both", MEAN)), number(LEAST)));
    Expression factored =
        of(MUL, inverseRoot(atLeast(relative)), inverseRoot(atLeast(of(column()))));
    Expression sides = of(builder.input(SIDES, -1));
    Expression factor =
        of(
            ADD,
            of(MUL, sides, factored),
            of(MUL, of(SUB, number(1), sides), inverseRoot(ofVector)));
    return builder.value(feature, of(MUL, what, factor));
  }

  private static Expression atLeast(Expression x) {
    return of(MAX, x, number(LEAST));
  }

  private static Expression inverseRoot(Expression x) {
    return of(DIV, number(1), Expression.of(SQRT, x));
  }

  private static Expression number(double value) {
    return Expression.constant(value);
  }

  private static Expression of(Operator operator, Expression left, Expression right) {
    return Expression.of(operator, left, right);
  }

  private static Expression of(int slot) {
    return Expression.variable(slot);
  }
}
