package io.symlab.symbolic.regression;

import io.symlab.symbolic.formula.Guess;
import io.symlab.symbolic.island.EarlierFormulas;
import io.symlab.symbolic.island.LocalArchipelago;
import io.symlab.symbolic.settings.SearchPart;
import io.symlab.symbolic.settings.SearchSettings;
import io.symlab.symbolic.table.Dataset;
import java.util.List;

/**
 * Symbolic regression: finds formulas that explain y by the columns of a table. This is the door to
 * the engine; {@code lab distill} goes through it, too.
 *
 * <pre>{@code
 * SymbolicRegression regression =
 *     SymbolicRegression.builder().operators("+", "-", "*", "/", "sin").seconds(10).build();
 * RegressionResult found = regression.fit(x, y);        // double[rows][columns], double[rows]
 * System.out.println(found.chosen().text());              // 2.5 * sin(x0) + x1
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

  private final RegressionBuilder choices;
  private final RegressionSettings settings;
  private final byte[] saved;

  SymbolicRegression(RegressionBuilder choices, byte[] saved) {
    this.choices = choices;
    this.settings = choices.settings();
    this.saved = saved;
  }

  /** Starts from the defaults. */
  public static RegressionBuilder builder() {
    return new RegressionBuilder();
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
    return new RegressionResult(search, end, inputs);
  }

  /**
   * The same regression, whose next fit goes on from what another's result or search has saved, as
   * if it had never been interrupted. Limits may be wider, the settings and the rows may not be
   * others.
   *
   * @param state of {@link RegressionResult#save} or {@link Search#save}
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
    return begin(data, new EarlierFormulas(List.of(), List.of()));
  }

  /**
   * A new search that begins with formulas from before, judged and fitted anew on these rows.
   *
   * @param earlier over the columns of these rows, less their centres
   * @throws IllegalArgumentException as above
   */
  public Search begin(RegressionData data, EarlierFormulas earlier) {
    SearchSettings search = search(data);
    LocalArchipelago islands;
    try {
      islands =
          earlier.isEmpty()
              ? LocalArchipelago.create(search, data.search())
              : LocalArchipelago.create(search, data.search(), earlier);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          choices.words.place(SearchPart.CONSTRAINTS, 0) + ": " + e.getMessage(), e);
    }
    return new Search(settings, search, data, islands, 0);
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
        settings, search, data, LocalArchipelago.decode(search, data.search(), islands), seconds);
  }

  private SearchSettings search(RegressionData data) {
    SearchSettings search = settings.search(data.names(), data.signals(), choices.words);
    String refusal = search.loss().refusal(data.train());
    if (refusal == null && data.validation() != null) {
      refusal = search.loss().refusal(data.validation());
    }
    if (refusal != null) {
      throw new IllegalArgumentException(
          choices.words.place(SearchPart.LOSS, 0)
              + ": the loss \""
              + settings.loss().strip()
              + "\" "
              + refusal);
    }
    List<Guess> guesses = search.guesses().stream().map(data.centres()::inward).toList();
    return search.toBuilder().guesses(guesses).tactics(choices.tactics).build();
  }
}
