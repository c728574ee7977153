package io.symlab.symbolic.table;

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

/** Reads rows of a source that is like the one that formulas were learned from. */
public final class RowsAlike {
  private RowsAlike() {}

  /**
   * Reads a source that is like another, for all that is needed to learn or judge.
   *
   * @param layout of the other
   * @param features names of the features
   */
  static Rows all(TableInput input, Reading reading, Layout layout, List<String> features)
      throws IOException {
    boolean[] all = new boolean[features.size()];
    Arrays.fill(all, true);
    return read(input, reading, layout, features, all, true, note -> {});
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
    return read(input, reading, layout, features, used, false, note -> {});
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
    return read(input, reading, layout, features, used, false, told);
  }

  private static Rows read(
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
                    if (layout.named() && !names.isEmpty()) {
                      ColumnNames.refuseTwice(file, names, places[0][i]);
                    }
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
    SoundRows.Source[] sources = new SoundRows.Source[count];
    for (int f = 0; f < count; f++) {
      sources[f] = SoundRows.Source.of(used[f] ? found[f] : -1, categories.get(f), features.get(f));
    }
    return SoundRows.of(
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
}
