package io.symlab.experiment.results;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Readings of a stage as {@code meta-loss.csv} and {@code tune-loss.csv} have them, for plots. The
 * first column counts steps and rises; a reading that was not made is an empty field.
 *
 * @param columns their names, the counter first
 * @param rows [rows][columns], NaN where nothing was read
 */
public record CurveFile(List<String> columns, List<List<Double>> rows) {
  public CurveFile {
    columns = List.copyOf(columns);
    rows = rows.stream().map(List::copyOf).toList();
  }

  /**
   * Reads a file; a last row without its line end is left out.
   *
   * @throws ResultFormatException naming the line that is no row
   */
  public static CurveFile ofBytes(byte[] bytes, String origin) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    String[] lines = text.substring(0, text.lastIndexOf('\n') + 1).split("\n", -1);
    if (lines.length < 2) {
      throw new ResultFormatException(origin + " has no header line");
    }
    List<String> columns = Arrays.asList(lines[0].split(",", -1));
    List<List<Double>> rows = new ArrayList<>();
    for (int i = 1; i < lines.length - 1; i++) {
      rows.add(parse(lines[i], columns.size(), origin + ":" + (i + 1)));
    }
    return new CurveFile(columns, rows);
  }

  /** A column's readings, NaN where there is none. */
  public double[] column(String name) {
    int index = columns.indexOf(name);
    if (index < 0) {
      throw new IllegalArgumentException("there is no column " + name + " among " + columns);
    }
    return rows.stream().mapToDouble(row -> row.get(index)).toArray();
  }

  private static List<Double> parse(String line, int width, String place) {
    String[] fields = line.split(",", -1);
    if (fields.length != width) {
      throw new ResultFormatException(
          place + " has " + fields.length + " fields where " + width + " are expected");
    }
    List<Double> row = new ArrayList<>();
    for (String field : fields) {
      try {
        row.add(field.isEmpty() ? Double.NaN : Double.parseDouble(field));
      } catch (NumberFormatException e) {
        throw new ResultFormatException(place + ": " + field + " is no number", e);
      }
    }
    return row;
  }
}
