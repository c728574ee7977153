package io.symlab.symbolic.regression;

import io.symlab.symbolic.table.Dataset;
import io.symlab.symbolic.table.Roles;
import io.symlab.symbolic.table.Table;
import io.symlab.symbolic.table.TableException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Rows of numbers from a program, as columns. Whatever a search could not learn from is refused
 * with its place: a program has to be told, where of a file rows are dropped and counted.
 *
 * @param names of the columns
 * @param columns [names + y][rows]
 */
record ArrayTable(List<String> names, double[][] columns) {
  /** One number of one row. */
  private interface Cells {
    double at(int row, int column);
  }

  static ArrayTable of(List<String> names, double[][] x, double[] y) {
    require(x != null && y != null, "x and y must be there");
    int[] widths = Arrays.stream(x).mapToInt(row -> row == null ? -1 : row.length).toArray();
    return of(names, widths, (row, column) -> x[row][column], row -> y[row], y.length);
  }

  static ArrayTable of(List<String> names, float[][] x, float[] y) {
    require(x != null && y != null, "x and y must be there");
    int[] widths = Arrays.stream(x).mapToInt(row -> row == null ? -1 : row.length).toArray();
    return of(names, widths, (row, column) -> x[row][column], row -> y[row], y.length);
  }

  private static ArrayTable of(
      List<String> names,
      int[] widths,
      Cells cells,
      java.util.function.IntToDoubleFunction y,
      int rows) {
    require(widths.length == rows, "x has " + widths.length + " rows, y has " + rows);
    require(
        rows >= Dataset.LEAST_ROWS,
        "there are " + rows + " rows; " + Dataset.LEAST_ROWS + " are the least to learn from");
    int width = widths[0];
    require(width >= 1, "x[0] has no columns");
    for (int row = 0; row < rows; row++) {
      require(
          widths[row] == width,
          "x[" + row + "] has " + Math.max(0, widths[row]) + " columns, x[0] has " + width);
    }
    double[][] columns = new double[width + 1][];
    for (int column = 0; column < width; column++) {
      int c = column;
      columns[c] = column("x[%d][" + c + "]", row -> cells.at(row, c), rows);
    }
    columns[width] = column("y[%d]", y, rows);
    require(varies(columns[width]), "y is the same in all rows: there is nothing to explain");
    return new ArrayTable(named(names, width), columns);
  }

  private static double[] column(
      String place, java.util.function.IntToDoubleFunction numbers, int rows) {
    double[] column = new double[rows];
    for (int row = 0; row < rows; row++) {
      column[row] = numbers.applyAsDouble(row);
      require(
          Double.isFinite(column[row]),
          place.formatted(row) + " is " + column[row] + ": leave such rows out");
      require(
          Float.isFinite((float) column[row]),
          place.formatted(row)
              + " is "
              + column[row]
              + ", more than a 32-bit float can hold: divide the column by a power of ten");
    }
    return column;
  }

  private static boolean varies(double[] column) {
    for (double value : column) {
      if (value != column[0]) {
        return true;
      }
    }
    return false;
  }

  private static List<String> named(List<String> names, int width) {
    if (names.isEmpty()) {
      return IntStream.range(0, width).mapToObj(i -> "x" + i).toList();
    }
    require(
        names.size() == width, "there are " + names.size() + " names for " + width + " columns");
    require(new HashSet<>(names).size() == width, "two columns have the same name: " + names);
    return names;
  }

  /**
   * The table with its columns' roles settled.
   *
   * @param lags see {@link Roles}
   */
  Dataset dataset(List<String> lags) {
    try {
      Table table = new Table(Path.of("x"), List.of(), columns[0].length, columns);
      return Dataset.of(table, new Roles(names, "", "", lags));
    } catch (TableException e) {
      // The message speaks of options, which are the builder's methods without their dashes.
      throw new IllegalArgumentException(e.getMessage().replace("--", ""), e);
    }
  }

  private static void require(boolean holds, String message) {
    if (!holds) {
      throw new IllegalArgumentException(message);
    }
  }
}
