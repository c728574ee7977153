package io.symlab.symbolic.fit;

import io.symlab.symbolic.expression.Expression;
import io.symlab.symbolic.expression.Operator;
import io.symlab.symbolic.formula.ExpressionText;
import io.symlab.symbolic.sample.Samples;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an error costs. Formulas are judged by the mean loss over the rows, weighted where rows have
 * weights; losses other than the square are minimised by reweighted least squares.
 *
 * @param kind which function of the residual r = prediction - y
 * @param parameter of {@link Kind#HUBER} the residual where it turns from square to straight, in
 *     units of y; of {@link Kind#QUANTILE} the quantile; else unused
 * @param own of {@link Kind#OWN} what a row costs, over the prediction, y and the row's weight;
 *     else null
 */
public record Loss(Kind kind, double parameter, Expression own) {
  /** The square of the residual: the mean is the mean squared error. */
  public static final Loss SQUARE = new Loss(Kind.SQUARE, 0);

  private static final Pattern CALL = Pattern.compile("\\s*(\\w+)\\s*(?:\\(([^)]*)\\))?\\s*");

  /** The functions. */
  public enum Kind {
    /** r^2. */
    SQUARE,
    /** |r|. */
    ABSOLUTE,
    /** r^2 / 2 up to the parameter d, then d |r| - d^2 / 2 (Huber 1964). */
    HUBER,
    /** q (-r) below y and (1 - q) r above it (Koenker and Bassett 1978). */
    QUANTILE,
    /** An expression that a person wrote. */
    OWN
  }

  /** A loss of the residual. */
  public Loss(Kind kind, double parameter) {
    this(kind, parameter, null);
  }

  public Loss {
    if (kind == Kind.HUBER && !(parameter > 0 && parameter < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "huber takes a positive residual in units of y, e.g. huber(0.5)");
    }
    if (kind == Kind.QUANTILE && !(parameter > 0 && parameter < 1)) {
      throw new IllegalArgumentException(
          "quantile takes a number between 0 and 1, e.g. quantile(0.9)");
    }
  }

  // Comparing is written out: what records generate for it is slow until it is compiled, and a
  // small search is over by then.
  @Override
  public boolean equals(Object other) {
    return other instanceof Loss that
        && kind == that.kind
        && Double.compare(parameter, that.parameter) == 0
        && Objects.equals(own, that.own);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * kind.hashCode() + Double.hashCode(parameter)) + Objects.hashCode(own);
  }

  /**
   * Reads {@code mse}, {@code mae}, {@code huber(0.5)}, {@code quantile(0.9)}, or an expression of
   * {@code prediction}, {@code y} and {@code weight}.
   *
   * @throws IllegalArgumentException saying what there is, when the text is none of them
   */
  public static Loss parse(String text) {
    return parse(text, List.of());
  }

  /**
   * The same with operators of one's own.
   *
   * @param own that an expression may use
   */
  public static Loss parse(String text, List<Operator> own) {
    Matcher call = CALL.matcher(text);
    String name = call.matches() ? call.group(1) : "";
    boolean plain = call.matches() && call.group(2) == null;
    if (plain && name.equals("mse")) {
      return SQUARE;
    }
    if (plain && name.equals("mae")) {
      return new Loss(Kind.ABSOLUTE, 0);
    }
    if (!plain && (name.equals("huber") || name.equals("quantile"))) {
      double parameter;
      try {
        parameter = Double.parseDouble(call.group(2).strip());
      } catch (NumberFormatException notANumber) {
        parameter = Double.NaN;
      }
      return new Loss(name.equals("huber") ? Kind.HUBER : Kind.QUANTILE, parameter);
    }
    if (text.matches("(?s).*[^\\p{Alnum}_\\s].*") && text.matches("(?s).*\\b(prediction|y)\\b.*")) {
      return new Loss(Kind.OWN, 0, OwnLoss.parse(text.strip(), own));
    }
    throw new IllegalArgumentException(
        "no loss is called \""
            + text.strip()
            + "\"; there are mse, mae, huber(d) and quantile(q), and expressions of prediction and"
            + " y, as abs(prediction - y)^1.5");
  }

  /** As {@link #parse} reads it. */
  public String text() {
    return switch (kind) {
      case SQUARE -> "mse";
      case ABSOLUTE -> "mae";
      case HUBER -> "huber(" + parameter + ")";
      case QUANTILE -> "quantile(" + parameter + ")";
      case OWN -> ExpressionText.whole(own, OwnLoss.NAMES);
    };
  }

  /** Whether the mean loss is the mean squared error, which least squares minimise at once. */
  public boolean isSquare() {
    return kind == Kind.SQUARE;
  }

  /** Whether a person wrote it. */
  public boolean isOwn() {
    return kind == Kind.OWN;
  }

  /** What a row costs, its weight counted in. */
  public double cost(double prediction, double y, double weight) {
    return own == null ? weight * of(prediction - y) : OwnLoss.cost(own, prediction, y, weight);
  }

  /**
   * What these rows have against it, the loss being an expression: null when nothing.
   *
   * @return e.g. {@code is NaN at prediction = 1.0, y = 0.0, weight = 1.0}
   */
  public String refusal(Samples rows) {
    return own == null ? null : OwnLoss.refusal(own, rows);
  }

  /** The least that a row costs where it is predicted as it is; 0 of all but people's own. */
  public double least(double[] y) {
    double least = own == null || y.length == 0 ? 0 : Double.POSITIVE_INFINITY;
    for (int i = 0; own != null && i < y.length; i++) {
      least = Math.min(least, cost(y[i], y[i], 1));
    }
    return least;
  }

  /** The cost of a residual. */
  double of(double residual) {
    double size = Math.abs(residual);
    return switch (kind) {
      case SQUARE -> residual * residual;
      case ABSOLUTE -> size;
      case HUBER -> size <= parameter ? size * size / 2 : parameter * (size - parameter / 2);
      case QUANTILE -> residual < 0 ? parameter * size : (1 - parameter) * size;
      case OWN -> throw new IllegalStateException("it is no function of the residual");
    };
  }

  /**
   * The weight of a row in the least-squares problem whose slope at this residual is the loss's:
   * loss'(r) / (2 r), bounded where r is tiny.
   *
   * @param tiny residual below which the weight no longer grows
   */
  double weight(double residual, double tiny) {
    double size = Math.max(Math.abs(residual), tiny);
    return switch (kind) {
      case SQUARE -> 1;
      case ABSOLUTE -> 0.5 / size;
      case HUBER -> size <= parameter ? 0.5 : 0.5 * parameter / size;
      case QUANTILE -> 0.5 * (residual < 0 ? parameter : 1 - parameter) / size;
      case OWN -> throw new IllegalStateException("it is no function of the residual");
    };
  }

  /** What losses are measured in, so that 1 is about that of a formula that explains nothing. */
  public double unit(Samples samples) {
    double deviation = Math.sqrt(samples.targetVariance());
    return switch (kind) {
      case QUANTILE -> 0.5 * deviation;
      case OWN -> OwnLoss.unit(own, samples);
      default -> of(deviation);
    };
  }
}
