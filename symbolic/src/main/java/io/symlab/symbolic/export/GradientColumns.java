package io.symlab.symbolic.export;

import io.symlab.symbolic.expression.Expression;
import io.symlab.symbolic.expression.Operator;
import io.symlab.symbolic.expression.Signals.Signal;
import io.symlab.symbolic.program.Recurrence;
import io.symlab.symbolic.program.RecurrenceBuilder;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an optimizer can compute of a table's columns by itself: the gradient features of update
 * rules and their last values, from the gradient and the number of the step.
 *
 * <p>With b = 0.95: m and v are averages of g and g^2, m^ and v^ the same with their bias
 * corrected, s = sqrt(v^) + 1e-12; mt = m^ / s and gt = g / s (Lv et al. 2017). mom5, mom9 and
 * mom99 are averages of g with 0.5, 0.9 and 0.99, not corrected; t = step / 1000. A column is a
 * feature by its name: {@code mt_3} is mt three steps back, as is lag 3 of a signal {@code mt}.
 */
final class GradientColumns {
  static final String GRADIENT = "g";
  static final String TIME = "t";
  private static final double DECAY = 0.95;
  private static final double EPSILON = 1e-12;
  private static final List<String> FEATURES =
      List.of("mt", "gt", GRADIENT, "mom5", "mom9", "mom99", TIME);
  private static final Pattern LAGGED = Pattern.compile("(.+)_(0|[1-9][0-9]{0,5})");

  private final Formula formula;
  private final RecurrenceBuilder builder = new RecurrenceBuilder();

  private GradientColumns(Formula formula) {
    this.formula = formula;
  }

  /**
   * The formula as a step whose inputs are the gradient, called g, and t, if it needs them.
   *
   * @throws ExportException naming the column that an optimizer cannot know
   */
  static Recurrence recurrence(Formula formula) {
    GradientColumns columns = new GradientColumns(formula);
    return columns.builder.build(formula.expression(), columns::slot);
  }

  private record Reading(String feature, int lag) {}

  private int slot(int column) {
    Reading reading =
        reading(column)
            .orElseThrow(
                () ->
                    new ExportException(
                        "an optimizer cannot know the column \""
                            + formula.columns().get(column)
                            + "\": it knows the gradient g and its features "
                            + String.join(", ", FEATURES)
                            + ", now (mt_0) or some steps back (mt_3); torch-module and numpy"
                            + " carry any column"));
    return builder.lagged(feature(reading.feature()), reading.lag());
  }

  private Optional<Reading> reading(int column) {
    Signal signal = formula.signals().of(column);
    if (signal != null) {
      return known(signal.name(), signal.lagOf(column));
    }
    String name = formula.columns().get(column);
    Matcher lagged = LAGGED.matcher(name);
    if (lagged.matches()) {
      return known(lagged.group(1), Integer.parseInt(lagged.group(2)));
    }
    // A bare t may count anything, as steps or tens of thousands of them.
    return name.equals(TIME) ? Optional.empty() : known(name, 0);
  }

  private static Optional<Reading> known(String feature, int lag) {
    return FEATURES.contains(feature) ? Optional.of(new Reading(feature, lag)) : Optional.empty();
  }

  private int feature(String feature) {
    return switch (feature) {
      case "mt" -> quotient("mt", of(builder.corrected(average("m", gradient(), DECAY))));
      case "gt" -> quotient("gt", gradient());
      case "mom5" -> average("mom5", gradient(), 0.5);
      case "mom9" -> average("mom9", gradient(), 0.9);
      case "mom99" -> average("mom99", gradient(), 0.99);
      default -> builder.input(feature, -1);
    };
  }

  private int quotient(String name, Expression above) {
    int v = average("v", Expression.of(Operator.SQUARE, gradient()), DECAY);
    Expression root = Expression.of(Operator.SQRT, of(builder.corrected(v)));
    int s = builder.value("s", Expression.of(Operator.ADD, root, Expression.constant(EPSILON)));
    return builder.value(name, Expression.of(Operator.DIV, above, of(s)));
  }

  private int average(String name, Expression of, double decay) {
    return builder.average(name, of, decay);
  }

  private Expression gradient() {
    return of(builder.input(GRADIENT, -1));
  }

  private static Expression of(int slot) {
    return Expression.variable(slot);
  }
}
