package io.symlab.experiment.distill;

import io.symlab.symbolic.Expression;
import io.symlab.symbolic.ExpressionSyntaxException;
import io.symlab.symbolic.ExpressionText;
import io.symlab.symbolic.Signals;
import java.util.List;

/**
 * How formulas over a table call its columns.
 *
 * @param names of the features
 * @param signals among them
 */
public record FormulaNames(List<String> names, Signals signals) {
  private static final int DIGITS = 4;

  public FormulaNames {
    names = List.copyOf(names);
  }

  /** A formula that was printed with these names. */
  public Expression parse(String text) {
    return ExpressionText.parse(text, names, signals);
  }

  /** The formula with constants of four digits; as it is where it can't be read. */
  public String readable(String text) {
    try {
      return ExpressionText.print(parse(text), signals.names(names), DIGITS);
    } catch (ExpressionSyntaxException e) {
      return text;
    }
  }
}
