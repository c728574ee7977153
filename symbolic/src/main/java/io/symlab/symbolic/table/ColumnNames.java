package io.symlab.symbolic.table;

import io.symlab.symbolic.expression.Operator;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
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
   * The names as formulas use them, no two the same: of those that would be, the first that needs
   * no change keeps its name, the others get a number.
   *
   * @param notes gets a sentence when names had to be changed
   * @throws TableException when two stand in the table the same
   */
  static List<String> cleaned(List<String> names, String origin, List<String> notes)
      throws TableException {
    Map<String, Integer> places = new HashMap<>();
    for (int i = 0; i < names.size(); i++) {
      Integer before = places.put(names.get(i).strip(), i);
      if (before != null && !names.get(i).isBlank()) {
        throw new TableException(
            twice(origin, names.get(i), before, i) + ", or name all with --names");
      }
    }
    List<String> clean = distinct(names);
    List<String> changed = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      boolean same = clean.get(i).equals(Normalizer.normalize(names.get(i), Normalizer.Form.NFC));
      if (!same && !(i == 0 && names.get(i).isBlank())) { // an index, of which Columns tells
        changed.add("\"" + names.get(i) + "\" is " + clean.get(i));
      }
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

  /**
   * Refuses a column whose name another has.
   *
   * @param names as they stand in the file
   */
  static void refuseTwice(Path file, List<String> names, int column) throws TableException {
    String name = names.get(column).strip();
    for (int i = 0; i < names.size(); i++) {
      if (i != column && names.get(i).strip().equals(name)) {
        throw new TableException(
            twice(file.toString(), name, Math.min(i, column), Math.max(i, column)));
      }
    }
  }

  private static String twice(String origin, String name, int first, int second) {
    return origin
        + " has two columns called \""
        + name
        + "\" (numbers "
        + first
        + " and "
        + second
        + ", counted from 0): rename one";
  }

  private static List<String> distinct(List<String> names) {
    List<String> clean = new ArrayList<>(names.size());
    Set<String> taken = new HashSet<>();
    for (int i = 0; i < names.size(); i++) {
      String name = clean(names.get(i), i);
      clean.add(name);
      if (name.equals(names.get(i))) {
        taken.add(name);
      }
    }
    for (int i = 0; i < names.size(); i++) {
      String name = clean.get(i);
      if (!name.equals(names.get(i)) && !taken.add(name)) {
        clean.set(i, fresh(name, taken));
      }
    }
    return clean;
  }

  /** The name with the first number behind it that makes it new; it is taken afterwards. */
  static String fresh(String name, Set<String> taken) {
    int number = 2;
    while (!taken.add(name + "_" + number)) {
      number++;
    }
    return name + "_" + number;
  }

  /**
   * A name that formulas can use. Letters of any script stay, in the form that Python gives them
   * when it reads a name (Unicode's NFKC: x\u2081 is x1, a mathematical italic alpha is alpha).
   */
  static String clean(String name, int index) {
    StringBuilder clean = new StringBuilder();
    Normalizer.normalize(name.strip(), Normalizer.Form.NFKC)
        .codePoints()
        .map(c -> Character.isLetterOrDigit(c) || isMark(c) ? c : '_')
        .forEach(clean::appendCodePoint);
    String text = clean.toString().replaceAll("__+", "_");
    if (!text.equals("_") && !name.contains("_")) {
      text = text.replaceAll("^_|_$", "");
    }
    if (text.isEmpty() || text.equals("_")) {
      return "x" + index;
    }
    if (!Character.isLetter(text.codePointAt(0)) && text.charAt(0) != '_') {
      text = "_" + text;
    }
    boolean taken = PYTHON.contains(text) || text.equals("lag") || Operator.named(text).isPresent();
    return taken ? text + "_" : text;
  }

  /** A sign that changes the letter before it. */
  private static boolean isMark(int codePoint) {
    int type = Character.getType(codePoint);
    return type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
  }

  /**
   * Where the named columns are.
   *
   * @param option that names them, for messages
   * @param wanted names as they stand or as formulas use them, numbers, or ranges of names
   * @param names of all columns as they stand; empty when they have none
   * @throws TableException when there is no such column
   */
  static List<Integer> find(String option, List<String> wanted, List<String> names, int width)
      throws TableException {
    List<String> written = names.isEmpty() ? numbered(width) : names;
    List<String> clean = distinct(written);
    List<Integer> places = new ArrayList<>();
    for (String one : wanted) {
      int place = place(one.strip(), written, clean);
      if (place >= 0) {
        places.add(place);
        continue;
      }
      for (String name : expanded(List.of(one))) {
        place = place(name, written, clean);
        if (place < 0) {
          throw new UnknownColumnException(
              option,
              one,
              "there is no such column"
                  + (name.equals(one) ? "" : " as " + name)
                  + "; there are "
                  + some(clean)
                  + ", or numbers from 0 to "
                  + (width - 1));
        }
        places.add(place);
      }
    }
    return places;
  }

  private static int place(String wanted, List<String> written, List<String> clean) {
    if (written.contains(wanted)) {
      return written.indexOf(wanted);
    }
    if (clean.contains(wanted)) {
      return clean.indexOf(wanted);
    }
    if (wanted.matches("-?[0-9]{1,9}")) {
      int number = Integer.parseInt(wanted);
      int index = number < 0 ? clean.size() + number : number;
      return index >= 0 && index < clean.size() ? index : -1;
    }
    return -1;
  }

  /** Some of the names, for messages. */
  static String some(List<String> names) {
    return names.size() <= 12
        ? String.join(", ", names)
        : String.join(", ", names.subList(0, 10)) + ", ... (" + names.size() + ")";
  }
}
