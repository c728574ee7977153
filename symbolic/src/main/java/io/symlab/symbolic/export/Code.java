package io.symlab.symbolic.export;

import java.util.List;
import java.util.Locale;

/** Lines of a program that is being written. */
final class Code {
  private final StringBuilder out = new StringBuilder();
  private final String unit;

  /**
   * @param unit one level of indentation
   */
  Code(String unit) {
    this.unit = unit;
  }

  /** Some text, each of its lines this many levels in; blank lines stay empty. */
  Code add(int level, String text) {
    for (String line : text.split("\n", -1)) {
      out.append(line.isEmpty() ? "" : unit.repeat(level)).append(line).append('\n');
    }
    return this;
  }

  Code blank() {
    out.append('\n');
    return this;
  }

  /** Python's imports, given and needed, and the definitions, two blank lines after each. */
  Code preamble(List<String> imports, List<String> definitions) {
    definitions.stream().filter(CodePrinter::isImport).forEach(line -> add(0, line));
    if (definitions.stream().anyMatch(CodePrinter::isImport)) {
      blank();
    }
    imports.forEach(line -> add(0, line));
    blank().blank();
    for (String definition : definitions) {
      if (!CodePrinter.isImport(definition)) {
        add(0, definition).blank().blank();
      }
    }
    return this;
  }

  /** Text that comes from names, fit for a comment of one line. */
  static String comment(String text) {
    return text.replaceAll("[\\p{Cntrl}\\\\]", " ").replace("*/", "* /").replace("\"\"\"", "'''");
  }

  /** A string literal of Python, JSON and Java. */
  static String quoted(String text) {
    StringBuilder out = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < ' ') {
        out.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
      } else {
        out.append(c);
      }
    }
    return out.append('"').toString();
  }

  @Override
  public String toString() {
    return out.toString();
  }
}
