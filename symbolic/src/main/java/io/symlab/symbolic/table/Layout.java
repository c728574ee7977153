package io.symlab.symbolic.table;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * What the columns of a file are, settled: names that formulas can use, and which of them are y,
 * weights and features. Another file of the same kind is read by it, too.
 *
 * @param columns names of all columns, in the file's order
 * @param written the same as they stand in the file, where they do; else as above
 * @param named whether the file names its columns, so that another file's may stand in another
 *     order
 * @param y which of them is y
 * @param weights which of them holds the rows' weights, or -1
 * @param categories columns whose values are names
 */
public record Layout(
    List<String> columns,
    List<String> written,
    boolean named,
    int y,
    int weights,
    List<Category> categories) {

  /**
   * A column whose values are names, as features: one for each name, 1 where the column has it and
   * 0 elsewhere.
   *
   * @param column its name
   * @param levels the names, as they stand in the file
   * @param features what formulas call the indicators
   */
  public record Category(String column, List<String> levels, List<String> features) {
    public Category {
      levels = List.copyOf(levels);
      features = List.copyOf(features);
    }
  }

  public Layout {
    columns = List.copyOf(columns);
    written = List.copyOf(written);
    categories = List.copyOf(categories);
  }

  /** Of a file whose names formulas can use as they stand. */
  public Layout(List<String> columns, boolean named, int y, int weights) {
    this(columns, columns, named, y, weights, List.of());
  }

  /** Settles what a person has said about a table. */
  static Layout of(Table table, Roles roles, List<String> notes) throws TableException {
    return of(table.file(), table.names(), table.width(), roles, notes);
  }

  /**
   * Settles what a person has said about a file.
   *
   * @param inFile names as they stand in the file; empty when it has none
   * @param notes gets what is worth telling
   * @throws TableException when it does not fit the file
   */
  static Layout of(Path file, List<String> inFile, int width, Roles roles, List<String> notes)
      throws TableException {
    if (width < 2) {
      throw new TableException(
          file,
          width == 0
              ? "has no columns"
              : "has one column; a table needs y and at least one column to explain it by");
    }
    boolean named = !inFile.isEmpty();
    List<String> given = ColumnNames.expanded(roles.names());
    boolean all = given.size() == width;
    if (!given.isEmpty() && !all && given.size() != width - 1) {
      throw new TableException(
          file,
          "has "
              + width
              + " columns, y included, but --names gives "
              + given.size()
              + (given.size() == 1 ? " name; give " : " names; give ")
              + (width - 1)
              + " or "
              + width);
    }
    List<String> written =
        all ? given : named && given.isEmpty() ? inFile : ColumnNames.numbered(width);
    int y = roles.y().isEmpty() ? width - 1 : find("--y", roles.y(), written, inFile, width);
    int weights =
        roles.weights().isEmpty() ? -1 : find("--weights", roles.weights(), written, inFile, width);
    if (weights == y) {
      throw new TableException(
          "--weights " + roles.weights() + " is y itself; name the column of y with --y");
    }
    if (width - (weights < 0 ? 1 : 2) < 1) {
      throw new TableException(
          file, "has no column left to explain y by, beside y and the weights");
    }
    List<String> names = new ArrayList<>(written);
    if (!all && !given.isEmpty()) {
      names = new ArrayList<>(given);
      names.add(y, freshY(given));
    } else if (!all && !named) {
      names.set(y, "y");
    }
    List<String> clean = ColumnNames.cleaned(names, file.toString(), notes);
    return new Layout(clean, named ? inFile : clean, named, y, weights, List.of());
  }

  private static String freshY(List<String> names) {
    return names.contains("y") ? "y_" : "y";
  }

  /** By the names that were given, else by those in the file, else by number. */
  private static int find(
      String option, String wanted, List<String> written, List<String> inFile, int width)
      throws TableException {
    return inFile.contains(wanted) && !written.contains(wanted)
        ? inFile.indexOf(wanted)
        : ColumnNames.find(option, List.of(wanted), written, width).get(0);
  }

  /** The same with columns whose values are names. */
  Layout with(List<Category> found) {
    return new Layout(columns, written, named, y, weights, found);
  }

  /** Names of the features, in the file's order. */
  public List<String> features() {
    return features(Set.of());
  }

  /**
   * Names of the features, in the file's order; the indicators of a category stand in its place.
   *
   * @param left columns that are none
   */
  List<String> features(Set<Integer> left) {
    return IntStream.range(0, columns.size())
        .filter(column -> column != y && column != weights && !left.contains(column))
        .boxed()
        .flatMap(column -> featuresOf(columns.get(column)).stream())
        .toList();
  }

  private List<String> featuresOf(String column) {
    return categories.stream()
        .filter(category -> category.column().equals(column))
        .findFirst()
        .map(Category::features)
        .orElse(List.of(column));
  }

  /** The category that a feature is an indicator of; null when it is a column of its own. */
  Category categoryOf(String feature) {
    return categories.stream()
        .filter(category -> category.features().contains(feature))
        .findFirst()
        .orElse(null);
  }

  /** The name of y. */
  public String target() {
    return columns.get(y);
  }

  /**
   * Where each of these columns is in another file: by name where both files have names, else by
   * place, y perhaps left out.
   *
   * @param file the other file
   * @param names the other file's, empty when it has none
   * @param width the other file's columns
   * @param wanted names of this layout's columns
   * @return for each of the wanted the column in the other file, -1 where it is not there
   */
  int[] locate(Path file, List<String> names, int width, List<String> wanted)
      throws TableException {
    if (!names.isEmpty() && named) {
      return wanted.stream().mapToInt(column -> named(column, names)).toArray();
    }
    boolean withoutY = width == columns.size() - 1;
    if (width != columns.size() && !withoutY) {
      throw new TableException(
          file,
          "has "
              + width
              + " columns; "
              + columns.size()
              + " are needed, or "
              + (columns.size() - 1)
              + " without y: "
              + ColumnNames.some(columns));
    }
    return wanted.stream()
        .mapToInt(columns::indexOf)
        .map(i -> !withoutY || i < y ? i : i == y ? -1 : i - 1)
        .toArray();
  }

  /**
   * The column of that name as it stood when it was learned from; else as formulas have it, unless
   * that is another column's name or could be meant by several.
   */
  private int named(String column, List<String> theirs) {
    int index = columns.indexOf(column);
    int exact = theirs.indexOf(written.get(index));
    if (exact >= 0) {
      return exact;
    }
    int found = -1;
    for (int i = 0; i < theirs.size(); i++) {
      boolean others = written.contains(theirs.get(i));
      if (!others && ColumnNames.clean(theirs.get(i), i).equals(column)) {
        if (found >= 0) {
          return -1;
        }
        found = i;
      }
    }
    return found;
  }
}
