package io.symlab.experiment.recipe;

import com.typesafe.config.ConfigException;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * How deeply a recipe's text is nested, found before the parser goes down there: it would go until
 * its stack ends.
 */
final class TextDepth {
  /** Brackets and the parts of keys together; the recipe with all keys is 5 deep. */
  static final int DEEPEST = 64;

  private final String text;
  private final String origin;
  private final Deque<Integer> outer = new ArrayDeque<>();
  private int depth;
  private int dots;
  private int line = 1;

  private TextDepth(String text, String origin) {
    this.text = text;
    this.origin = origin;
  }

  /**
   * Judges a text.
   *
   * @throws ConfigException naming the line where it is too deep
   */
  static void check(String text, String origin) {
    new TextDepth(text, origin).scan();
  }

  private void scan() {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> i = endOfString(i);
        case '#' -> i = endOfLine(i);
        case '/' -> i = text.startsWith("//", i) ? endOfLine(i) : i;
        case '{', '[' -> open();
        case '}', ']' -> close();
        case '.' -> dots++;
        case ',', '=', ':', '+' -> dots = c == ',' ? 0 : dots;
        case '\n' -> {
          line++;
          dots = 0;
        }
        default -> {
          // Neither opens nor ends anything.
        }
      }
      if (depth + dots > DEEPEST) {
        throw new ConfigException.Generic(
            origin + ":" + line + ": nested more than " + DEEPEST + " deep");
      }
    }
  }

  private void open() {
    outer.push(dots);
    depth += 1 + dots;
    dots = 0;
  }

  private void close() {
    if (!outer.isEmpty()) {
      depth -= 1 + outer.pop();
    }
    dots = 0;
  }

  /** Of its last quote; of three quotes in a row it is three again. */
  private int endOfString(int from) {
    String quotes = text.startsWith("\"\"\"", from) ? "\"\"\"" : "\"";
    int i = from + quotes.length();
    while (i < text.length() && !text.startsWith(quotes, i)) {
      if (text.charAt(i) == '\n') {
        if (quotes.length() == 1) {
          return i - 1; // it never ends: the parser will say so
        }
        line++;
      }
      i += quotes.length() == 1 && text.charAt(i) == '\\' ? 2 : 1;
    }
    return Math.min(i + quotes.length(), text.length()) - 1;
  }

  private int endOfLine(int from) {
    int end = text.indexOf('\n', from);
    return end < 0 ? text.length() : end - 1;
  }
}
