package io.symlab.symbolic.table;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a text holds a table, seen in its first part: what separates its cells, where its names are,
 * how it writes numbers.
 *
 * @param separator a byte, or {@link CsvScanner#BLANKS}
 * @param skipped bytes before the table: a byte-order mark, a {@code sep=;} of Excel's, comments
 * @param skippedLines of them
 * @param commentNames names of the columns that stood in a comment, as numpy writes them; else none
 * @param lines the first lines, comments and blank lines left out; the last whole one at most
 */
record TextFormat(
    byte separator,
    int skipped,
    int skippedLines,
    List<String> commentNames,
    List<List<String>> lines) {
  /** As much as is looked at. */
  static final int SAMPLE = 1 << 18;

  private static final int MOST_LINES = 1_000;
  private static final byte[] SEPARATORS = {',', ';', '\t', CsvScanner.BLANKS};
  private static final Pattern SEP = Pattern.compile("\"?sep=(.)\"?\\s*");

  /**
   * @param head the first bytes of the text
   * @param whole whether they are all
   */
  static TextFormat of(Path file, byte[] head, boolean whole) throws TableException {
    int from = head.length >= 3 && (head[0] & 0xFF) == 0xEF && (head[1] & 0xFF) == 0xBB ? 3 : 0;
    int lines = 0;
    byte asked = 0;
    String comment = null;
    while (from < head.length) {
      int next = lineEnd(head, from);
      String line = new String(head, from, next - from, StandardCharsets.UTF_8).strip();
      Matcher sep = SEP.matcher(line);
      if (lines == 0 && sep.matches()) {
        asked = (byte) sep.group(1).charAt(0);
      } else if (line.startsWith("#")) {
        comment = line.substring(1);
      } else if (!line.isEmpty()) {
        break;
      }
      lines++;
      from = next;
    }
    int length = whole ? head.length : lastLineEnd(head, from);
    byte separator = asked != 0 ? asked : separator(file, head, from, length);
    List<List<String>> sample = cells(file, head, from, length, separator, MOST_LINES);
    if (asked == 0 && areBarred(sample, separator)) {
      throw new TableException(
          file,
          "has | between its cells: put a line sep=| in front of it"
              + (sample.get(0).get(0).startsWith("|")
                  ? ", and take the bars around its lines and the line of dashes away"
                  : ""));
    }
    return new TextFormat(separator, from, lines, names(comment, separator, sample), sample);
  }

  /** Whether no separator is known that these lines have, and bars are in all of them. */
  private static boolean areBarred(List<List<String>> lines, byte separator) {
    boolean alone = lines.stream().allMatch(line -> line.size() == 1);
    return !lines.isEmpty()
        && (alone || separator == CsvScanner.BLANKS)
        && lines.stream()
            .allMatch(
                line ->
                    line.stream()
                        .anyMatch(cell -> alone ? cell.contains("|") : cell.startsWith("|")));
  }

  /** The place after the line end that comes next. */
  private static int lineEnd(byte[] text, int from) {
    for (int i = from; i < text.length; i++) {
      if (text[i] == '\n') {
        return i + 1;
      }
      if (text[i] == '\r') {
        return i + 1 < text.length && text[i + 1] == '\n' ? i + 2 : i + 1;
      }
    }
    return text.length;
  }

  private static int lastLineEnd(byte[] text, int from) {
    for (int i = text.length; i > from; i--) {
      if (text[i - 1] == '\n' || text[i - 1] == '\r') {
        return i;
      }
    }
    return text.length;
  }

  /**
   * The separator under which all lines have equally many cells, and more of them numbers than
   * under another; where there is none, the one that is most frequent in the first line.
   */
  private static byte separator(Path file, byte[] head, int from, int to) throws TableException {
    byte best = 0;
    double most = 0;
    for (byte candidate : SEPARATORS) {
      double score = score(cells(file, head, from, to, candidate, 50));
      if (score > most) {
        best = candidate;
        most = score;
      }
    }
    if (best == 0) {
      best = frequent(head, from, to);
    }
    return best == 0 ? uneven(cells(file, head, from, to, CsvScanner.BLANKS, 50)) : best;
  }

  private static double score(List<List<String>> lines) {
    int width = lines.isEmpty() ? 0 : lines.get(lines.size() > 1 ? 1 : 0).size();
    int cells = 0;
    int numbers = 0;
    for (int i = 0; i < lines.size(); i++) {
      List<String> line = lines.get(i);
      boolean head = i == 0 && width > 2 && line.size() == width - 1; // an index has no name
      boolean trailing = line.size() == width + 1 && line.get(width).isBlank();
      if (line.size() != width && !head && !trailing) {
        return 0;
      }
      if (i > 0 || lines.size() == 1) {
        cells += line.size();
        numbers += (int) line.stream().filter(c -> NumberStyle.looksLikeOne(c)).count();
      }
    }
    return width < 2 ? 0 : 1 + (double) numbers / cells;
  }

  private static byte frequent(byte[] head, int from, int to) {
    int[] counts = new int[3];
    boolean quoted = false;
    for (int i = from; i < to; i++) {
      if (head[i] == '"') {
        quoted = !quoted;
      } else if (!quoted && (head[i] == '\n' || head[i] == '\r')) {
        break;
      }
      for (int s = 0; s < counts.length; s++) {
        counts[s] += !quoted && head[i] == SEPARATORS[s] ? 1 : 0;
      }
    }
    int best = 0;
    for (int s = 1; s < counts.length; s++) {
      best = counts[s] > counts[best] ? s : best;
    }
    return counts[best] == 0 ? 0 : SEPARATORS[best];
  }

  /** Blanks, where most of what they separate are numbers though lines are of uneven length. */
  private static byte uneven(List<List<String>> lines) {
    List<String> cells =
        lines.stream().skip(1).filter(line -> line.size() > 1).flatMap(List::stream).toList();
    long numbers = cells.stream().filter(NumberStyle::looksLikeOne).count();
    return 2 * numbers > cells.size() ? CsvScanner.BLANKS : SEPARATORS[0];
  }

  private static List<List<String>> cells(
      Path file, byte[] head, int from, int to, byte separator, int most) throws TableException {
    List<List<String>> lines = new ArrayList<>();
    var scanner =
        new CsvScanner(
            file, new ByteArrayInputStream(head, from, Math.max(0, to - from)), separator, 0);
    List<String> line = new ArrayList<>();
    try {
      while (lines.size() < most && scanner.next()) {
        line.add(scanner.text());
        if (scanner.lastOfLine()) {
          if (line.size() > 1 || !scanner.isBlank()) {
            lines.add(line);
          }
          line = new ArrayList<>();
        }
      }
    } catch (TableException e) {
      return lines; // a quote that the sample cuts; who reads on will tell if it never closes
    } catch (IOException e) {
      throw new IllegalStateException("memory can be read", e);
    }
    return lines;
  }

  /** A comment right before numbers, of as many words, names the columns. */
  private static List<String> names(String comment, byte separator, List<List<String>> lines)
      throws TableException {
    if (comment == null || lines.isEmpty()) {
      return List.of();
    }
    byte[] text = comment.strip().getBytes(StandardCharsets.UTF_8);
    List<List<String>> words = cells(Path.of("#"), text, 0, text.length, separator, 2);
    boolean fits = words.size() == 1 && words.get(0).size() == lines.get(0).size();
    boolean numbers = lines.get(0).stream().anyMatch(cell -> NumberStyle.looksLikeOne(cell));
    return fits && numbers ? words.get(0).stream().map(String::strip).toList() : List.of();
  }

  /** What separates the cells, in words. */
  String separatorWords() {
    return switch (separator) {
      case '\t' -> "tabs";
      case ';' -> "semicolons";
      case ',' -> "commas";
      case CsvScanner.BLANKS -> "blanks";
      default -> "'" + (char) separator + "'";
    };
  }
}
