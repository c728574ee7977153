package io.symlab.symbolic.table;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Makes rows of a table's columns: takes them over and leaves out those with a number missing. */
final class SoundRows {
  private SoundRows() {}

  static Rows of(Table table, Layout layout, List<String> features, List<String> notes)
      throws TableException {
    Source[] sources = new Source[features.size()];
    for (int f = 0; f < sources.length; f++) {
      Layout.Category category = layout.categoryOf(features.get(f));
      String column = category == null ? features.get(f) : category.column();
      sources[f] = Source.of(layout.columns().indexOf(column), category, features.get(f));
    }
    Rows rows = of(table, layout.columns(), sources, layout.y(), layout.weights(), true);
    if (rows.dropped() > 0) {
      notes.add(rows.droppedText(table.rows()));
    }
    return rows;
  }

  /**
   * Where a feature comes from.
   *
   * @param column of the table; -1 where it is not needed
   * @param level the value that it indicates; null: it is the column itself
   */
  record Source(int column, String level) {
    static Source of(int column, Layout.Category category, String feature) {
      return new Source(
          column,
          category == null ? null : category.levels().get(category.features().indexOf(feature)));
    }
  }

  /**
   * Takes the columns over from the table, and closes the gaps that unsound rows leave.
   *
   * @param strict whether y makes a row unsound, too
   */
  static Rows of(
      Table table, List<String> labels, Source[] features, int y, int weights, boolean strict)
      throws TableException {
    List<String> culprits = new ArrayList<>();
    boolean[] unsound = new boolean[table.rows()];
    for (int c = 0; c < table.width(); c++) {
      if (table.columns()[c] != null && (strict || c != y) && mark(table.columns()[c], unsound)) {
        culprits.add(labels.get(c));
      }
    }
    int[] kept = culprits.isEmpty() ? null : sound(unsound);
    double[][] columns = new double[features.length][];
    for (int f = 0; f < features.length; f++) {
      columns[f] =
          features[f].level() == null
              ? take(table, features[f].column(), kept)
              : kept(indicator(table, features[f]), kept);
    }
    double[] weight = take(table, weights, kept);
    if (weight != null) {
      checkWeights(table.file(), labels.get(weights), weight);
    }
    int count = kept == null ? table.rows() : kept.length;
    return new Rows(
        columns, take(table, y, kept), weight, count, table.rows() - count, culprits, kept);
  }

  private static boolean mark(double[] column, boolean[] unsound) {
    boolean any = false;
    for (int row = 0; row < column.length; row++) {
      if (!Double.isFinite(column[row])) {
        unsound[row] = true;
        any = true;
      }
    }
    return any;
  }

  private static int[] sound(boolean[] unsound) {
    int[] kept = new int[unsound.length];
    int count = 0;
    for (int row = 0; row < unsound.length; row++) {
      if (!unsound[row]) {
        kept[count++] = row;
      }
    }
    return Arrays.copyOf(kept, count);
  }

  /** The table's own column where no row is dropped; it lets go of it otherwise. */
  private static double[] take(Table table, int column, int[] kept) {
    double[] whole = column < 0 ? null : table.columns()[column];
    if (whole == null || kept == null) {
      return whole;
    }
    table.columns()[column] = null;
    return kept(whole, kept);
  }

  private static double[] indicator(Table table, Source source) {
    return source.column() < 0
        ? null
        : Categories.indicator(table, source.column(), source.level());
  }

  private static double[] kept(double[] whole, int[] kept) {
    if (whole == null || kept == null) {
      return whole;
    }
    double[] picked = new double[kept.length];
    for (int i = 0; i < picked.length; i++) {
      picked[i] = whole[kept[i]];
    }
    return picked;
  }

  private static void checkWeights(Path file, String name, double[] weights) throws TableException {
    double sum = 0;
    for (double weight : weights) {
      if (weight < 0) {
        throw new TableException(
            file, "has a weight of " + weight + " (column " + name + "): weights are 0 or more");
      }
      sum += weight;
    }
    if (weights.length > 0 && sum == 0) {
      throw new TableException(
          file, "has weights of 0 in all rows (column " + name + "): no row would count");
    }
  }
}
