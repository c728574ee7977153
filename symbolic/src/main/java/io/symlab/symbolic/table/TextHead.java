package io.symlab.symbolic.table;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What the first lines of a text say of its columns: how many there are, their names, and which of
 * them hold numbers.
 *
 * @param names of the columns as they stand; empty when there are none
 * @param width columns
 * @param inFirstLine whether the first line is to be passed over
 * @param lines of data
 * @param notes worth telling a person
 */
record TextHead(
    List<String> names,
    int width,
    boolean inFirstLine,
    List<List<String>> lines,
    List<String> notes) {
  private static final Pattern DATE =
      Pattern.compile(
          "[0-9]{4}[-/.][0-9]{1,2}[-/.][0-9]{1,2}([T ].*)?"
              + "|[0-9]{1,2}[-/.][0-9]{1,2}[-/.]([0-9]{4}|[0-9]{2})([T ].*)?"
              + "|[0-9]{1,2}:[0-9]{2}(:[0-9]{2}([.,][0-9]+)?)?( ?[AaPp][Mm])?");

  static TextHead of(Path file, TextFormat format, NumberStyle style) throws TableException {
    List<List<String>> lines = format.lines();
    if (lines.isEmpty()) {
      throw new TableException(file, "is empty");
    }
    boolean commented = !format.commentNames().isEmpty();
    boolean named = commented || !isNumbers(lines.get(0), style);
    List<List<String>> data = named && !commented ? lines.subList(1, lines.size()) : lines;
    List<String> names =
        new ArrayList<>(
            commented
                ? format.commentNames()
                : named ? lines.get(0).stream().map(String::strip).toList() : List.of());
    if (named && !commented) {
      names.set(0, names.get(0).replaceFirst("^#\\s*", ""));
    }
    for (String name : names) {
      refuseUnread(file, name, "names its columns");
    }
    int width = named ? names.size() : lines.get(0).size();
    List<String> notes = new ArrayList<>();
    if (named && width > 1 && isIndexed(data, width, style)) {
      names.add(0, "");
      width++;
      notes.add("the lines have a cell more than there are names: the first column is an index");
    }
    if (width > 2 && lastIsEmpty(names, data, width)) {
      width--; // the lines end with a separator
      if (named) {
        names.remove(width);
      }
    }
    return new TextHead(names, width, named && !commented, data, notes);
  }

  /** Bytes of another encoding become one and the same sign, and names that differ alike. */
  static void refuseUnread(Path file, String text, String where) throws TableException {
    if (text.indexOf('\uFFFD') >= 0) {
      throw new TableException(
          file,
          where
              + " in text that is not UTF-8 (\""
              + shortened(text)
              + "\"): save it as UTF-8, for example by iconv -f LATIN1 -t UTF-8");
    }
  }

  private static boolean isNumbers(List<String> cells, NumberStyle style) {
    return cells.stream().noneMatch(cell -> cell.isBlank() || Double.isNaN(kind(cell, style)))
        || (cells.size() > 1
            && cells.get(cells.size() - 1).isBlank()
            && isNumbers(cells.subList(0, cells.size() - 1), style));
  }

  /** 1 for a number, 0 for what says that there is none, NaN for anything else. */
  private static double kind(String cell, NumberStyle style) {
    try {
      byte[] text = cell.getBytes(StandardCharsets.UTF_8);
      return Double.isNaN(style.parse(text, text.length)) ? 0 : 1;
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }

  /** Whether every line has a cell before those that have names, which counts or names the line. */
  private static boolean isIndexed(List<List<String>> data, int width, NumberStyle style) {
    boolean text = true;
    boolean counts = true;
    for (int i = 0; i < data.size(); i++) {
      List<String> line = data.get(i);
      if (line.size() != width + 1) {
        return false;
      }
      text &= Double.isNaN(kind(line.get(0), style));
      counts &= line.get(0).strip().equals(Integer.toString(i + 1));
    }
    return data.size() > 1 && (text || counts) && data.stream().anyMatch(l -> !lastIsBlank(l));
  }

  private static boolean lastIsBlank(List<String> line) {
    return line.get(line.size() - 1).isBlank();
  }

  private static boolean lastIsEmpty(List<String> names, List<List<String>> data, int width) {
    boolean unnamed = names.isEmpty() || names.get(width - 1).isEmpty();
    return unnamed
        && !data.isEmpty()
        && data.stream().allMatch(line -> line.size() == width - 1 || lastIsBlank(line));
  }

  /**
   * The columns in which there is no number, and what there is instead.
   *
   * @param categories columns that may hold anything
   */
  Map<Integer, Table.Left> left(NumberStyle style, Set<Integer> categories) {
    Map<Integer, Table.Left> left = new TreeMap<>();
    for (int c = 0; c < width; c++) {
      if (!categories.contains(c)) {
        String text = onlyText(c, style);
        if (text != null) {
          boolean date = DATE.matcher(text.strip()).matches();
          left.put(c, new Table.Left(date ? "dates" : "text", shortened(text)));
        }
      }
    }
    return left;
  }

  /** A cell of a column without numbers, two texts at least; null of any other. */
  private String onlyText(int column, NumberStyle style) {
    String first = null;
    int texts = 0;
    for (List<String> line : lines) {
      if (column < line.size()) {
        String cell = line.get(column);
        double kind = kind(cell, style);
        if (kind == 1 || (NumberStyle.looksLikeOne(cell) && Double.isNaN(kind))) {
          return null;
        }
        if (Double.isNaN(kind)) {
          first = first == null ? cell : first;
          texts++;
        }
      }
    }
    return texts > 1 ? first : null;
  }

  static String shortened(String text) {
    return text.length() > 40 ? text.substring(0, 40) + "..." : text;
  }
}
