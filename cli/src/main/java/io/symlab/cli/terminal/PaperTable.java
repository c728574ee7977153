package io.symlab.cli.terminal;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collector;
import java.util.stream.Collectors;

/** Rows of cells in forms to take along: for scripts and spreadsheets, and for papers. */
public final class PaperTable {
  private PaperTable() {}

  /**
   * Lines of CSV (RFC 4180).
   *
   * @param heads as {@link Table} takes them
   */
  public static List<String> csv(List<String> heads, List<List<String>> rows) {
    List<String> lines = new ArrayList<>();
    lines.add(heads.stream().map(PaperTable::name).map(PaperTable::field).collect(comma()));
    rows.forEach(row -> lines.add(row.stream().map(PaperTable::field).collect(comma())));
    return lines;
  }

  private static Collector<CharSequence, ?, String> comma() {
    return Collectors.joining(",");
  }

  private static String field(String text) {
    boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n');
    return plain ? text : "\"" + text.replace("\"", "\"\"") + "\"";
  }

  /**
   * A tabular with the rules of the package booktabs; what is not known is a dash.
   *
   * @param heads as {@link Table} takes them
   */
  public static List<String> latex(List<String> heads, List<List<String>> rows) {
    List<String> lines = new ArrayList<>();
    String columns =
        heads.stream().map(head -> head.startsWith(">") ? "r" : "l").collect(Collectors.joining());
    lines.add("\\begin{tabular}{" + columns + "}");
    lines.add("\\toprule");
    lines.add(line(heads.stream().map(PaperTable::name).toList()));
    lines.add("\\midrule");
    rows.forEach(row -> lines.add(line(row)));
    lines.add("\\bottomrule");
    lines.add("\\end{tabular}");
    return lines;
  }

  private static String line(List<String> cells) {
    return cells.stream().map(PaperTable::set).collect(Collectors.joining(" & ")) + " \\\\";
  }

  private static String name(String head) {
    return head.startsWith(">") ? head.substring(1) : head;
  }

  private static String set(String cell) {
    if (cell.equals("-")) {
      return "--";
    }
    if (cell.matches("-?inf")) {
      return cell.replace("inf", "$\\infty$");
    }
    if (cell.matches("-?[0-9][0-9.]*(e[+-]?[0-9]+)?")) {
      String number = cell.replaceFirst("e([+-]?)0*([0-9]+)$", " \\\\times 10^{$1$2}");
      return "$" + number.replace("{+", "{") + "$";
    }
    var out = new StringBuilder();
    for (int i = 0; i < cell.length(); i++) {
      char c = cell.charAt(i);
      switch (c) {
        case '_', '#', '$', '%', '&', '{', '}' -> out.append('\\').append(c);
        case '\\' -> out.append("\\textbackslash{}");
        case '^' -> out.append("\\textasciicircum{}");
        case '~' -> out.append("\\textasciitilde{}");
        default -> out.append(c);
      }
    }
    return out.toString();
  }
}
