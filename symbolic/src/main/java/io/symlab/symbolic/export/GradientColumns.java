package io.symlab.symbolic.export;

import io.symlab.symbolic.expression.Expression;
import io.symlab.symbolic.expression.Operator;
import io.symlab.symbolic.expression.Signals.Signal;
import io.symlab.symbolic.program.Recurrence;
import io.symlab.symbolic.program.RecurrenceBuilder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What an optimizer can compute of a table's columns by itself: the gradient features of update
 * rules and their last values, from the gradient and the number of the step.
 *
 * <p>With b = 0.95: m and v are averages of g and g^2, m^ and v^ the same with their bias
 * corrected, s = sqrt(v^) + 1e-12; mt = m^ / s and gt = g / s (Lv et al. 2017). mom1 to mom9999 are
 * averages of g, not corrected; t = step / 1000, log_t its logarithm's like, t1 to t100000 clocks.
 * theta is the parameter before the step, norm_g and norm_theta are roots of mean squares over the
 * whole tensor. magic2, magic25, magic3 and magic4 are m / (v^_p^(1/p) + 1e-8) with v_p an average
 * of |g|^p (Zheng et al. 2022). mean_g and mean_g2 are plain means of g and g^2 over as many steps
 * as there are columns of them, fewer in a younger run. The others are those of {@link
 * FactoredColumns}. A column is a feature by its name: {@code mt_3} is mt three steps back, as is
 * lag 3 of a signal {@code mt}.
 */
final class GradientColumns {
  static final String GRADIENT = "g";
  static final String TIME = "t";
  static final String PARAMETER = "theta";
  static final String NORM_OF_GRADIENT = "norm_g";
  static final String NORM_OF_PARAMETER = "norm_theta";
  private static final double DECAY = 0.95;
  private static final double EPSILON = 1e-12;
  private static final double RMS_DECAY = 0.999;
  private static final double RMS_EPSILON = 1e-6;
  private static final double THOUSAND = 1000;
  private static final double POWER_EPSILON = 1e-8;
  private static final String MEAN = "mean_g";
  private static final String MEAN_SQUARE = "mean_g2";

  private static final Map<String, Double> MOMENTA =
      Map.of(
          "mom1", 0.1, "mom5", 0.5, "mom9", 0.9, "mom99", 0.99, "mom999", 0.999, "mom9999", 0.9999);

  private static final List<String> OWN =
      List.of(
          "mt",
          "gt",
          GRADIENT,
          "mom1",
          "mom5",
          "mom9",
          "mom99",
          "mom999",
          "mom9999",
          "adam_up",
          "adam_up_norm",
          "adam_down",
          "magic2",
          "magic25",
          "magic3",
          "magic4",
          MEAN,
          MEAN_SQUARE,
          "rms",
          "inv_rms",
          "mom9_rms",
          "mom99_rms",
          "mom999_rms",
          PARAMETER,
          NORM_OF_GRADIENT,
          NORM_OF_PARAMETER,
          TIME,
          "log_t",
          "t1",
          "t3",
          "t10",
          "t30",
          "t100",
          "t300",
          "t1000",
          "t3000",
          "t10000",
          "t30000",
          "t100000");

  private static final List<String> FEATURES =
      Stream.concat(OWN.stream(), FactoredColumns.FEATURES.stream()).toList();

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
    if (MOMENTA.containsKey(feature)) {
      return average(feature, gradient(), MOMENTA.get(feature));
    }
    if (FactoredColumns.FEATURES.contains(feature)) {
      return FactoredColumns.slot(builder, feature, builder.input(GRADIENT, -1));
    }
    return switch (feature) {
      case "mt" -> quotient("mt", of(builder.corrected(first())));
      case "gt" -> quotient("gt", gradient());
      case "adam_up" -> first();
      case "adam_up_norm" -> builder.corrected(first());
      case "adam_down" -> size();
      case "magic2", "magic25", "magic3", "magic4" -> byPower(feature);
      case MEAN, MEAN_SQUARE -> mean(feature);
      case "rms" -> rms();
      case "inv_rms" -> inverseRms();
      case "mom9_rms", "mom99_rms", "mom999_rms" -> momentumByRms(feature);
      case "log_t" -> builder.value("log_t", Expression.of(Operator.LOG, steps()));
      case TIME, GRADIENT, PARAMETER, NORM_OF_GRADIENT, NORM_OF_PARAMETER ->
          builder.input(feature, -1);
      default -> clock(feature);
    };
  }

  private int first() {
    return average("m", gradient(), DECAY);
  }

  /** s. */
  private int size() {
    int v = average("v", Expression.of(Operator.SQUARE, gradient()), DECAY);
    Expression root = Expression.of(Operator.SQRT, of(builder.corrected(v)));
    return builder.value("s", Expression.of(Operator.ADD, root, Expression.constant(EPSILON)));
  }

  private int quotient(String name, Expression above) {
    int s = size();
    return builder.value(name, Expression.of(Operator.DIV, above, of(s)));
  }

  private int rms() {
    return average("rms", Expression.of(Operator.SQUARE, gradient()), RMS_DECAY);
  }

  private int inverseRms() {
    Expression sum = Expression.of(Operator.ADD, of(rms()), Expression.constant(RMS_EPSILON));
    Expression root = Expression.of(Operator.SQRT, sum);
    return builder.value("inv_rms", Expression.of(Operator.DIV, Expression.constant(1), root));
  }

  private int momentumByRms(String feature) {
    int momentum = feature(feature.substring(0, feature.indexOf('_')));
    int inverse = inverseRms();
    return builder.value(feature, Expression.of(Operator.MUL, of(momentum), of(inverse)));
  }

  /** m / (v^_p^(1/p) + 1e-8). */
  private int byPower(String feature) {
    Expression size = Expression.of(Operator.ABS, gradient());
    Expression square = Expression.of(Operator.SQUARE, gradient());
    int v =
        average(
            "v_" + feature.substring("magic".length()),
            switch (feature) {
              case "magic2" -> square;
              case "magic25" ->
                  Expression.of(Operator.MUL, square, Expression.of(Operator.SQRT, size));
              case "magic3" -> Expression.of(Operator.CUBE, size);
              default -> Expression.of(Operator.SQUARE, square);
            },
            DECAY);
    Expression mean = of(builder.corrected(v));
    Expression root =
        switch (feature) {
          case "magic2" -> Expression.of(Operator.SQRT, mean);
          case "magic25" -> Expression.of(Operator.POW, mean, Expression.constant(0.4));
          case "magic3" -> Expression.of(Operator.POW, mean, Expression.constant(1.0 / 3));
          default -> Expression.of(Operator.SQRT, Expression.of(Operator.SQRT, mean));
        };
    Expression below = Expression.of(Operator.ADD, root, Expression.constant(POWER_EPSILON));
    return builder.value(feature, Expression.of(Operator.DIV, of(first()), below));
  }

  /** The mean over the window that there are columns for. */
  private int mean(String feature) {
    int window = window(feature);
    int g = builder.input(GRADIENT, -1);
    List<Expression> terms =
        IntStream.range(0, window)
            .mapToObj(lag -> of(builder.lagged(g, lag)))
            .map(x -> feature.equals(MEAN) ? x : Expression.of(Operator.SQUARE, x))
            .toList();
    Expression count = Expression.of(Operator.MIN, steps(), Expression.constant(window));
    return builder.value(feature, Expression.of(Operator.DIV, sum(terms), count));
  }

  private int window(String feature) {
    int window =
        (int)
            IntStream.range(0, formula.columns().size())
                .mapToObj(this::reading)
                .filter(one -> one.isPresent() && one.get().feature().equals(feature))
                .count();
    if (window == 1 && formula.columns().contains(feature)) {
      throw new ExportException(
          "over how many steps the mean "
              + feature
              + " goes is not known: columns "
              + feature
              + "_0, "
              + feature
              + "_1, ... tell it, one for each");
    }
    return window;
  }

  /** In halves, so that it does not become deep. */
  private static Expression sum(List<Expression> terms) {
    int half = terms.size() / 2;
    return terms.size() == 1
        ? terms.get(0)
        : Expression.of(
            Operator.ADD, sum(terms.subList(0, half)), sum(terms.subList(half, terms.size())));
  }

  /** The number of the step, from 1. */
  private Expression steps() {
    return Expression.of(Operator.MUL, Expression.constant(THOUSAND), of(builder.input(TIME, -1)));
  }

  /** tanh((step - 1) / n - 1) of the feature tn. */
  private int clock(String feature) {
    Expression since = Expression.of(Operator.SUB, steps(), Expression.constant(1));
    Expression part =
        Expression.of(
            Operator.DIV, since, Expression.constant(Double.parseDouble(feature.substring(1))));
    Expression angle = Expression.of(Operator.SUB, part, Expression.constant(1));
    return builder.value(feature, Expression.of(Operator.TANH, angle));
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
