package io.symlab.cli.display;

import io.symlab.experiment.results.FormulaText;
import io.symlab.symbolic.formula.ExpressionSyntaxException;
import java.util.List;

/** Rules for reading: constants to four digits. What must read back exactly is printed as it is. */
public final class ReadableRule {
  private ReadableRule() {}

  /** The rule with shorter constants; as it is where it can't be read. */
  public static String of(String expression, List<String> names) {
    try {
      return FormulaText.rounded(expression, names);
    } catch (ExpressionSyntaxException e) {
      return expression;
    }
  }
}
