package io.symlab.symbolic.table;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Reads tables from text: a line of names, then lines of numbers, separated by commas, semicolons,
 * tabs or blanks. Empty cells, NA, nan and the like are missing values; blank lines and comments
 * are nothing. A first line of nothing but numbers is data; the columns have no names then. Columns
 * without any number are left out, and told.
 */
final class CsvReader {
  private static final int MOST_LEVELS = 1_000;

  private final Path file;
  private final TextFormat format;
  private final TextHead head;
  private final NumberStyle style;
  private final CsvScanner scanner;
  private boolean[] wanted;
  private GrowingColumn[] columns;

  /** Of columns that are categories, the number of each text. */
  private final Map<Integer, Map<String, Integer>> codes = new TreeMap<>();

  private int rows;

  private CsvReader(Path file, TextFormat format, CsvScanner scanner, Reading reading)
      throws TableException {
    this.file = file;
    this.format = format;
    this.scanner = scanner;
    this.style = NumberStyle.of(reading, format.lines().stream().flatMap(List::stream).toList());
    this.head = TextHead.of(file, format, style);
  }

  /**
   * Reads a stream to its end.
   *
   * @param start the stream's first bytes, which are still to come
   */
  static Table read(Path file, PeekStream in, byte[] start, Reading reading, Table.Choice choice)
      throws IOException {
    TextFormat format = TextFormat.of(file, start, start.length < TextFormat.SAMPLE);
    in.skipNBytes(format.skipped());
    var scanner = new CsvScanner(file, in, format.separator(), format.skippedLines());
    return new CsvReader(file, format, scanner, reading).table(reading, choice);
  }

  private Table table(Reading reading, Table.Choice choice) throws IOException {
    int width = head.width();
    wanted = choice.wanted(head.names(), width);
    Set<Integer> categories = new TreeSet<>(choice.categories());
    categories.addAll(ColumnNames.find("--categories", reading.categories(), head.names(), width));
    for (int c : categories) {
      codes.put(c, new LinkedHashMap<>());
    }
    Map<Integer, Table.Left> left = head.left(style, codes.keySet());
    columns = new GrowingColumn[width];
    for (int c = 0; c < width; c++) {
      wanted[c] &= !left.containsKey(c);
      columns[c] = wanted[c] ? new GrowingColumn() : null;
    }
    if (head.inFirstLine()) {
      skipLine();
    }
    while (scanner.next()) {
      line();
    }
    double[][] values = new double[width][];
    for (int c = 0; c < width; c++) {
      values[c] = wanted[c] ? columns[c].take() : null;
      columns[c] = null;
    }
    Map<Integer, List<String>> levels = new HashMap<>();
    codes.forEach((c, texts) -> levels.put(c, List.copyOf(texts.keySet())));
    List<String> notes = new ArrayList<>(head.notes());
    style.note().ifPresent(notes::add);
    return new Table(file, head.names(), rows, values, levels, left, notes);
  }

  /** Passes over the first line that is not blank. */
  private void skipLine() throws IOException {
    boolean blank = true;
    while (blank && scanner.next()) {
      blank = scanner.lastOfLine() && scanner.isBlank();
      while (!scanner.lastOfLine() && scanner.next()) {
        // a name
      }
    }
  }

  /** Reads a line, whose first cell is the scanner's. */
  private void line() throws IOException {
    long line = scanner.line();
    if (scanner.lastOfLine() && columns.length > 1 && scanner.isBlank()) {
      return;
    }
    int c = 0;
    boolean blank;
    while (true) {
      if (c < columns.length && wanted[c]) {
        columns[c].add(codes.containsKey(c) ? code(c) : number(c));
      }
      blank = scanner.isBlank();
      c++;
      if (scanner.lastOfLine()) {
        break;
      }
      if (!scanner.next()) {
        c++; // the file ends after a separator: an empty last cell
        if (c <= columns.length && wanted[c - 1]) {
          columns[c - 1].add(Double.NaN);
        }
        blank = true;
        break;
      }
    }
    boolean trailing = c == columns.length + 1 && blank;
    if (c != columns.length && !trailing) {
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
              + format.separatorWords()
              + ")");
    }
    if (++rows == Integer.MAX_VALUE - 8) {
      throw new TableException(file, "has more rows than can be held");
    }
  }

  private double number(int column) throws TableException {
    try {
      return style.parse(scanner.cell(), scanner.length());
    } catch (NumberFormatException e) {
      String text = scanner.text();
      String advice = style.advice(text);
      throw new TableException(
          file,
          "line "
              + scanner.line()
              + ", column "
              + name(column)
              + " holds \""
              + TextHead.shortened(text)
              + "\", which is no number: "
              + (advice.isEmpty()
                  ? "correct it, leave it empty where it is missing, or take the column out"
                      + " (--ignore, or --categories where its values are names)"
                  : advice),
          e);
    }
  }

  private double code(int column) throws TableException {
    String text = scanner.text().strip();
    TextHead.refuseUnread(
        file, text, "line " + scanner.line() + ", column " + name(column) + " holds a category");
    if (CsvNumber.MISSING.contains(text.toLowerCase(Locale.ROOT))) {
      return Double.NaN;
    }
    Map<String, Integer> known = codes.get(column);
    int code = known.computeIfAbsent(text, absent -> known.size());
    if (code == MOST_LEVELS) {
      throw new TableException(
          file,
          "--categories: column "
              + name(column)
              + " has more than "
              + MOST_LEVELS
              + " different values, too many for an indicator each: leave it out with --ignore");
    }
    return code;
  }

  private String name(int column) {
    return head.names().isEmpty()
        ? Integer.toString(column)
        : "\"" + head.names().get(column) + "\"";
  }
}
