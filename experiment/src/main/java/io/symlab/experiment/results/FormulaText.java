package io.symlab.experiment.results;

import io.symlab.symbolic.export.LaggedNames;
import io.symlab.symbolic.expression.Expression;
import io.symlab.symbolic.expression.Signals;
import io.symlab.symbolic.formula.ExpressionSyntaxException;
import io.symlab.symbolic.formula.ExpressionText;
import java.util.List;

/**
 * Formulas as results hold them: over columns ({@code mt_0}), or over the signals that columns are
 * the lags of ({@code ema(mt, 0.9)}), as the recipe had it.
 */
public final class FormulaText {
  private FormulaText() {}

  /** The signals that a formula speaks of; none when it speaks of columns alone. */
  public static Signals signals(String text, List<String> columns) {
    try {
      return ExpressionText.parse(text, columns).hasMemory()
          ? LaggedNames.signals(columns)
          : Signals.NONE;
    } catch (ExpressionSyntaxException e) {
      return LaggedNames.signals(columns);
    }
  }

  /**
   * Reads a formula.
   *
   * @throws ExpressionSyntaxException saying where and why, when the text is none
   */
  public static Expression parse(String text, List<String> columns) {
    return ExpressionText.parse(text, columns, signals(text, columns));
  }

  /** The formula with constants of the digits that they may need, in its own words. */
  public static String rounded(String text, List<String> columns) {
    Signals signals = signals(text, columns);
    return ExpressionText.readable(
        ExpressionText.parse(text, columns, signals), signals.names(columns), 0);
  }
}
