package io.symlab.symbolic.table;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How a text writes its numbers: what stands before the fraction, what groups the digits. The usual
 * way needs no asking. Another is taken only where it is certain, by cells that can mean nothing
 * else, or where it is asked for: 2,273 may be two thousand or a little more than two.
 */
final class NumberStyle {
  /** A point before the fraction, no groups. */
  static final NumberStyle USUAL = new NumberStyle('.', (char) 0, "");

  private static final String SIGN = "[+-]?";
  private static final String EXPONENT = "([eE][+-]?[0-9]+)?";

  /** What a group of thousands and a fraction both look like. */
  private static final Pattern EITHER_COMMA = Pattern.compile(SIGN + "[1-9][0-9]{0,2},[0-9]{3}");

  private static final Pattern EITHER_POINT = Pattern.compile(SIGN + "[1-9][0-9]{0,2}\\.[0-9]{3}");

  private static final Pattern DECIMAL_COMMA =
      Pattern.compile(
          SIGN + "([0-9]*|[1-9][0-9]{0,2}([. '_\u00a0\u202f][0-9]{3})+),[0-9]+" + EXPONENT);

  private static final Pattern COMMA_GROUPS =
      Pattern.compile(SIGN + "[1-9][0-9]{0,2}((,[0-9]{3}){2,}|(,[0-9]{3})+\\.[0-9]*)" + EXPONENT);

  private static final Pattern POINT_GROUPS =
      Pattern.compile(
          SIGN + "[1-9][0-9]{0,2}(\\.[0-9]{3}){2,}|" + SIGN + "[0-9.]+\\.[0-9]{3},[0-9]+");

  private static final Pattern OTHER_GROUPS =
      Pattern.compile(
          SIGN
              + "[1-9][0-9]{0,2}([ '_\u00a0\u202f])[0-9]{3}(\\1[0-9]{3})*([.,][0-9]*)?"
              + EXPONENT);

  private static final Pattern POINT = Pattern.compile(SIGN + "[0-9]*\\.[0-9]*" + EXPONENT);

  private final char decimal;
  private final char thousands;
  private final String evidence;

  private NumberStyle(char decimal, char thousands, String evidence) {
    this.decimal = decimal;
    this.thousands = thousands;
    this.evidence = evidence;
  }

  /**
   * The style that a person asks for, or that is certain.
   *
   * @param cells some of the table's
   */
  static NumberStyle of(Reading reading, List<String> cells) {
    if (reading.decimal().isEmpty()
        && reading.thousands().isEmpty()
        && cells.stream().noneMatch(NumberStyle::isSpecial)) {
      return USUAL;
    }
    var seen = new Evidence(cells);
    char comma = reading.decimal().isEmpty() ? 0 : reading.decimal().charAt(0);
    char group = reading.thousands().isEmpty() ? 0 : reading.thousands().charAt(0);
    if (comma == 0 && group == '.') {
      comma = ',';
    }
    if (comma == 0 && group == 0 && seen.contradicts()) {
      return USUAL;
    }
    String proof = "";
    if (comma == 0) {
      boolean certain = group != ',' && seen.commaFraction() && seen.commaGroups == null;
      comma = certain ? ',' : '.';
      proof =
          seen.decimalComma != null && certain
              ? "a comma before the fraction (\"" + seen.decimalComma + "\")"
              : "";
    }
    if (group == 0) {
      String found = comma == ',' ? seen.pointGroups : seen.commaGroups;
      if (found != null) {
        group = comma == ',' ? '.' : ',';
      } else if (seen.otherGroups != null) {
        found = seen.otherGroups;
        group = found.replaceAll("[+0-9-]", "").charAt(0);
      }
      if (found != null) {
        String words = "digits in groups (\"" + found + "\")";
        proof = proof.isEmpty() ? words : proof + " and " + words;
      }
    }
    return comma == '.' && group == 0 ? USUAL : new NumberStyle(comma, group, proof);
  }

  /** Whether a cell could be a number of another style; most can't, which is quick to see. */
  private static boolean isSpecial(String cell) {
    int points = 0;
    for (int i = 0; i < cell.length(); i++) {
      char c = cell.charAt(i);
      points += c == '.' ? 1 : 0;
      if (c == ',' || c == '\'' || c == '_' || c == ' ' || c == '\u00a0' || c == '\u202f') {
        return true;
      }
    }
    return points > 1;
  }

  /** What was found in a table's cells. */
  private static final class Evidence {
    private String decimalComma;
    private String commaGroups;
    private String pointGroups;
    private String otherGroups;
    private String point;

    Evidence(List<String> cells) {
      for (String cell : cells) {
        String text = cell.strip();
        if (EITHER_COMMA.matcher(text).matches() || EITHER_POINT.matcher(text).matches()) {
          continue;
        }
        decimalComma = first(decimalComma, DECIMAL_COMMA, text);
        commaGroups = first(commaGroups, COMMA_GROUPS, text);
        pointGroups = first(pointGroups, POINT_GROUPS, text);
        otherGroups = first(otherGroups, OTHER_GROUPS, text);
        point = first(point, POINT, text);
      }
    }

    private static String first(String before, Pattern pattern, String text) {
      return before == null && pattern.matcher(text).matches() ? text : before;
    }

    /** Cells of more than one style: then none of them is certain. */
    boolean contradicts() {
      return commaFraction() && (commaGroups != null || point != null);
    }

    boolean commaFraction() {
      return decimalComma != null || pointGroups != null;
    }
  }

  /** Whether a cell is a number in some style. */
  static boolean looksLikeOne(String cell) {
    String text = cell.strip();
    return !text.isEmpty()
        && (isUsual(text)
            || EITHER_COMMA.matcher(text).matches()
            || DECIMAL_COMMA.matcher(text).matches()
            || COMMA_GROUPS.matcher(text).matches()
            || POINT_GROUPS.matcher(text).matches()
            || OTHER_GROUPS.matcher(text).matches());
  }

  private static boolean isUsual(String text) {
    try {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      CsvNumber.parse(bytes, 0, bytes.length);
      return true;
    } catch (NumberFormatException e) {
      return false;
    }
  }

  /** What is worth telling; nothing where the style is the usual one, or was asked for. */
  Optional<String> note() {
    return evidence.isEmpty() ? Optional.empty() : Optional.of("its numbers have " + evidence);
  }

  /**
   * The number of a cell; NaN for what says that there is none.
   *
   * @throws NumberFormatException when it is none in this style
   */
  double parse(byte[] cell, int length) {
    if (this == USUAL) {
      return CsvNumber.parse(cell, 0, length);
    }
    String text = new String(cell, 0, length, StandardCharsets.UTF_8).strip();
    byte[] usual = usual(text).getBytes(StandardCharsets.UTF_8);
    return CsvNumber.parse(usual, 0, usual.length);
  }

  private String usual(String text) {
    boolean fraction = text.indexOf(decimal) >= 0;
    String whole = fraction ? text.substring(0, text.indexOf(decimal)) : text;
    String rest = fraction ? text.substring(text.indexOf(decimal) + 1) : "";
    if (thousands != 0 && whole.indexOf(thousands) >= 0) {
      if (!whole.matches(
          SIGN + "[0-9]{1,3}(" + Pattern.quote(String.valueOf(thousands)) + "[0-9]{3})+")) {
        throw new NumberFormatException();
      }
      whole = whole.replace(String.valueOf(thousands), "");
    }
    boolean strange = decimal != '.' && (whole.indexOf('.') >= 0 || rest.indexOf('.') >= 0);
    if (strange && !text.equals(".")) {
      throw new NumberFormatException();
    }
    return fraction ? whole + "." + rest : whole;
  }

  /** Why a cell is no number in this style and what would make it one; empty when nothing would. */
  String advice(String cell) {
    String text = cell.strip();
    if (EITHER_COMMA.matcher(text).matches()) {
      return "it may be "
          + text.replace(",", "")
          + " or "
          + text.replace(',', '.')
          + ": say which, with --thousands=, or --decimal=,";
    }
    if (decimal == ',' && EITHER_POINT.matcher(text).matches()) {
      return "with a comma before fractions it may be "
          + text.replace(".", "")
          + " or "
          + text
          + ": say which, with --thousands=. or --decimal=.";
    }
    if (DECIMAL_COMMA.matcher(text).matches()) {
      return "write it with a decimal point, or say --decimal=, where all numbers have a comma";
    }
    if (COMMA_GROUPS.matcher(text).matches()) {
      return "take the commas out, or say --thousands=,";
    }
    if (POINT_GROUPS.matcher(text).matches()) {
      return "take the points out, or say --thousands=.";
    }
    if (OTHER_GROUPS.matcher(text).matches()) {
      return "take what groups its digits out, or say it with --thousands";
    }
    return "";
  }
}
