package io.symlab.experiment.recipe;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parts the text of a {@link Condition} into its words. */
final class ConditionScanner {
  /** Kinds of words. */
  enum Kind {
    NUMBER,
    TEXT,
    NAME,
    COMPARISON,
    MARK,
    END
  }

  /** One word; {@code text} of a text is without its quotes. */
  record Token(Kind kind, String text, double number) {}

  private static final Pattern WORD =
      Pattern.compile(
          "(?<number>[-+]?(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:[eE][-+]?[0-9]+)?)"
              + "|(?<text>\"[^\"]*\"|'[^']*')"
              + "|(?<name>[A-Za-z][A-Za-z0-9_.-]*)"
              + "|(?<comparison><=|>=|==|!=|<|>)"
              + "|(?<mark>&&|\\|\\||!|\\(|\\)|\\[|])");

  private final String text;
  private final Matcher matcher;
  private int at;
  private Token next;

  ConditionScanner(String text) {
    this.text = text;
    this.matcher = WORD.matcher(text);
    skip();
  }

  /** The word to come. */
  Token next() {
    return next;
  }

  /** Goes past it. */
  void skip() {
    if (next != null && next.kind() != Kind.END) {
      at = matcher.end();
    }
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    if (at == text.length()) {
      next = new Token(Kind.END, "", 0);
      return;
    }
    if (!matcher.region(at, text.length()).lookingAt()) {
      throw error("can't read " + text.substring(at, Math.min(text.length(), at + 10)));
    }
    String word = matcher.group();
    if (matcher.group("number") != null) {
      next = new Token(Kind.NUMBER, word, Double.parseDouble(word));
    } else if (matcher.group("text") != null) {
      next = new Token(Kind.TEXT, word.substring(1, word.length() - 1), 0);
    } else if (matcher.group("name") != null) {
      next = new Token(Kind.NAME, word, 0);
    } else {
      boolean mark = matcher.group("mark") != null;
      next = new Token(mark ? Kind.MARK : Kind.COMPARISON, word, 0);
    }
  }

  /** Goes past a mark if it comes. */
  boolean take(String mark) {
    boolean there = next.kind() == Kind.MARK && next.text().equals(mark);
    if (there) {
      skip();
    }
    return there;
  }

  IllegalArgumentException expected(String what) {
    String found = next.kind() == Kind.END ? "the end" : next.text();
    return error("expected " + what + ", found " + found);
  }

  IllegalArgumentException error(String what) {
    return new IllegalArgumentException("\"" + text + "\", at " + (at + 1) + ": " + what);
  }
}
