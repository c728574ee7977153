package io.symlab.symbolic.table;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A table of numbers as a file has it, column by column; missing values are NaN.
 *
 * @param file where it was read from
 * @param names of its columns as they stand in the file; empty when the file names none
 * @param rows how many
 * @param columns [columns][rows]; null where a column was not wanted or holds no numbers
 * @param levels of columns that were asked for as categories: the different texts in them, which
 *     the column's numbers count from 0
 * @param left columns that hold something else than numbers, and what
 * @param notes worth telling a person
 */
public record Table(
    Path file,
    List<String> names,
    int rows,
    double[][] columns,
    Map<Integer, List<String>> levels,
    Map<Integer, Left> left,
    List<String> notes) {
  /**
   * Why a column was left out.
   *
   * @param what it holds, e.g. {@code text}
   * @param example one of its cells
   */
  public record Left(String what, String example) {
    @Override
    public String toString() {
      return what + " (\"" + example + "\")";
    }
  }

  public Table {
    names = List.copyOf(names);
    levels = Map.copyOf(levels);
    left = Map.copyOf(left);
    notes = List.copyOf(notes);
    if (!names.isEmpty() && names.size() != columns.length) {
      throw new IllegalArgumentException(
          names.size() + " names for " + columns.length + " columns of " + file);
    }
  }

  /** A table of nothing but numbers. */
  public Table(Path file, List<String> names, int rows, double[][] columns) {
    this(file, names, rows, columns, Map.of(), Map.of(), List.of());
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

    /** Numbers of columns to read as text, asked after {@link #wanted}. */
    default Set<Integer> categories() {
      return Set.of();
    }
  }
}
