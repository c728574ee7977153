package io.symlab.symbolic.table;

import io.symlab.symbolic.expression.Signals;
import io.symlab.symbolic.sample.Centres;
import io.symlab.symbolic.sample.Samples;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A table with its columns' roles settled and its rows sound: features, y, perhaps weights, all
 * finite. What a search learns from.
 *
 * <pre>{@code
 * Dataset table = Dataset.read(Path.of("data.csv"), Roles.PLAIN);
 * RegressionResult found = SymbolicRegression.builder().rounds(50).build().fit(table);
 * }</pre>
 */
public final class Dataset {
  /** Fewer sound rows than this are nothing to learn from. */
  public static final int LEAST_ROWS = 10;

  private final Path file;
  private final Layout layout;
  private final List<String> names;
  private final Signals signals;
  private final Rows rows;
  private final Centres centres;
  private final List<String> notes;

  private Dataset(
      Path file,
      Layout layout,
      LaggedColumns lags,
      Rows rows,
      Centres centres,
      List<String> notes) {
    this.file = file;
    this.layout = layout;
    this.names = lags.features();
    this.signals = lags.signals();
    this.rows = rows;
    this.centres = centres;
    this.notes = List.copyOf(notes);
  }

  /**
   * Reads a file to learn from.
   *
   * @throws TableException when it is no table, the roles do not fit it, or nothing can be learned
   *     from it: too few rows, y constant, weights that are none
   */
  public static Dataset read(Path file, Roles roles) throws IOException {
    return read(TableInput.of(file), roles, Reading.PLAIN);
  }

  /**
   * Reads a source to learn from, to its end.
   *
   * @throws TableException as above, or when what is said of reading does not fit it
   */
  public static Dataset read(TableInput input, Roles roles, Reading reading) throws IOException {
    Table table =
        TableFile.read(
            input,
            reading,
            (names, width) ->
                Columns.wanted(
                    Layout.of(input.file(), names, width, roles, new ArrayList<>()),
                    reading,
                    names));
    return of(table, roles, reading);
  }

  /**
   * Takes a table to learn from; its columns are kept by reference.
   *
   * @throws TableException when the roles do not fit it, or nothing can be learned from it
   */
  public static Dataset of(Table table, Roles roles) throws TableException {
    return of(table, roles, Reading.PLAIN);
  }

  private static Dataset of(Table table, Roles roles, Reading reading) throws TableException {
    Path file = table.file();
    List<String> notes = new ArrayList<>(table.notes());
    Layout plain = Layout.of(table, roles, notes);
    if (table.names().isEmpty() && !file.toString().endsWith(".npy")) {
      notes.add(
          "the first line of "
              + file
              + " has numbers only: it was taken as data, the columns have no names");
    }
    Columns columns = Columns.of(table, plain, roles, reading, notes);
    Layout layout = columns.layout();
    LaggedColumns lags = LaggedColumns.of(columns.features(), roles.lags());
    Rows rows = SoundRows.of(table, layout, lags.features(), notes);
    int counted = counted(rows);
    if (counted < LEAST_ROWS) {
      throw new TableException(
          file,
          (table.rows() == 0
                  ? "has no rows"
                  : "has "
                      + counted
                      + (counted == 1 ? " row" : " rows")
                      + (counted < rows.count() ? " with a weight above 0, of " + rows.count() : "")
                      + (rows.dropped() > 0
                          ? " left, "
                              + rows.dropped()
                              + " of "
                              + table.rows()
                              + " were dropped for NaN, infinities or missing values in "
                              + String.join(", ", rows.culprits())
                          : ""))
              + "; "
              + LEAST_ROWS
              + " are the least to learn from");
    }
    refuseConstant(file, layout.target(), rows.y());
    Centres centres = Centres.of(rows.features(), rows.y(), lags.signals());
    FloatCheck.of(file, lags.features(), layout, rows, centres);
    return new Dataset(file, layout, lags, rows, centres, notes);
  }

  /** Rows without a weight, or with one above 0. */
  private static int counted(Rows rows) {
    double[] weights = rows.weights();
    return weights == null
        ? rows.count()
        : (int) Arrays.stream(weights).filter(weight -> weight > 0).count();
  }

  private static void refuseConstant(Path file, String name, double[] y) throws TableException {
    for (double value : y) {
      if (value != y[0]) {
        return;
      }
    }
    throw new TableException(
        file,
        "has the same y (column "
            + name
            + ") of "
            + y[0]
            + " in all "
            + y.length
            + " rows: there is nothing to explain; another column is named with --y");
  }

  /**
   * Reads another file with the same columns, to choose by or to report on.
   *
   * @throws TableException when it lacks a column or has no sound row
   */
  public Rows readAlike(Path other) throws IOException {
    return readAlike(TableInput.of(other), Reading.PLAIN);
  }

  /**
   * Reads another source with the same columns, to its end.
   *
   * @param reading how it writes its numbers, where that does not show
   * @throws TableException when it lacks a column or has no sound row
   */
  public Rows readAlike(TableInput input, Reading reading) throws IOException {
    Path other = input.file();
    Rows alike = RowsAlike.all(input, reading, layout, names);
    if (alike.count() == 0) {
      throw new TableException(other, "has no row without NaN, infinities or missing values");
    }
    FloatCheck.of(other, names, layout, alike, centres);
    return alike;
  }

  public Path file() {
    return file;
  }

  public Layout layout() {
    return layout;
  }

  /** Names of the features, in the order that signals and formulas count them. */
  public List<String> names() {
    return names;
  }

  public Signals signals() {
    return signals;
  }

  public Rows rows() {
    return rows;
  }

  /**
   * What a search is to subtract from columns and y: 0 but where they lie far from 0 for their
   * spread. Formulas found over such rows are told by {@link Centres#outward}.
   */
  public Centres centres() {
    return centres;
  }

  /** All rows as they are, to learn from; without {@link #centres}. */
  public Samples samples() {
    return rows.samples();
  }

  /** What is worth telling a person about how the file was read. */
  public List<String> notes() {
    return notes;
  }
}
