package io.symlab.symbolic;

import io.symlab.symbolic.Expression.Binary;
import io.symlab.symbolic.Expression.Constant;
import io.symlab.symbolic.Expression.Unary;
import io.symlab.symbolic.Expression.Variable;
import java.util.List;
import java.util.Optional;

/**
 * Reads one formula by recursive descent: sum := product {(+|-) product}; product := factor {(*|/)
 * factor}; factor := - factor | number | name | name(arguments) | (sum). A minus sign right before
 * a number belongs to the number.
 */
final class ExpressionParser {
  /** Deeper than any formula that people write, shallow enough for the stack. */
  private static final int MAX_NESTING = 500;

  private static final int MAX_NODES = 5_000;

  private final String text;
  private final List<String> names;
  private final Signals signals;
  private final FreeConstants free;
  private int at;
  private int nesting;
  private int nodes;

  /**
   * @param free takes names that are no column and holes; null where there may be none
   */
  ExpressionParser(String text, List<String> names, Signals signals, FreeConstants free) {
    this.free = free;
    this.text = text;
    this.names = names;
    this.signals = signals;
  }

  Expression parse() {
    Expression result = sum();
    skipBlanks();
    if (at < text.length()) {
      throw error(at, "expected an operator or the end, found '" + text.charAt(at) + "'");
    }
    return result;
  }

  private Expression sum() {
    Expression result = product();
    while (true) {
      if (take('+')) {
        result = count(new Binary(Operator.ADD, result, product()));
      } else if (take('-')) {
        result = count(new Binary(Operator.SUB, result, product()));
      } else {
        return result;
      }
    }
  }

  private Expression product() {
    Expression result = factor();
    while (true) {
      if (take('*')) {
        if (at < text.length() && text.charAt(at) == '*') {
          throw error(at - 1, "a power is written pow(x, y), square(x) or cube(x), not **");
        }
        result = count(new Binary(Operator.MUL, result, factor()));
      } else if (take('/')) {
        result = count(new Binary(Operator.DIV, result, factor()));
      } else {
        return result;
      }
    }
  }

  private Expression factor() {
    if (++nesting > MAX_NESTING) {
      throw error(at, "nested more than " + MAX_NESTING + " levels deep");
    }
    try {
      if (take('-')) {
        skipBlanks();
        return startsNumber() ? number(true) : count(new Unary(Operator.NEG, factor()));
      }
      if (take('(')) {
        Expression inner = sum();
        expect(')');
        return inner;
      }
      skipBlanks();
      if (at == text.length()) {
        throw error(at, "expected a number, a name or '(', found the end");
      }
      if (startsNumber()) {
        return number(false);
      }
      if (Character.isJavaIdentifierStart(text.codePointAt(at))) {
        return named();
      }
      if (free != null && take('?')) {
        return count(free.hole());
      }
      throw error(at, "expected a number, a name or '(', found '" + text.charAt(at) + "'");
    } finally {
      nesting--;
    }
  }

  private Expression named() {
    int start = at;
    while (at < text.length() && Character.isJavaIdentifierPart(text.codePointAt(at))) {
      at += Character.charCount(text.codePointAt(at));
    }
    String name = text.substring(start, at);
    if (!take('(')) {
      return count(variable(name, start));
    }
    if (name.equals(Signals.LAG)) {
      return lag();
    }
    Optional<Operator> operator = Operator.named(name);
    if (operator.isEmpty()) {
      throw error(start, "no operator is called \"" + name + "\"");
    }
    Expression first = sum();
    if (operator.get().arity() == 1) {
      skipBlanks();
      if (at < text.length() && text.charAt(at) == ',') {
        throw error(at, name + " takes one argument");
      }
      expect(')');
      return count(new Unary(operator.get(), first));
    }
    if (!take(',')) {
      throw error(at, name + " takes two arguments");
    }
    skipBlanks();
    int second = at;
    Binary binary = new Binary(operator.get(), first, sum());
    expect(')');
    if (binary.operator().isAverage()
        && free == null
        && !names.isEmpty()
        && !signals.allow(binary)) {
      throw error(
          Signals.isDecay(binary.right()) ? start : second,
          Signals.isDecay(binary.right())
              ? name + " averages an expression over signals and over nothing else"
              : name + " needs a decay, a number between 0 and 1");
    }
    return count(binary);
  }

  /** The value of a signal some steps back, after {@code lag(}. */
  private Expression lag() {
    skipBlanks();
    int start = at;
    Expression newest = factor();
    if (!(newest instanceof Variable variable) || signals.of(variable.index()) == null) {
      throw error(start, "lag takes a signal first");
    }
    if (!take(',')) {
      throw error(at, "lag takes two arguments");
    }
    skipBlanks();
    int steps = at;
    Expression by = factor();
    expect(')');
    if (!(by instanceof Constant c) || c.value() < 0 || c.value() != Math.rint(c.value())) {
      throw error(steps, "lag takes a whole number of steps");
    }
    int column = signals.shifted(variable.index(), (int) Math.min(c.value(), 1_000_000));
    if (column < 0) {
      throw error(steps, "there are " + signals.lags() + " lags only, counted from 0");
    }
    return count(new Variable(column));
  }

  private Expression variable(String name, int start) {
    int index = names.indexOf(name);
    if (index >= 0) {
      return new Variable(index);
    }
    for (Signals.Signal signal : signals.signals()) {
      if (signal.name().equals(name)) {
        return new Variable(signal.column(0));
      }
    }
    if (names.isEmpty() && name.matches("x[0-9]{1,6}")) {
      return new Variable(Integer.parseInt(name.substring(1)));
    }
    Expression unknown = free == null ? null : free.named(name);
    if (unknown != null) {
      return unknown;
    }
    throw error(
        start,
        "no variable is called \""
            + name
            + "\""
            + (names.isEmpty() ? "; without names they are x0, x1, ..." : "; there are " + some()));
  }

  private String some() {
    return names.size() <= 12
        ? String.join(", ", names)
        : String.join(", ", names.subList(0, 10)) + ", ... (" + names.size() + ")";
  }

  private boolean startsNumber() {
    return at < text.length() && (isDigit(at) || (text.charAt(at) == '.' && isDigit(at + 1)));
  }

  private boolean isDigit(int i) {
    return i < text.length() && text.charAt(i) >= '0' && text.charAt(i) <= '9';
  }

  private Expression number(boolean negative) {
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
    return count(new Constant(negative ? -value : value));
  }

  private Expression count(Expression expression) {
    if (++nodes > MAX_NODES) {
      throw error(at, "more than " + MAX_NODES + " nodes");
    }
    return expression;
  }

  private boolean take(char wanted) {
    skipBlanks();
    if (at < text.length() && text.charAt(at) == wanted) {
      at++;
      return true;
    }
    return false;
  }

  private void expect(char wanted) {
    if (!take(wanted)) {
      throw error(
          at,
          "expected '"
              + wanted
              + "', found "
              + (at < text.length() ? "'" + text.charAt(at) + "'" : "the end"));
    }
  }

  private void skipBlanks() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
  }

  private ExpressionSyntaxException error(int position, String reason) {
    return new ExpressionSyntaxException(text, position, reason);
  }
}
