package io.symlab.symbolic.table;

import io.symlab.symbolic.sample.Centres;
import io.symlab.symbolic.sample.Samples;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Sound rows of a table: every number in them is finite.
 *
 * @param features [F][count], null where not wanted, in the order of the formulas' variables
 * @param y [count]; null when the table has none
 * @param weights [count], 0 or more; null when all rows count alike
 * @param count how many
 * @param dropped rows left out because of a NaN or an infinity
 * @param culprits names of the columns that these were in
 * @param numbers of the rows in the file, counted from 0; null when none was dropped
 */
public record Rows(
    double[][] features,
    double[] y,
    double[] weights,
    int count,
    int dropped,
    List<String> culprits,
    int[] numbers) {

  public Rows {
    culprits = List.copyOf(culprits);
  }

  /** For a search or a front, as they are. */
  public Samples samples() {
    return samples(Centres.none(features.length), false);
  }

  /**
   * For a search or a front.
   *
   * @param centres what is subtracted from columns and y before they become floats
   * @param doubles whether the rows keep their doubles beside the floats
   */
  public Samples samples(Centres centres, boolean doubles) {
    float[][] columns = new float[features.length][];
    for (int f = 0; f < columns.length; f++) {
      columns[f] = Centres.floats(features[f], centres.columns().get(f));
    }
    float[] target = Centres.floats(y, centres.target());
    Samples samples =
        weights == null
            ? Samples.of(columns, target)
            : Samples.of(columns, target, Centres.floats(weights, 0));
    if (!doubles) {
      return samples;
    }
    double[][] exact = new double[features.length][];
    for (int f = 0; f < exact.length; f++) {
      exact[f] = less(features[f], centres.columns().get(f));
    }
    return samples.withDoubles(exact, less(y, centres.target()));
  }

  private static double[] less(double[] column, double centre) {
    return centre == 0 ? column : Arrays.stream(column).map(value -> value - centre).toArray();
  }

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
  private record Source(int column, String level) {
    static Source of(int column, Layout.Category category, String feature) {
      return new Source(
          column,
          category == null ? null : category.levels().get(category.features().indexOf(feature)));
    }
  }

  /** Says how many rows were left out, and because of which columns. */
  public String droppedText(int of) {
    return dropped
        + " of "
        + of
        + " rows dropped: NaN, infinite or missing in "
        + ColumnNames.some(culprits);
  }

  /**
   * Reads a source that is like another, for all that is needed to learn or judge.
   *
   * @param layout of the other
   * @param features names of the features
   */
  static Rows alike(TableInput input, Reading reading, Layout layout, List<String> features)
      throws IOException {
    boolean[] all = new boolean[features.size()];
    Arrays.fill(all, true);
    return pick(input, reading, layout, features, all, true, note -> {});
  }

  /** The same of a file whose numbers are written as they mostly are. */
  public static Rows forPrediction(Path file, Layout layout, List<String> features, boolean[] used)
      throws IOException {
    return forPrediction(TableInput.of(file), Reading.PLAIN, layout, features, used);
  }

  /**
   * Reads what a formula needs of a source that is like another, and y where it is there. Rows
   * without y are kept.
   *
   * @param reading how it writes its numbers, where that does not show
   * @param layout of the other
   * @param features names of the features
   * @param used for each whether the formula reads it; the others are left null
   */
  public static Rows forPrediction(
      TableInput input, Reading reading, Layout layout, List<String> features, boolean[] used)
      throws IOException {
    return pick(input, reading, layout, features, used, false, note -> {});
  }

  /**
   * The same.
   *
   * @param told hears of values of categories that the other table did not have
   */
  public static Rows forPrediction(
      TableInput input,
      Reading reading,
      Layout layout,
      List<String> features,
      boolean[] used,
      Consumer<String> told)
      throws IOException {
    return pick(input, reading, layout, features, used, false, told);
  }

  private static Rows pick(
      TableInput input,
      Reading reading,
      Layout layout,
      List<String> features,
      boolean[] used,
      boolean strict,
      Consumer<String> told)
      throws IOException {
    Path file = input.file();
    int count = features.size();
    List<Layout.Category> categories = features.stream().map(layout::categoryOf).toList();
    List<String> all = new ArrayList<>();
    for (int f = 0; f < count; f++) {
      all.add(categories.get(f) == null ? features.get(f) : categories.get(f).column());
    }
    all.add(layout.target());
    boolean weighted = strict && layout.weights() >= 0;
    if (weighted) {
      all.add(layout.columns().get(layout.weights()));
    }
    int[][] places = new int[1][];
    Set<Integer> texts = new TreeSet<>();
    Table table =
        TableFile.read(
            input,
            new Reading(reading.decimal(), reading.thousands(), List.of(), List.of(), List.of()),
            new Table.Choice() {
              @Override
              public boolean[] wanted(List<String> names, int width) throws TableException {
                places[0] = layout.locate(file, names, width, all);
                boolean[] wanted = new boolean[width];
                for (int i = 0; i < all.size(); i++) {
                  boolean needed = i < used.length ? used[i] : strict;
                  if (places[0][i] < 0 && needed) {
                    throw missing(file, layout, all.get(i), names);
                  }
                  if (places[0][i] >= 0 && (i >= used.length || used[i])) {
                    wanted[places[0][i]] = true;
                    if (i < count && categories.get(i) != null) {
                      texts.add(places[0][i]);
                    }
                  }
                }
                return wanted;
              }

              @Override
              public Set<Integer> categories() {
                return texts;
              }
            });
    int[] found = places[0];
    for (int i = 0; i < found.length; i++) {
      Table.Left left = found[i] < 0 ? null : table.left().get(found[i]);
      if (left != null && i == count && !strict) {
        found[i] = -1; // no y to judge by
      } else if (left != null && (i < used.length ? used[i] : strict)) {
        throw new TableException(
            file, "has " + left + " in column " + all.get(i) + ", where numbers are needed");
      }
    }
    String[] labels = new String[table.width()];
    Arrays.fill(labels, "");
    for (int i = 0; i < found.length; i++) {
      if (found[i] >= 0) {
        labels[found[i]] = all.get(i);
      }
    }
    Map<Layout.Category, Integer> read = new LinkedHashMap<>();
    for (int f = 0; f < count; f++) {
      if (used[f] && found[f] >= 0 && categories.get(f) != null) {
        read.put(categories.get(f), found[f]);
      }
    }
    for (Map.Entry<Layout.Category, Integer> one : read.entrySet()) {
      Categories.unknown(table, one.getValue(), one.getKey()).ifPresent(told);
    }
    Source[] sources = new Source[count];
    for (int f = 0; f < count; f++) {
      sources[f] = Source.of(used[f] ? found[f] : -1, categories.get(f), features.get(f));
    }
    return of(
        table, List.of(labels), sources, found[count], weighted ? found[count + 1] : -1, strict);
  }

  private static TableException missing(
      Path file, Layout layout, String column, List<String> names) {
    String written = layout.written().get(layout.columns().indexOf(column));
    return new TableException(
        file,
        "has no column "
            + column
            + (written.equals(column) ? "" : " (\"" + written + "\" where it was learned from)")
            + (names.isEmpty() ? "" : "; it has " + ColumnNames.some(names)));
  }

  /**
   * Takes the columns over from the table, and closes the gaps that unsound rows leave.
   *
   * @param strict whether y makes a row unsound, too
   */
  private static Rows of(
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

  /**
   * Some of these rows at random, the same for the same seed, in the order of the file.
   *
   * @param most how many at most
   */
  public Rows choose(int most, long seed) {
    return most >= count() ? this : pick(Split.choose(count(), most, seed, "table.choice"));
  }

  /** These rows, to be parted while others go on with them; the numbers are shared. */
  public Rows copy() {
    return new Rows(features.clone(), y, weights, count, dropped, culprits, numbers);
  }

  /** These rows, copied in this order. */
  Rows pick(int[] chosen) {
    double[][] picked = new double[features.length][];
    for (int f = 0; f < picked.length; f++) {
      picked[f] = pick(features[f], chosen);
    }
    return new Rows(
        picked, pick(y, chosen), pick(weights, chosen), chosen.length, 0, List.of(), null);
  }

  /** The same, letting go of each column of these rows as soon as it is copied. */
  Rows shrink(int[] chosen) {
    for (int f = 0; f < features.length; f++) {
      features[f] = pick(features[f], chosen);
    }
    return new Rows(
        features, pick(y, chosen), pick(weights, chosen), chosen.length, 0, List.of(), null);
  }

  private static double[] pick(double[] column, int[] chosen) {
    if (column == null) {
      return null;
    }
    double[] picked = new double[chosen.length];
    for (int i = 0; i < chosen.length; i++) {
      picked[i] = column[chosen[i]];
    }
    return picked;
  }
}
