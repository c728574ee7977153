package io.symlab.symbolic.regression;

import io.symlab.symbolic.fit.Loss;
import io.symlab.symbolic.settings.SearchPart;
import io.symlab.symbolic.settings.SearchSettings;
import io.symlab.symbolic.settings.SearchTactics;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * The choices of a {@link SymbolicRegression} in the making; what is not said keeps its default.
 */
public final class RegressionBuilder {
  /** Parts as the builder's methods are called. */
  private static final SearchPart.Words WORDS =
      part ->
          switch (part) {
            case MAX_COMPLEXITY -> "maxComplexity";
            case Y_UNIT -> "unitOfY";
            case SIGNALS -> "lags, e.g. lags(\"g=20\")";
            default -> part.name().toLowerCase(Locale.ROOT);
          };

  private long seed;
  private int islands;
  private int population;
  private int slack;
  private int reservoir = 10_000;
  private int maxComplexity;
  private List<String> definitions = List.of();
  private List<String> operators = List.of();
  private List<String> constraints = List.of();
  private List<String> complexities = List.of();
  private List<String> guesses = List.of();
  private List<String> units = List.of();
  private String unitOfY = "";
  private String template = "";
  private String loss;
  private boolean doubles;
  SearchTactics tactics = SearchTactics.defaults();
  SearchPart.Words words = WORDS;
  List<String> names = List.of();
  List<String> lags = List.of();
  private Stop stop = Stop.NEVER;
  private boolean limited;
  int threads = Runtime.getRuntime().availableProcessors();
  BooleanSupplier told = () -> false;
  Consumer<Search> listener = search -> {};

  RegressionBuilder() {
    SearchSettings search = SearchSettings.defaults();
    seed = search.seed();
    islands = search.islands();
    population = search.population();
    slack = search.slack();
    maxComplexity = search.maxComplexity();
    loss = search.loss().text();
  }

  private RegressionBuilder(RegressionBuilder other) {
    seed = other.seed;
    islands = other.islands;
    population = other.population;
    slack = other.slack;
    reservoir = other.reservoir;
    maxComplexity = other.maxComplexity;
    definitions = other.definitions;
    operators = other.operators;
    complexities = other.complexities;
    constraints = other.constraints;
    guesses = other.guesses;
    template = other.template;
    units = other.units;
    unitOfY = other.unitOfY;
    loss = other.loss;
    doubles = other.doubles;
    tactics = other.tactics;
    words = other.words;
    names = other.names;
    lags = other.lags;
    stop = other.stop;
    limited = other.limited;
    threads = other.threads;
    told = other.told;
    listener = other.listener;
  }

  /** From settings that were made before. */
  public RegressionBuilder settings(RegressionSettings value) {
    seed = value.seed();
    islands = value.islands();
    population = value.population();
    slack = value.slack();
    reservoir = value.reservoir();
    maxComplexity = value.maxComplexity();
    definitions = value.definitions();
    operators = value.operators();
    complexities = value.complexities();
    constraints = value.constraints();
    guesses = value.guesses();
    template = value.template();
    units = value.units();
    unitOfY = value.unitOfY();
    loss = value.loss();
    doubles = value.doubles();
    return this;
  }

  /** Fixes everything random. Default: 1. */
  public RegressionBuilder seed(long value) {
    seed = value;
    return this;
  }

  /** Complexity of a formula at most: its nodes. Default: 40. */
  public RegressionBuilder maxComplexity(int value) {
    maxComplexity = value;
    return this;
  }

  /**
   * Operators of one's own, {@code swish(x) = x / (1 + exp(-x))}: of one or two arguments, made of
   * the engine's and of those before. Each is one node of a formula.
   */
  public RegressionBuilder define(String... value) {
    return define(Arrays.asList(value));
  }

  /** Operators of one's own. */
  public RegressionBuilder define(List<String> value) {
    definitions = List.copyOf(value);
    return this;
  }

  /**
   * Complexities that are not 1: of operators and columns by name, of {@code constant}, of {@code
   * variable}, as in {@code exp = 3}.
   */
  public RegressionBuilder complexity(String... value) {
    return complexity(Arrays.asList(value));
  }

  /** Complexities that are not 1. */
  public RegressionBuilder complexity(List<String> value) {
    complexities = List.copyOf(value);
    return this;
  }

  /** What formulas are made of, by name or sign. */
  public RegressionBuilder operators(String... value) {
    return operators(Arrays.asList(value));
  }

  /** What formulas are made of, by name or sign. */
  public RegressionBuilder operators(List<String> value) {
    operators = List.copyOf(value);
    return this;
  }

  /** Whether all is fitted and scored in double precision, see {@link RegressionSettings}. */
  public RegressionBuilder doubles(boolean value) {
    doubles = value;
    return this;
  }

  /**
   * {@code mse}, {@code mae}, {@code huber(d)}, {@code quantile(q)}, or an expression of {@code
   * prediction}, {@code y} and {@code weight}; empty for the squared error.
   */
  public RegressionBuilder loss(String value) {
    loss = value.isBlank() ? Loss.SQUARE.text() : value;
    return this;
  }

  /** What formulas may look like, see {@code Constraints.parse}: {@code depth <= 6}. */
  public RegressionBuilder constraints(String... value) {
    return constraints(Arrays.asList(value));
  }

  /** What formulas may look like. */
  public RegressionBuilder constraints(List<String> value) {
    constraints = List.copyOf(value);
    return this;
  }

  /** Formulas to start from; {@code p1}, {@code p2}, ... are constants to fit. */
  public RegressionBuilder guesses(String... value) {
    return guesses(Arrays.asList(value));
  }

  /** Formulas to start from. */
  public RegressionBuilder guesses(List<String> value) {
    guesses = List.copyOf(value);
    return this;
  }

  /** The form of every formula, with {@code ?} for what is to be found; empty: any. */
  public RegressionBuilder template(String value) {
    template = value;
    return this;
  }

  /**
   * Units of the columns, in their order or by name ({@code x = m/s}); {@code constants = any} lets
   * constants have units, too. Formulas that do not fit stand on no front.
   */
  public RegressionBuilder units(String... value) {
    return units(Arrays.asList(value));
  }

  /** Units of the columns. */
  public RegressionBuilder units(List<String> value) {
    units = List.copyOf(value);
    return this;
  }

  /** The unit of y, where columns have units; default: a plain number's. */
  public RegressionBuilder unitOfY(String value) {
    unitOfY = value;
    return this;
  }

  /** Populations that evolve side by side; no more threads than these can work. */
  public RegressionBuilder islands(int value) {
    islands = value;
    return this;
  }

  /** Members of each island; as many births are a round. */
  public RegressionBuilder population(int value) {
    population = value;
    return this;
  }

  /** Rounds that elites may be under way from one island to the next. */
  public RegressionBuilder slack(int value) {
    slack = value;
    return this;
  }

  /** Rows that formulas are fitted to at most, drawn at random; they are scored on all. */
  public RegressionBuilder reservoir(int value) {
    reservoir = value;
    return this;
  }

  /** The knobs that rarely need turning. */
  public RegressionBuilder tactics(SearchTactics value) {
    tactics = value;
    return this;
  }

  /** Names of an array's columns; default: x0, x1, ... */
  public RegressionBuilder columns(String... value) {
    names = List.of(value);
    return this;
  }

  /** Columns of an array that are one signal: {@code g=20} for g0 (newest) ... g19. */
  public RegressionBuilder lags(String... value) {
    lags = List.of(value);
    return this;
  }

  /** Ends after so many seconds. */
  public RegressionBuilder seconds(double most) {
    return stop(stop.seconds(most));
  }

  /** Ends after so many rounds of every island. */
  public RegressionBuilder rounds(int most) {
    return stop(stop.rounds(most));
  }

  /** Ends after about so many evaluations of formulas, in the same round every time. */
  public RegressionBuilder evaluations(long most) {
    return stop(stop.evaluations(most));
  }

  /** Ends when a formula's loss is not above this. */
  public RegressionBuilder stopLoss(double enough) {
    return stop(stop.loss(enough));
  }

  /**
   * When a search ends, all in one. Default: after {@link SymbolicRegression#DEFAULT_ROUNDS}
   * rounds; who names a limit, {@link Stop#NEVER} even, has that alone.
   */
  public RegressionBuilder stop(Stop value) {
    stop = value;
    limited = true;
    return this;
  }

  /** Ends a search when this says so; asked every quarter of a second or so. */
  public RegressionBuilder stopWhen(BooleanSupplier value) {
    told = value;
    return this;
  }

  /** Hears every quarter of a second or so how a search stands. */
  public RegressionBuilder onProgress(Consumer<Search> value) {
    listener = value;
    return this;
  }

  /** Threads to use; the result does not depend on them. Default: one per core. */
  public RegressionBuilder threads(int value) {
    if (value < 1) {
      throw new IllegalArgumentException("threads must be 1 or more, not " + value);
    }
    threads = value;
    return this;
  }

  /** What messages call the parts; default: these methods' names. */
  public RegressionBuilder words(SearchPart.Words value) {
    words = value;
    return this;
  }

  /** The part that decides the result. */
  public RegressionSettings settings() {
    return new RegressionSettings(
        seed,
        islands,
        population,
        slack,
        reservoir,
        maxComplexity,
        definitions,
        operators,
        constraints,
        complexities,
        guesses,
        template,
        units,
        unitOfY,
        loss,
        doubles);
  }

  Stop stop() {
    return limited ? stop : Stop.NEVER.rounds(SymbolicRegression.DEFAULT_ROUNDS);
  }

  /**
   * The regression.
   *
   * @throws IllegalArgumentException naming the choice that cannot be, as far as that can be told
   *     without the columns
   */
  public SymbolicRegression build() {
    settings().check(words);
    return new SymbolicRegression(new RegressionBuilder(this), null);
  }
}
