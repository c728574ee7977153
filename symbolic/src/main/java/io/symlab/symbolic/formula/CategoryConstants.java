package io.symlab.symbolic.formula;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A free constant for each value of a category, {@code p1[city]} in a template or a guess: written
 * out as the sum of a constant times each of the category's indicators, {@code (p9999 * city_Paris
 * + p9998 * city_Rome)}. Where it occurs twice it is the same constants.
 */
public final class CategoryConstants {
  private static final Pattern INDEXED =
      Pattern.compile("(?<![\\p{L}\\p{N}_])(p[0-9]{0,4})\\s*\\[\\s*([^\\]\\[]*?)\\s*\\]");

  private static final int MOST = 9999;

  private final String text;
  private final List<String> names;
  private final Map<String, String> written = new HashMap<>();
  private int next = MOST;

  private CategoryConstants(String text, List<String> names) {
    this.text = text;
    this.names = names;
  }

  /**
   * The text with all of them written out.
   *
   * @param names of the columns, indicators among them
   * @throws ExpressionSyntaxException when there is no such category
   */
  public static String writtenOut(String text, List<String> names) {
    if (text.indexOf('[') < 0) {
      return text;
    }
    var constants = new CategoryConstants(text, names);
    Matcher matcher = INDEXED.matcher(text);
    return matcher.replaceAll(
        found ->
            Matcher.quoteReplacement(
                constants.written.computeIfAbsent(
                    found.group(1) + "[" + found.group(2) + "]", key -> constants.sum(found))));
  }

  private String sum(MatchResult found) {
    String stem = found.group(2) + "_";
    List<String> indicators = names.stream().filter(name -> name.startsWith(stem)).toList();
    if (found.group(2).isEmpty() || indicators.size() < 2) {
      throw new ExpressionSyntaxException(
          text,
          found.start(2),
          "there is no category \""
              + found.group(2)
              + "\": a column that is one has an indicator for each of its values, called "
              + stem
              + "...");
    }
    return indicators.stream()
        .map(indicator -> fresh() + " * " + indicator)
        .collect(Collectors.joining(" + ", "(", ")"));
  }

  /** A constant that the text does not name. */
  private String fresh() {
    while (text.contains("p" + next)) {
      next--;
    }
    if (next < 0) {
      throw new ExpressionSyntaxException(text, 0, "it has too many constants");
    }
    return "p" + next--;
  }
}
