package io.symlab.symbolic.regression;

import io.symlab.symbolic.Guess;
import io.symlab.symbolic.LocalArchipelago;
import io.symlab.symbolic.SearchPart;
import io.symlab.symbolic.SearchSettings;
import io.symlab.symbolic.SearchTactics;
import io.symlab.symbolic.table.Dataset;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Symbolic regression: finds formulas that explain y by the columns of a table. This is the door to
 * the engine; {@code lab distill} goes through it, too.
 *
 * <pre>{@code
 * SymbolicRegression regression =
 *     SymbolicRegression.builder().operators("+", "-", "*", "/", "sin").seconds(10).build();
 * RegressionResult found = regression.fit(x, y);        // double[rows][columns], double[rows]
 * System.out.println(found.best().text());              // 2.5 * sin(x0) + x1
 * double[] predicted = found.predict(x);
 * String python = found.export(ExportFormat.NUMPY);
 * }</pre>
 *
 * <p>The seed fixes the result of a number of rounds, evaluations, or of a loss to be reached,
 * whatever the threads; of a number of seconds only the machine does. Immutable, and as thread-safe
 * as the listeners that it was given.
 */
public final class SymbolicRegression {
  /** What a search gets that nobody set a limit to. */
  public static final int DEFAULT_ROUNDS = 200;

  /** Parts as the builder's methods are called. */
  private static final SearchPart.Words WORDS =
      part ->
          switch (part) {
            case MAX_COMPLEXITY -> "maxComplexity";
            case SIGNALS -> "lags, e.g. lags(\"g=20\")";
            default -> part.name().toLowerCase(java.util.Locale.ROOT);
          };

  private final Builder choices;
  private final RegressionSettings settings;
  private final byte[] saved;

  private SymbolicRegression(Builder choices, byte[] saved) {
    this.choices = choices;
    this.settings = choices.settings();
    this.saved = saved;
  }

  /** Starts from the defaults. */
  public static Builder builder() {
    return new Builder();
  }

  /** What is asked for. */
  public RegressionSettings settings() {
    return settings;
  }

  /** When a search ends. */
  public Stop stop() {
    return choices.stop();
  }

  /**
   * Fits formulas to rows of numbers. A fifth of the rows is set apart to choose by: the last ones
   * where columns are lags of a signal, else any.
   *
   * @param x [rows][columns], every number finite
   * @param y [rows], every number finite
   * @throws IllegalArgumentException naming what is wrong, with its place: numbers that are not
   *     finite or more than a float holds, rows of other lengths, too few of them, y that does not
   *     vary, or words that {@link RegressionSettings} can't be read from
   */
  public RegressionResult fit(double[][] x, double[] y) {
    return fit(ArrayTable.of(choices.names, x, y).dataset(choices.lags));
  }

  /** The same for rows in single precision, which is what the engine computes in. */
  public RegressionResult fit(float[][] x, float[] y) {
    return fit(ArrayTable.of(choices.names, x, y).dataset(choices.lags));
  }

  /**
   * The same for a table that was read from a file, whose roles name its columns and lags; the
   * builder's are not looked at.
   */
  public RegressionResult fit(Dataset table) {
    RegressionData data =
        RegressionData.of(
            table,
            settings.centres(table),
            settings.doubles(),
            settings.reservoir(),
            settings.seed());
    return fit(data, table.layout().features());
  }

  /**
   * The same for rows whose uses are settled, their columns named.
   *
   * @throws IllegalArgumentException naming what is wrong with the settings, for these columns
   */
  public RegressionResult fit(RegressionData data) {
    return fit(data, data.names());
  }

  private RegressionResult fit(RegressionData data, List<String> inputs) {
    Search search = saved == null ? begin(data) : SavedSearch.read(saved).resume(this, data);
    Search.End end = search.run(stop(), choices.threads, choices.told, choices.listener);
    return new RegressionResult(search, end, inputs, SavedSearch.write(settings, search));
  }

  /**
   * The same regression, whose next fit goes on from what another's result or search has saved, as
   * if it had never been interrupted. Limits may be wider, the settings and the rows may not be
   * others.
   *
   * @param state of {@link RegressionResult#save}
   * @throws IllegalArgumentException when the bytes are none, or were saved with other settings
   */
  public SymbolicRegression from(byte[] state) {
    SavedSearch.read(state).check(settings);
    return new SymbolicRegression(choices, state.clone());
  }

  /**
   * A new search on rows whose uses are settled, to be run by hand.
   *
   * @throws IllegalArgumentException naming what is wrong with the settings, for these columns
   */
  public Search begin(RegressionData data) {
    SearchSettings search = search(data);
    LocalArchipelago islands;
    try {
      islands = LocalArchipelago.create(search, data.search());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          choices.words.place(SearchPart.CONSTRAINTS, 0) + ": " + e.getMessage(), e);
    }
    return new Search(search, data, islands, 0);
  }

  /**
   * A search that goes on from {@link Search#encode}.
   *
   * @param data the same rows as before
   * @param islands what was encoded, with the same settings
   * @param seconds searched before
   * @throws IllegalArgumentException when the bytes are no islands of these settings
   */
  public Search begin(RegressionData data, byte[] islands, double seconds) {
    SearchSettings search = search(data);
    return new Search(
        search, data, LocalArchipelago.decode(search, data.search(), islands), seconds);
  }

  private SearchSettings search(RegressionData data) {
    SearchSettings search = settings.search(data.names(), data.signals(), choices.words);
    List<Guess> guesses = search.guesses().stream().map(data.centres()::inward).toList();
    return search.toBuilder().guesses(guesses).tactics(choices.tactics).build();
  }

  /** Choices in the making; what is not said keeps its default. */
  public static final class Builder {
    private long seed;
    private int islands;
    private int population;
    private int slack;
    private int reservoir = 10_000;
    private int maxComplexity;
    private List<String> operators = List.of();
    private List<String> constraints = List.of();
    private List<String> guesses = List.of();
    private String template = "";
    private String loss;
    private boolean doubles;
    private SearchTactics tactics = SearchTactics.defaults();
    private SearchPart.Words words = WORDS;
    private List<String> names = List.of();
    private List<String> lags = List.of();
    private Stop stop = Stop.NEVER;
    private int threads = Runtime.getRuntime().availableProcessors();
    private BooleanSupplier told = () -> false;
    private Consumer<Search> listener = search -> {};

    private Builder() {
      SearchSettings search = SearchSettings.defaults();
      seed = search.seed();
      islands = search.islands();
      population = search.population();
      slack = search.slack();
      maxComplexity = search.maxComplexity();
      loss = search.loss().text();
    }

    private Builder(Builder other) {
      seed = other.seed;
      islands = other.islands;
      population = other.population;
      slack = other.slack;
      reservoir = other.reservoir;
      maxComplexity = other.maxComplexity;
      operators = other.operators;
      constraints = other.constraints;
      guesses = other.guesses;
      template = other.template;
      loss = other.loss;
      doubles = other.doubles;
      tactics = other.tactics;
      words = other.words;
      names = other.names;
      lags = other.lags;
      stop = other.stop;
      threads = other.threads;
      told = other.told;
      listener = other.listener;
    }

    /** From settings that were made before. */
    public Builder settings(RegressionSettings value) {
      seed = value.seed();
      islands = value.islands();
      population = value.population();
      slack = value.slack();
      reservoir = value.reservoir();
      maxComplexity = value.maxComplexity();
      operators = value.operators();
      constraints = value.constraints();
      guesses = value.guesses();
      template = value.template();
      loss = value.loss();
      doubles = value.doubles();
      return this;
    }

    /** Fixes everything random. Default: 1. */
    public Builder seed(long value) {
      seed = value;
      return this;
    }

    /** Complexity of a formula at most: its nodes. Default: 40. */
    public Builder maxComplexity(int value) {
      maxComplexity = value;
      return this;
    }

    /** What formulas are made of, by name or sign. */
    public Builder operators(String... value) {
      return operators(Arrays.asList(value));
    }

    /** What formulas are made of, by name or sign. */
    public Builder operators(List<String> value) {
      operators = List.copyOf(value);
      return this;
    }

    /** {@code mse}, {@code mae}, {@code huber(d)} or {@code quantile(q)}. */
    public Builder loss(String value) {
      loss = value;
      return this;
    }

    /**
     * Whether the front is fitted and scored in double precision, see {@link RegressionSettings}.
     */
    public Builder doubles(boolean value) {
      doubles = value;
      return this;
    }

    /** What formulas may look like, see {@code Constraints.parse}: {@code depth <= 6}. */
    public Builder constraints(String... value) {
      return constraints(Arrays.asList(value));
    }

    /** What formulas may look like. */
    public Builder constraints(List<String> value) {
      constraints = List.copyOf(value);
      return this;
    }

    /** Formulas to start from; {@code p1}, {@code p2}, ... are constants to fit. */
    public Builder guesses(String... value) {
      return guesses(Arrays.asList(value));
    }

    /** Formulas to start from. */
    public Builder guesses(List<String> value) {
      guesses = List.copyOf(value);
      return this;
    }

    /** The form of every formula, with {@code ?} for what is to be found; empty: any. */
    public Builder template(String value) {
      template = value;
      return this;
    }

    /** Populations that evolve side by side; no more threads than these can work. */
    public Builder islands(int value) {
      islands = value;
      return this;
    }

    /** Members of each island; as many births are a round. */
    public Builder population(int value) {
      population = value;
      return this;
    }

    /** Rounds that elites may be under way from one island to the next. */
    public Builder slack(int value) {
      slack = value;
      return this;
    }

    /** Rows that formulas are fitted to at most, drawn at random; they are scored on all. */
    public Builder reservoir(int value) {
      reservoir = value;
      return this;
    }

    /** The knobs that rarely need turning. */
    public Builder tactics(SearchTactics value) {
      tactics = value;
      return this;
    }

    /** Names of an array's columns; default: x0, x1, ... */
    public Builder columns(String... value) {
      names = List.of(value);
      return this;
    }

    /** Columns of an array that are one signal: {@code g=20} for g0 (newest) ... g19. */
    public Builder lags(String... value) {
      lags = List.of(value);
      return this;
    }

    /** Ends after so many seconds. */
    public Builder seconds(double most) {
      return stop(stop.seconds(most));
    }

    /** Ends after so many rounds of every island. */
    public Builder rounds(int most) {
      return stop(stop.rounds(most));
    }

    /** Ends after about so many evaluations of formulas, in the same round every time. */
    public Builder evaluations(long most) {
      return stop(stop.evaluations(most));
    }

    /** Ends when a formula's loss is not above this. */
    public Builder stopLoss(double enough) {
      return stop(stop.loss(enough));
    }

    /** When a search ends, all in one. Default: after {@link #DEFAULT_ROUNDS} rounds. */
    public Builder stop(Stop value) {
      stop = value;
      return this;
    }

    /** Ends a search when this says so; asked every quarter of a second or so. */
    public Builder stopWhen(BooleanSupplier value) {
      told = value;
      return this;
    }

    /** Hears every quarter of a second or so how a search stands. */
    public Builder onProgress(Consumer<Search> value) {
      listener = value;
      return this;
    }

    /** Threads to use; the result does not depend on them. Default: one per core. */
    public Builder threads(int value) {
      if (value < 1) {
        throw new IllegalArgumentException("threads must be 1 or more, not " + value);
      }
      threads = value;
      return this;
    }

    /** What messages call the parts; default: these methods' names. */
    public Builder words(SearchPart.Words value) {
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
          operators,
          constraints,
          guesses,
          template,
          loss,
          doubles);
    }

    private Stop stop() {
      return stop.equals(Stop.NEVER) ? Stop.NEVER.rounds(DEFAULT_ROUNDS) : stop;
    }

    /**
     * The regression.
     *
     * @throws IllegalArgumentException naming the choice that cannot be, as far as that can be told
     *     without the columns
     */
    public SymbolicRegression build() {
      settings().check(words);
      return new SymbolicRegression(new Builder(this), null);
    }
  }
}
