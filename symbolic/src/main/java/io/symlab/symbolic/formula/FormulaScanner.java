package io.symlab.symbolic.formula;

/** A place that moves along a formula's text: knows numbers, names, signs, and no grammar. */
final class FormulaScanner {
  private final String text;
  private int at;

  FormulaScanner(String text) {
    this.text = text;
  }

  /** Where it stands, from 0. */
  int at() {
    return at;
  }

  boolean atEnd() {
    return at == text.length();
  }

  /** Whether this sign comes right here. */
  boolean sees(char sign) {
    return at < text.length() && text.charAt(at) == sign;
  }

  /** Whether this sign comes somewhere from here on. */
  boolean comes(char sign) {
    return text.indexOf(sign, at) >= 0;
  }

  /** Whether this sign comes next, blanks aside. */
  boolean comesNext(char sign) {
    skipBlanks();
    return sees(sign);
  }

  /** What comes right here, for messages. */
  String found() {
    return atEnd() ? "the end" : "'" + text.charAt(at) + "'";
  }

  boolean take(char wanted) {
    skipBlanks();
    if (sees(wanted)) {
      at++;
      return true;
    }
    return false;
  }

  void expect(char wanted) {
    if (!take(wanted)) {
      throw error(at, "expected '" + wanted + "', found " + found());
    }
  }

  void skipBlanks() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
  }

  boolean startsName() {
    return at < text.length() && Character.isJavaIdentifierStart(text.codePointAt(at));
  }

  String name() {
    int start = at;
    while (at < text.length() && Character.isJavaIdentifierPart(text.codePointAt(at))) {
      at += Character.charCount(text.codePointAt(at));
    }
    return text.substring(start, at);
  }

  boolean startsNumber() {
    return at < text.length() && (isDigit(at) || (text.charAt(at) == '.' && isDigit(at + 1)));
  }

  private boolean isDigit(int i) {
    return i < text.length() && text.charAt(i) >= '0' && text.charAt(i) <= '9';
  }

  double number() {
    int start = at;
    while (at < text.length() && (isDigit(at) || text.charAt(at) == '.')) {
      at++;
    }
    if (at < text.length() && (text.charAt(at) == 'e' || text.charAt(at) == 'E')) {
      int mark = at++;
      if (at < text.length() && (text.charAt(at) == '+' || text.charAt(at) == '-')) {
        at++;
      }
      if (!isDigit(at)) {
        throw error(mark, "expected digits after the exponent's e");
      }
      while (isDigit(at)) {
        at++;
      }
    }
    double value;
    try {
      value = Double.parseDouble(text.substring(start, at));
    } catch (NumberFormatException e) {
      throw error(start, "\"" + text.substring(start, at) + "\" is no number");
    }
    if (Double.isInfinite(value)) {
      throw error(start, "the number " + text.substring(start, at) + " is too large");
    }
    return value;
  }

  ExpressionSyntaxException error(int position, String reason) {
    return new ExpressionSyntaxException(text, position, reason);
  }
}
