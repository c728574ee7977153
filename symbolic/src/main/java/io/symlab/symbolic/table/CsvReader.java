package io.symlab.symbolic.table;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads tables from .csv files: a line of names, then lines of numbers, separated by commas,
 * semicolons or tabs. Empty cells, NA, nan and the like are missing values; blank lines are
 * nothing. A first line of nothing but numbers is data; the columns have no names then.
 */
final class CsvReader {
  private final Path file;
  private final CsvScanner scanner;
  private List<String> names = List.of();
  private boolean[] wanted;
  private GrowingColumn[] columns;
  private int rows;

  private CsvReader(Path file, CsvScanner scanner) {
    this.file = file;
    this.scanner = scanner;
  }

  static Table read(Path file, Table.Choice choice) throws IOException {
    try (CsvScanner scanner = CsvScanner.open(file)) {
      return new CsvReader(file, scanner).table(choice);
    }
  }

  private Table table(Table.Choice choice) throws IOException {
    List<String> first = firstLine();
    double[] numbers = numbers(first);
    names = numbers == null ? stripped(first) : List.of();
    wanted = choice.wanted(names, first.size());
    columns = new GrowingColumn[first.size()];
    for (int c = 0; c < columns.length; c++) {
      columns[c] = wanted[c] ? new GrowingColumn() : null;
    }
    if (numbers != null) {
      for (int c = 0; c < columns.length; c++) {
        keep(c, numbers[c]);
      }
      rows++;
    }
    while (scanner.next()) {
      line();
    }
    double[][] values = new double[columns.length][];
    for (int c = 0; c < columns.length; c++) {
      values[c] = wanted[c] ? columns[c].take() : null;
      columns[c] = null;
    }
    return new Table(file, names, rows, values);
  }

  /** The cells of the first line that is not blank. */
  private List<String> firstLine() throws IOException {
    List<String> cells = new ArrayList<>();
    while (scanner.next()) {
      cells.add(scanner.text());
      if (scanner.lastOfLine()) {
        if (cells.size() > 1 || !cells.get(0).isBlank()) {
          return cells;
        }
        cells.clear();
      }
    }
    if (!cells.isEmpty()) {
      cells.add(""); // the file ends after a separator
      return cells;
    }
    throw new TableException(file, "is empty");
  }

  private static double[] numbers(List<String> cells) {
    double[] numbers = new double[cells.size()];
    for (int i = 0; i < numbers.length; i++) {
      try {
        byte[] cell = cells.get(i).getBytes(StandardCharsets.UTF_8);
        numbers[i] = CsvNumber.parse(cell, 0, cell.length);
      } catch (NumberFormatException e) {
        return null;
      }
      if (cells.get(i).isBlank()) {
        return null; // a name that was left out, as of an index
      }
    }
    return numbers;
  }

  private static List<String> stripped(List<String> cells) {
    List<String> names = new ArrayList<>();
    for (String cell : cells) {
      // numpy.savetxt writes its header as a comment.
      names.add((names.isEmpty() ? cell.replaceFirst("^\\s*#", "") : cell).strip());
    }
    return names;
  }

  /** Reads a line, whose first cell is the scanner's. */
  private void line() throws IOException {
    long line = scanner.line();
    if (scanner.lastOfLine() && columns.length > 1 && isBlank()) {
      return;
    }
    int c = 0;
    while (true) {
      if (c < columns.length && wanted[c]) {
        keep(c, number(c));
      }
      c++;
      if (scanner.lastOfLine()) {
        break;
      }
      if (!scanner.next()) {
        c++; // the file ends after a separator: an empty last cell
        if (c <= columns.length && wanted[c - 1]) {
          keep(c - 1, Double.NaN);
        }
        break;
      }
    }
    if (c != columns.length) {
      throw new TableException(
          file,
          "line "
              + line
              + " has "
              + c
              + (c == 1 ? " cell" : " cells")
              + ", the first line "
              + columns.length
              + " (separated by "
              + separator()
              + ")");
    }
    if (++rows == Integer.MAX_VALUE - 8) {
      throw new TableException(file, "has more rows than can be held");
    }
  }

  private double number(int column) throws TableException {
    try {
      return CsvNumber.parse(scanner.cell(), 0, scanner.length());
    } catch (NumberFormatException e) {
      String text = scanner.text();
      boolean decimalComma = text.strip().matches("[+-]?[0-9]*,[0-9]+([eE][+-]?[0-9]+)?");
      throw new TableException(
          file,
          "line "
              + scanner.line()
              + ", column "
              + (names.isEmpty() ? Integer.toString(column) : "\"" + names.get(column) + "\"")
              + " holds \""
              + (text.length() > 40 ? text.substring(0, 40) + "..." : text)
              + "\", which is no number: "
              + (decimalComma
                  ? "write it with a decimal point"
                  : "correct it, leave it empty where it is missing, or take the column out"),
          e);
    }
  }

  private void keep(int column, double value) {
    if (wanted[column]) {
      columns[column].add(value);
    }
  }

  private boolean isBlank() {
    for (int i = 0; i < scanner.length(); i++) {
      if (scanner.cell()[i] > ' ' || scanner.cell()[i] < 0) {
        return false;
      }
    }
    return true;
  }

  private String separator() {
    return switch (scanner.separator()) {
      case '\t' -> "tabs";
      case ';' -> "semicolons";
      default -> "commas";
    };
  }
}
