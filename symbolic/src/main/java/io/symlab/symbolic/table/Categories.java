package io.symlab.symbolic.table;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Columns whose values are names, also where the names are numbers. */
final class Categories {
  private static final int MOST_LEVELS = 1_000;

  private Categories() {}

  /** The different values of a column, as text. */
  static List<String> levels(Table table, int column) throws TableException {
    List<String> texts = table.levels().get(column);
    if (texts != null) {
      return texts;
    }
    double[] different =
        Arrays.stream(table.columns()[column]).filter(Double::isFinite).distinct().toArray();
    if (different.length > MOST_LEVELS) {
      throw new TableException(
          table.file(),
          "has more than "
              + MOST_LEVELS
              + " different values in the column of a category, too many for an indicator each");
    }
    return Arrays.stream(different).mapToObj(Categories::text).toList();
  }

  private static String text(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }

  /** Tells of values that a category has no indicator for: all of its indicators are 0 there. */
  static Optional<String> unknown(Table table, int column, Layout.Category category)
      throws TableException {
    Set<String> known = new HashSet<>(category.levels());
    List<String> others = new ArrayList<>();
    int rows = 0;
    for (String level : levels(table, column)) {
      if (!known.contains(level)) {
        others.add(level);
        for (double has : indicator(table, column, level)) {
          rows += has == 1 ? 1 : 0;
        }
      }
    }
    if (rows == 0) {
      return Optional.empty();
    }
    return Optional.of(
        rows
            + (rows == 1 ? " row has" : " rows have")
            + " a value in "
            + category.column()
            + " that was not there when the formula was found, and that counts as none of those: "
            + ColumnNames.some(others));
  }

  /** 1 where a column has a value, 0 where it has another, NaN where it has none. */
  static double[] indicator(Table table, int column, String level) {
    double[] values = table.columns()[column];
    double[] indicator = new double[values.length];
    List<String> texts = table.levels().get(column);
    double code = texts == null ? Double.NaN : texts.indexOf(level);
    for (int row = 0; row < values.length; row++) {
      boolean has = texts == null ? text(values[row]).equals(level) : values[row] == code;
      indicator[row] = Double.isFinite(values[row]) ? has ? 1 : 0 : Double.NaN;
    }
    return indicator;
  }
}
