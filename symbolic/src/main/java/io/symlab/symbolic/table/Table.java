package io.symlab.symbolic.table;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * A table of numbers as a file has it, column by column; missing values are NaN.
 *
 * @param file where it was read from
 * @param names of its columns as they stand in the file; empty when the file names none
 * @param rows how many
 * @param columns [columns][rows]; null where a column was not wanted
 */
public record Table(Path file, List<String> names, int rows, double[][] columns) {
  public Table {
    names = List.copyOf(names);
    if (!names.isEmpty() && names.size() != columns.length) {
      throw new IllegalArgumentException(
          names.size() + " names for " + columns.length + " columns of " + file);
    }
  }

  /** How many columns, wanted or not. */
  public int width() {
    return columns.length;
  }

  /**
   * Which columns are wanted, asked as soon as they are known: what nobody wants is neither parsed
   * nor kept.
   */
  @FunctionalInterface
  public interface Choice {
    /** Every column. */
    Choice ALL =
        (names, width) -> {
          boolean[] wanted = new boolean[width];
          Arrays.fill(wanted, true);
          return wanted;
        };

    /**
     * @param names of the columns; empty when the file names none
     * @param width how many columns
     * @return for each column whether it is wanted
     */
    boolean[] wanted(List<String> names, int width) throws TableException;
  }
}
