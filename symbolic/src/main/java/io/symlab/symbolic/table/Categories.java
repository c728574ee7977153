package io.symlab.symbolic.table;

import java.util.Arrays;
import java.util.List;

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
