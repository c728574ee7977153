package io.symlab.symbolic.formula;

import io.symlab.symbolic.expression.Expression;
import io.symlab.symbolic.expression.Operator;
import io.symlab.symbolic.expression.Signals;
import java.util.List;

/**
 * A formula to start from, whose constants are fitted before it joins the first population. Names
 * that are no column, {@code p} or {@code p1}, {@code p2}, ..., stand for free constants; where one
 * occurs twice it is one constant.
 *
 * <pre>{@code
 * Guess adam = Guess.parse("p1 * ema_hat(g, p2) / (sqrt(ema_hat(square(g), p3)) + p4)", names, signals);
 * }</pre>
 *
 * @param expression with a value for each constant to start the fit at
 * @param ties per constant, from left to right: constants with an equal number of 0 or more are
 *     one; -1 for one of its own
 */
public record Guess(Expression expression, List<Integer> ties) {
  public Guess {
    ties = List.copyOf(ties);
  }

  /** A formula as it stands, each constant of its own. */
  public static Guess of(Expression expression) {
    return new Guess(expression, FreeConstants.untied(expression));
  }

  /**
   * Reads a formula with free constants.
   *
   * @param names of the columns, by index
   * @throws ExpressionSyntaxException saying where and why, when the text is no formula
   */
  public static Guess parse(String text, List<String> names, Signals signals) {
    return parse(text, names, signals, List.of());
  }

  /**
   * The same with operators of one's own.
   *
   * @param own that the text may use
   */
  public static Guess parse(String text, List<String> names, Signals signals, List<Operator> own) {
    FreeConstants free = new FreeConstants();
    Expression parsed = new ExpressionParser(text, names, signals, free, own).parse();
    if (!free.holes().isEmpty()) {
      throw new ExpressionSyntaxException(
          text, text.indexOf('?'), "a guess is a whole formula; holes are for templates");
    }
    NeverFinite.of(parsed, names)
        .ifPresent(
            reason -> {
              throw new ExpressionSyntaxException(text, 0, "it is never finite: " + reason);
            });
    return free.bind(parsed, text, signals);
  }
}
