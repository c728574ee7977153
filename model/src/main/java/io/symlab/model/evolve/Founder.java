package io.symlab.model.evolve;

import io.symlab.model.rule.handmade.HandMade;
import io.symlab.symbolic.expression.Expression;
import io.symlab.symbolic.expression.Numbers;
import io.symlab.symbolic.expression.Signals;
import io.symlab.symbolic.formula.ExpressionText;
import java.util.List;
import java.util.Map;

/**
 * A formula that a search starts from, and the factors at which it is tried: it enters at the one
 * that does best.
 *
 * @param expression over the columns of samples
 * @param factors of its value
 */
public record Founder(Expression expression, List<Double> factors) {
  /** What a formula of unknown rate is tried at. */
  private static final List<Double> USUAL = List.of(0.5, 1.0, 2.0);

  /** As updates of a rate of 1, with g the gradient; Lion's average is of the step before. */
  private static final Map<String, String> HAND_MADE =
      Map.of(
          "sgd", "-g",
          "momentum", "-10 * ema(g, 0.9)",
          "nesterov", "-(g + 9 * ema(g, 0.9))",
          "rmsprop", "-g / (sqrt(ema(square(g), 0.99)) + 1e-8)",
          "adam", "-ema_hat(g, 0.9) / (sqrt(ema_hat(square(g), 0.999)) + 1e-8)",
          "lion", "-sign(0.9090909 * ema(g, 0.99) + 0.09090909 * g)");

  public Founder {
    factors = List.copyOf(factors);
    if (factors.isEmpty()) {
      throw new IllegalArgumentException("a formula to start from needs a factor to be tried at");
    }
  }

  /** A formula at half its rate, as it is, and at twice. */
  public static Founder of(Expression expression) {
    return new Founder(expression, USUAL);
  }

  /**
   * A rule as a person names it: a hand-made one by its kind, which is tried at its usual rates, or
   * a formula.
   *
   * @param columns of samples
   * @param signals among them that formulas may average over
   * @param scale that formulas are multiplied by
   * @throws IllegalArgumentException saying what is missing, where there is no such rule
   */
  public static Founder named(String text, List<String> columns, Signals signals, double scale) {
    if (!HandMade.KINDS.contains(text)) {
      return of(formula(text, columns, signals));
    }
    String formula = HAND_MADE.get(text);
    if (formula == null) {
      throw new IllegalArgumentException(
          text + " reads the parameters, which no formula does; adam is the same without that");
    }
    boolean averages = formula.contains("ema");
    if (!columns.contains("g_0") || (averages && signals.isEmpty())) {
      throw new IllegalArgumentException(
          text
              + " is the formula "
              + formula
              + ": name the feature g in distill.features or rule.features"
              + (averages ? " and set distill.memory = true" : "")
              + ", or write a formula of what there is, such as "
              + columns.get(0));
    }
    List<Double> factors =
        HandMade.sweep(text).stream().map(rate -> Numbers.shortest(rate / scale)).toList();
    String own = signals.isEmpty() ? formula.replace("g", "g_0") : formula;
    return new Founder(formula(own, columns, signals), factors);
  }

  private static Expression formula(String text, List<String> columns, Signals signals) {
    try {
      return ExpressionText.parse(text, columns, signals);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          e.getMessage() + " (hand-made rules are " + String.join(", ", kinds()) + ")", e);
    }
  }

  /** The hand-made rules that are formulas. */
  static List<String> kinds() {
    return HAND_MADE.keySet().stream().sorted().toList();
  }
}
