package io.symlab.symbolic.table;

import io.symlab.symbolic.sample.Centres;
import java.nio.file.Path;
import java.util.List;

/**
 * Refuses columns that a search in 32-bit floats can't work with: too large, too small, or with all
 * their variation below a float's seven digits. Silently turning such a column into infinities,
 * zeros or a constant would find wrong formulas.
 */
final class FloatCheck {
  private FloatCheck() {}

  /**
   * Judges all columns that a search is to read.
   *
   * @param features names of the features
   * @param centres what is subtracted before columns become floats
   */
  static void of(Path file, List<String> features, Layout layout, Rows rows, Centres centres)
      throws TableException {
    for (int f = 0; f < features.size(); f++) {
      check(file, features.get(f), rows.features()[f], centres.columns().get(f), rows.numbers());
    }
    check(file, layout.target(), rows.y(), centres.target(), rows.numbers());
    if (rows.weights() != null) {
      check(file, layout.columns().get(layout.weights()), rows.weights(), 0, rows.numbers());
    }
  }

  private static void check(Path file, String name, double[] column, double centre, int[] numbers)
      throws TableException {
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < column.length; i++) {
      if (Float.isInfinite((float) column[i])) {
        throw new TableException(
            file,
            "row "
                + (numbers == null ? i : numbers[i])
                + " (the first is 0), column \""
                + name
                + "\" holds "
                + column[i]
                + ", more than a 32-bit float can (3.4e38): divide the column by a power of ten, or"
                + " take its logarithm");
      }
      least = Math.min(least, column[i]);
      most = Math.max(most, column[i]);
    }
    if (!(least < most)) {
      return; // constant: others judge that
    }
    double size = Math.max(Math.abs(least), Math.abs(most));
    if (size < Float.MIN_NORMAL) {
      throw new TableException(
          file,
          "column \""
              + name
              + "\" has no number larger than "
              + size
              + ", which a 32-bit float can't tell from 0: multiply the column by a power of ten");
    }
    if ((float) (least - centre) == (float) (most - centre)) {
      throw new TableException(
          file,
          "column \""
              + name
              + "\" varies between "
              + least
              + " and "
              + most
              + ", which is the same to a 32-bit float: subtract its mean from the column");
    }
  }
}
