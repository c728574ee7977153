package io.symlab.symbolic.export;

import io.symlab.symbolic.expression.Expression;
import io.symlab.symbolic.expression.Numbers;
import io.symlab.symbolic.expression.Signals;
import io.symlab.symbolic.expression.Tidy;
import io.symlab.symbolic.expression.Trees;
import io.symlab.symbolic.formula.ExpressionText;
import io.symlab.symbolic.front.ScoredFront;
import io.symlab.symbolic.program.Recurrence;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A found expression with what it takes to use it elsewhere.
 *
 * @param expression over the columns; constants that are floats with all their bits are written as
 *     short as these floats are
 * @param columns their names, in the order of the table
 * @param signals which of them are one signal
 * @param rate base rate of exported optimizers: parameters move by rate * expression
 * @param figures what is known of it, as {@code loss} and {@code r2_test}, in the order in which it
 *     is told; NaN: unknown
 */
public record Formula(
    Expression expression,
    List<String> columns,
    Signals signals,
    double rate,
    Map<String, Double> figures) {
  /** As published for learned optimizers. */
  public static final double USUAL_RATE = 0.01;

  /** Of the figures: the complexity that the front counts, where operators weigh more than 1. */
  public static final String COMPLEXITY = "complexity";

  /** Of the figures: the digits of its constants that the formula needs to stay what it is. */
  public static final String DIGITS = "digits";

  public Formula {
    expression = Trees.withConstants(expression, Numbers::brief);
    rate = Numbers.brief(rate);
    columns = List.copyOf(columns);
    figures = Collections.unmodifiableMap(new LinkedHashMap<>(figures));
    if (expression.highestVariable() >= columns.size()) {
      throw new IllegalArgumentException(
          "the formula reads column "
              + expression.highestVariable()
              + ", there are "
              + columns.size());
    }
    if (!signals.allow(expression)) {
      throw new IllegalArgumentException("the formula averages columns that are no signal");
    }
    if (!(rate > 0 && Double.isFinite(rate))) {
      throw new IllegalArgumentException("a base rate must be above 0, is " + rate);
    }
  }

  /** With the usual rate, and nothing known of it. */
  public static Formula of(Expression expression, List<String> columns, Signals signals) {
    return new Formula(expression, columns, signals, USUAL_RATE, Map.of());
  }

  /** With the usual rate, and all that a front knows of it. */
  public static Formula of(ScoredFront.Row row, List<String> columns, Signals signals) {
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put(COMPLEXITY, (double) row.complexity());
    figures.put("loss", row.loss());
    figures.put("score", row.score());
    figures.put("r2_train", row.r2Train());
    figures.put("r2_validation", row.r2Validation().orElse(Double.NaN));
    figures.put("r2_test", row.r2Test().orElse(Double.NaN));
    return of(row.expression(), columns, signals).withFigures(figures);
  }

  /** The same with another base rate. */
  public Formula withRate(double other) {
    return new Formula(expression, columns, signals, other, figures);
  }

  /** The same, more of it known. */
  public Formula withFigures(Map<String, Double> known) {
    return new Formula(expression, columns, signals, rate, known);
  }

  /** The digits of its constants that it needs, 0 where that is not known. */
  public int digits() {
    return figures.getOrDefault(DIGITS, 0.0).intValue();
  }

  /** As the front counts it, or else its nodes. */
  public int complexity() {
    Double counted = figures.get(COMPLEXITY);
    return counted == null ? expression.complexity() : counted.intValue();
  }

  /** The same with its signs in order; its values are the same in every bit. */
  Formula tidy() {
    return new Formula(Tidy.of(expression), columns, signals, rate, figures);
  }

  /** Text that reads back. */
  public String text() {
    return ExpressionText.whole(expression, signals.names(columns));
  }

  /** How it is computed step by step. */
  public Recurrence recurrence() {
    return Recurrence.of(expression, columns, signals);
  }
}
