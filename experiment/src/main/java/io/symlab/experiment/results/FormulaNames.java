package io.symlab.experiment.results;

import io.symlab.symbolic.expression.Expression;
import io.symlab.symbolic.expression.Signals;
import io.symlab.symbolic.formula.ExpressionText;
import io.symlab.symbolic.formula.OwnOperators;
import java.util.List;

/**
 * How formulas over a table call its columns.
 *
 * @param columns names of the columns that formulas may read, by index
 * @param signals among them
 */
public record FormulaNames(List<String> columns, Signals signals) {
  public FormulaNames {
    columns = List.copyOf(columns);
  }

  /**
   * Those that formulas were written with: over columns alone, or over the signals that the columns
   * are the lags of.
   *
   * @param formulas text that reads back
   */
  public static FormulaNames of(List<String> columns, List<String> formulas) {
    return new FormulaNames(
        columns,
        formulas.stream()
            .map(formula -> FormulaText.signals(formula, columns))
            .filter(signals -> !signals.isEmpty())
            .findFirst()
            .orElse(Signals.NONE));
  }

  /**
   * A formula that was printed with these names.
   *
   * @throws io.symlab.symbolic.formula.ExpressionSyntaxException saying where and why, when it was
   *     not
   */
  public Expression parse(String text) {
    return ExpressionText.parse(text, columns, signals);
  }

  /** Text that {@link #parse} reads back, definitions of own operators before it. */
  public String text(Expression formula) {
    return ExpressionText.whole(formula, signals.names(columns));
  }

  /** The definitions of a formula's own operators, {@code swish(x) = x / (1.0 + exp(-x))}. */
  public static List<String> definitions(Expression formula) {
    return OwnOperators.of(formula).stream().map(OwnOperators::text).toList();
  }

  /**
   * The formula for reading.
   *
   * @param digits of its constants, see {@link io.symlab.symbolic.expression.Rounding#to}
   */
  public String readable(Expression formula, int digits) {
    return ExpressionText.readable(formula, signals.names(columns), digits);
  }
}
