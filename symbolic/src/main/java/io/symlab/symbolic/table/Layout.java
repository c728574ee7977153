package io.symlab.symbolic.table;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What the columns of a file are, settled: names that formulas can use, and which of them are y,
 * weights and features. Another file of the same kind is read by it, too.
 *
 * @param columns names of all columns, in the file's order
 * @param named whether the file names its columns, so that another file's may stand in another
 *     order
 * @param y which of them is y
 * @param weights which of them holds the rows' weights, or -1
 */
public record Layout(List<String> columns, boolean named, int y, int weights) {
  public Layout {
    columns = List.copyOf(columns);
  }

  /**
   * Settles what a person has said about a file.
   *
   * @param notes gets what is worth telling
   * @throws TableException when it does not fit the file
   */
  static Layout of(Table table, Roles roles, List<String> notes) throws TableException {
    int width = table.width();
    if (width < 2) {
      throw new TableException(
          table.file(),
          width == 0
              ? "has no columns"
              : "has one column; a table needs y and at least one column to explain it by");
    }
    boolean named = !table.names().isEmpty();
    List<String> given = ColumnNames.expanded(roles.names());
    boolean all = given.size() == width;
    if (!given.isEmpty() && !all && given.size() != width - 1) {
      throw new TableException(
          table.file(),
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
        all ? given : named && given.isEmpty() ? table.names() : ColumnNames.numbered(width);
    List<String> known = new ArrayList<>(written);
    for (int i = 0; i < width; i++) {
      known.set(i, ColumnNames.clean(written.get(i), i));
    }
    int y = roles.y().isEmpty() ? width - 1 : find("--y", roles.y(), written, known, table.names());
    int weights =
        roles.weights().isEmpty()
            ? -1
            : find("--weights", roles.weights(), written, known, table.names());
    if (weights == y) {
      throw new TableException(
          "--weights " + roles.weights() + " is y itself; name the column of y with --y");
    }
    if (width - (weights < 0 ? 1 : 2) < 1) {
      throw new TableException(
          table.file(), "has no column left to explain y by, beside y and the weights");
    }
    List<String> names = new ArrayList<>(written);
    if (!all && !given.isEmpty()) {
      names = new ArrayList<>(given);
      names.add(y, freshY(given));
    } else if (!all && !named) {
      names.set(y, "y");
    }
    return new Layout(
        ColumnNames.cleaned(names, table.file().toString(), notes), named, y, weights);
  }

  private static String freshY(List<String> names) {
    return names.contains("y") ? "y_" : "y";
  }

  private static int find(
      String option, String wanted, List<String> written, List<String> clean, List<String> inFile)
      throws TableException {
    for (List<String> names : List.of(written, inFile, clean)) {
      if (names.contains(wanted)) {
        return names.indexOf(wanted);
      }
    }
    if (wanted.matches("-?[0-9]{1,9}")) {
      int number = Integer.parseInt(wanted);
      int index = number < 0 ? clean.size() + number : number;
      if (index >= 0 && index < clean.size()) {
        return index;
      }
    }
    throw new TableException(
        option
            + " "
            + wanted
            + ": there is no such column; there are "
            + ColumnNames.some(clean)
            + ", or numbers from 0 to "
            + (clean.size() - 1));
  }

  /** Names of the features, in the file's order. */
  public List<String> features() {
    return IntStream.range(0, columns.size())
        .filter(this::isFeature)
        .mapToObj(columns::get)
        .toList();
  }

  private boolean isFeature(int column) {
    return column != y && column != weights;
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
      List<String> theirs = new ArrayList<>();
      for (int i = 0; i < width; i++) {
        theirs.add(ColumnNames.clean(names.get(i), i));
      }
      return wanted.stream().mapToInt(theirs::indexOf).toArray();
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
}
