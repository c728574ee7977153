package io.symlab.symbolic.table;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which columns of a table are learned from: all but y and the weights, those that were asked to be
 * ignored, those without numbers, and an index. What is left out without having been asked for is
 * told.
 *
 * @param layout with the categories
 * @param features names of the features
 */
record Columns(Layout layout, List<String> features) {
  /** What programs call the column that only counts the rows. */
  private static final Set<String> INDEX =
      Set.of("", "rownames", "row.names", "rowname", "unnamed: 0");

  /** What people call the column that is to be explained. */
  private static final Set<String> TARGET =
      Set.of("y", "target", "label", "response", "outcome", "output", "dependent");

  /** Of indicators, in a note. */
  private static final int MOST_SHOWN = 4;

  /**
   * The columns that have to be read.
   *
   * @param inFile names as they stand in the file; empty when it has none
   */
  static boolean[] wanted(Layout layout, Reading reading, List<String> inFile)
      throws TableException {
    Set<Integer> left = ignored(layout, reading, inFile);
    boolean[] wanted = new boolean[layout.columns().size()];
    for (int c = 0; c < wanted.length; c++) {
      wanted[c] = !left.contains(c);
    }
    return wanted;
  }

  private static Set<Integer> ignored(Layout layout, Reading reading, List<String> inFile)
      throws TableException {
    int width = layout.columns().size();
    Set<Integer> ignored = new TreeSet<>(find("--ignore", reading.ignore(), layout, inFile));
    if (ignored.contains(layout.y()) || ignored.contains(layout.weights())) {
      boolean y = ignored.contains(layout.y());
      throw new TableException(
          "--ignore "
              + layout.columns().get(y ? layout.y() : layout.weights())
              + ": it is "
              + (y ? "y; name another column of y with --y" : "the weights"));
    }
    if (!reading.columns().isEmpty()) {
      Set<Integer> kept = new HashSet<>(find("--columns", reading.columns(), layout, inFile));
      kept.add(layout.y());
      kept.add(layout.weights());
      for (int c = 0; c < width; c++) {
        if (!kept.contains(c)) {
          ignored.add(c);
        }
      }
    }
    return ignored;
  }

  /** By the names that formulas use or that stand in the file, or by number. */
  private static List<Integer> find(
      String option, List<String> wanted, Layout layout, List<String> inFile)
      throws TableException {
    List<Integer> places = new ArrayList<>();
    for (String one : wanted) {
      if (inFile.contains(one)) {
        places.add(inFile.indexOf(one));
      } else {
        places.addAll(
            ColumnNames.find(option, List.of(one), layout.columns(), layout.columns().size()));
      }
    }
    return places;
  }

  /**
   * Settles it.
   *
   * @param plain the table's layout without categories
   * @param notes gets what is worth telling
   */
  static Columns of(Table table, Layout plain, Roles roles, Reading reading, List<String> notes)
      throws TableException {
    Set<Integer> left = ignored(plain, reading, table.names());
    refuseText(table, plain, roles);
    for (Map.Entry<Integer, Table.Left> entry : table.left().entrySet()) {
      int column = entry.getKey();
      if (left.add(column)) {
        notes.add(leftOut(plain.columns().get(column), entry.getValue()));
      }
    }
    if (!left.contains(0) && reading.columns().isEmpty() && isIndex(table, plain)) {
      left.add(0);
      notes.add(
          "the first column"
              + (table.names().get(0).isBlank() ? "" : ", \"" + table.names().get(0) + "\",")
              + " only counts the rows: it was taken as an index and left out (--columns brings it"
              + " back)");
    }
    suspectTarget(plain, roles, notes);
    List<Layout.Category> categories = new ArrayList<>();
    Set<String> taken = new HashSet<>(plain.columns());
    for (int column : find("--categories", reading.categories(), plain, table.names())) {
      if (column == plain.y() || column == plain.weights()) {
        throw new TableException(
            "--categories "
                + plain.columns().get(column)
                + ": it is "
                + (column == plain.y() ? "y" : "the weights")
                + ", which must be a number");
      }
      Layout.Category category = category(table, plain, column, taken);
      categories.add(category);
      notes.add(told(category));
    }
    Layout layout = plain.with(categories);
    List<String> features = layout.features(left);
    if (features.isEmpty()) {
      String held = notes.isEmpty() ? "" : ": " + String.join("; ", notes);
      throw new TableException(
          table.file(),
          "has no column of numbers left to explain y by, beside y and the weights" + held);
    }
    return new Columns(layout, features);
  }

  private static void refuseText(Table table, Layout plain, Roles roles) throws TableException {
    for (int column : new int[] {plain.y(), plain.weights()}) {
      Table.Left left = table.left().get(column);
      if (left != null) {
        boolean y = column == plain.y();
        throw new TableException(
            table.file(),
            "has "
                + left
                + " in "
                + (y && roles.y().isEmpty() ? "its last column" : "column")
                + " \""
                + plain.columns().get(column)
                + "\", which is to be "
                + (y
                    ? "y: name a column of numbers with --y"
                    : "the weights: name a column of numbers with --weights"));
      }
    }
  }

  private static String leftOut(String column, Table.Left left) {
    return "column "
        + column
        + " holds "
        + left
        + " and was left out; "
        + (left.what().equals("dates")
            ? "it can be learned from as numbers, such as days since the first"
            : "--categories " + column + " makes an indicator of each of its values");
  }

  /** Whether the first column only counts the rows, and says so by its name. */
  private static boolean isIndex(Table table, Layout layout) {
    if (table.names().isEmpty()
        || layout.y() == 0
        || layout.weights() == 0
        || table.columns()[0] == null
        || table.rows() < 2
        || !INDEX.contains(table.names().get(0).toLowerCase(Locale.ROOT))) {
      return false;
    }
    double[] column = table.columns()[0];
    for (int row = 0; row < table.rows(); row++) {
      if (column[row] != column[0] + row) {
        return false;
      }
    }
    return column[0] == 0 || column[0] == 1;
  }

  /** Says so when another column than the last is called what people call y. */
  private static void suspectTarget(Layout layout, Roles roles, List<String> notes) {
    if (!roles.y().isEmpty() || TARGET.contains(layout.target().toLowerCase(Locale.ROOT))) {
      return;
    }
    layout.columns().stream()
        .filter(column -> TARGET.contains(column.toLowerCase(Locale.ROOT)))
        .findFirst()
        .ifPresent(
            column ->
                notes.add(
                    "the last column, "
                        + layout.target()
                        + ", was taken as y; if "
                        + column
                        + " is meant, say --y "
                        + column));
  }

  private static Layout.Category category(Table table, Layout layout, int column, Set<String> taken)
      throws TableException {
    Path file = table.file();
    String name = layout.columns().get(column);
    List<String> levels = new ArrayList<>(Categories.levels(table, column));
    levels.sort(null);
    if (levels.size() < 2) {
      throw new TableException(
          file,
          "has "
              + (levels.isEmpty() ? "no value" : "one value only, \"" + levels.get(0) + "\",")
              + " in column "
              + name
              + ", which is no category: leave it out with --ignore "
              + name);
    }
    List<String> features = new ArrayList<>();
    for (String level : levels) {
      String feature = ColumnNames.clean(name + "_" + level, column);
      features.add(taken.add(feature) ? feature : ColumnNames.fresh(feature, taken));
    }
    return new Layout.Category(name, levels, features);
  }

  private static String told(Layout.Category category) {
    List<String> features = category.features();
    return "column "
        + category.column()
        + " became "
        + features.size()
        + " indicators: "
        + String.join(", ", features.subList(0, Math.min(MOST_SHOWN, features.size())))
        + (features.size() > MOST_SHOWN ? ", ..." : "");
  }
}
