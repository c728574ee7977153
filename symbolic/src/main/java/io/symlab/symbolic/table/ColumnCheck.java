package io.symlab.symbolic.table;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;

/**
 * Watches numbers on their way from double to float, and refuses a column that floats can't hold:
 * too large, too small, or with all its variation below a float's seven digits. Silently turning
 * such a column into infinities, zeros or a constant would find wrong formulas.
 */
final class ColumnCheck {
  private final Path file;
  private final IntFunction<String> names;
  private final double[] least;
  private final double[] most;

  ColumnCheck(Path file, List<String> names, int columns) {
    this.file = file;
    this.names =
        column -> names.isEmpty() ? Integer.toString(column) : "\"" + names.get(column) + "\"";
    this.least = new double[columns];
    this.most = new double[columns];
    Arrays.fill(least, Double.POSITIVE_INFINITY);
    Arrays.fill(most, Double.NEGATIVE_INFINITY);
  }

  /**
   * The number as a float; infinities and NaN stay what they are.
   *
   * @param place "line" or "row", for messages
   * @param at which one
   */
  float accept(int column, double value, String place, long at) throws TableException {
    float rounded = (float) value;
    if (value < least[column]) {
      if (rounded == Float.NEGATIVE_INFINITY && !Double.isInfinite(value)) {
        throw tooLarge(column, value, place, at);
      }
      least[column] = Double.isInfinite(value) ? least[column] : value;
    }
    if (value > most[column]) {
      if (rounded == Float.POSITIVE_INFINITY && !Double.isInfinite(value)) {
        throw tooLarge(column, value, place, at);
      }
      most[column] = Double.isInfinite(value) ? most[column] : value;
    }
    return rounded;
  }

  /** To be called when all numbers have been seen. */
  void end() throws TableException {
    for (int column = 0; column < least.length; column++) {
      if (!(least[column] < most[column])) {
        continue; // constant or nothing finite: others judge that
      }
      double size = Math.max(Math.abs(least[column]), Math.abs(most[column]));
      if (size < Float.MIN_NORMAL) {
        throw new TableException(
            file,
            "column "
                + names.apply(column)
                + " has no number larger than "
                + size
                + ", which a 32-bit float can't tell from 0: multiply the column by a power of ten");
      }
      if ((float) least[column] == (float) most[column]) {
        throw new TableException(
            file,
            "column "
                + names.apply(column)
                + " varies between "
                + least[column]
                + " and "
                + most[column]
                + ", which is the same to a 32-bit float: subtract its mean from the column");
      }
    }
  }

  private TableException tooLarge(int column, double value, String place, long at) {
    return new TableException(
        file,
        place
            + " "
            + at
            + ", column "
            + names.apply(column)
            + " holds "
            + value
            + ", more than a 32-bit float can (3.4e38): divide the column by a power of ten, or"
            + " take its logarithm");
  }
}
