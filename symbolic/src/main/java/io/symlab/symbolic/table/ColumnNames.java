package io.symlab.symbolic.table;

import io.symlab.symbolic.Operator;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes names of columns into names that formulas can use: letters, digits and underscores, no
 * digit first, none that means something else in a formula or in Python.
 */
final class ColumnNames {
  private static final Pattern RANGE = Pattern.compile("(.*?)([0-9]+)\\.\\.\\1?([0-9]+)");
  private static final int LONGEST_RANGE = 100_000;

  private static final Set<String> PYTHON =
      Set.of(
          "False",
          "None",
          "True",
          "and",
          "as",
          "assert",
          "async",
          "await",
          "break",
          "class",
          "continue",
          "def",
          "del",
          "elif",
          "else",
          "except",
          "finally",
          "for",
          "from",
          "global",
          "if",
          "import",
          "in",
          "is",
          "lambda",
          "nonlocal",
          "not",
          "or",
          "pass",
          "raise",
          "return",
          "try",
          "while",
          "with",
          "yield");

  private ColumnNames() {}

  /** x0, x1, ...: what columns are called that have no names. */
  static List<String> numbered(int count) {
    List<String> names = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      names.add("x" + i);
    }
    return names;
  }

  /**
   * Names as a person gives them on a command line, {@code g0..g19} standing for g0, g1, ... g19.
   */
  static List<String> expanded(List<String> names) throws TableException {
    List<String> all = new ArrayList<>();
    for (String name : names) {
      Matcher range = RANGE.matcher(name.strip());
      if (!range.matches()) {
        all.add(name.strip());
        continue;
      }
      long from = Long.parseLong(range.group(2));
      long to = Long.parseLong(range.group(3));
      if (to < from || to - from > LONGEST_RANGE) {
        throw new TableException("the names " + name + " should count upwards, e.g. g0..g19");
      }
      for (long i = from; i <= to; i++) {
        all.add(range.group(1) + i);
      }
    }
    return all;
  }

  /**
   * The names as formulas use them.
   *
   * @param notes gets a sentence when names had to be changed
   * @throws TableException when two are the same
   */
  static List<String> cleaned(List<String> names, String origin, List<String> notes)
      throws TableException {
    List<String> clean = new ArrayList<>(names.size());
    Map<String, Integer> places = new HashMap<>();
    List<String> changed = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      String name = clean(names.get(i), i);
      Integer before = places.put(name, i);
      if (before != null) {
        throw new TableException(
            origin
                + " has two columns called \""
                + names.get(i)
                + "\" (numbers "
                + before
                + " and "
                + i
                + ", counted from 0"
                + (names.get(before).equals(names.get(i))
                    ? ""
                    : "; the other is \"" + names.get(before) + "\", in formulas both are " + name)
                + "): rename one, or name all with --names");
      }
      if (!name.equals(names.get(i))) {
        changed.add("\"" + names.get(i) + "\" is " + name);
      }
      clean.add(name);
    }
    if (!changed.isEmpty()) {
      int shown = Math.min(changed.size(), 6);
      notes.add(
          "names changed to what formulas can use: "
              + String.join(", ", changed.subList(0, shown))
              + (changed.size() > shown ? ", ... (" + changed.size() + ")" : ""));
    }
    return clean;
  }

  static String clean(String name, int index) {
    StringBuilder clean = new StringBuilder();
    name.strip()
        .codePoints()
        .map(c -> Character.isLetterOrDigit(c) ? c : '_')
        .forEach(clean::appendCodePoint);
    String text = clean.toString().replaceAll("__+", "_");
    if (!text.equals("_") && !name.contains("_")) {
      text = text.replaceAll("^_|_$", "");
    }
    if (text.isEmpty() || text.equals("_")) {
      return "x" + index;
    }
    if (Character.isDigit(text.codePointAt(0))) {
      text = "_" + text;
    }
    boolean taken = PYTHON.contains(text) || text.equals("lag") || Operator.named(text).isPresent();
    return taken ? text + "_" : text;
  }

  /** Some of the names, for messages. */
  static String some(List<String> names) {
    return names.size() <= 12
        ? String.join(", ", names)
        : String.join(", ", names.subList(0, 10)) + ", ... (" + names.size() + ")";
  }
}
