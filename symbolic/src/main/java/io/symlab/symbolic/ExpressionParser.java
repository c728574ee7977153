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

  private final FormulaScanner in;
  private final List<String> names;
  private final Signals signals;
  private final FreeConstants free;
  private int nesting;
  private int nodes;

  /**
   * @param free takes names that are no column and holes; null where there may be none
   */
  ExpressionParser(String text, List<String> names, Signals signals, FreeConstants free) {
    this.free = free;
    this.in = new FormulaScanner(text);
    this.names = names;
    this.signals = signals;
  }

  Expression parse() {
    Expression result = sum();
    in.skipBlanks();
    if (!in.atEnd()) {
      throw in.error(in.at(), "expected an operator or the end, found " + in.found());
    }
    return result;
  }

  private Expression sum() {
    Expression result = product();
    while (true) {
      if (in.take('+')) {
        result = count(new Binary(Operator.ADD, result, product()));
      } else if (in.take('-')) {
        result = count(new Binary(Operator.SUB, result, product()));
      } else {
        return result;
      }
    }
  }

  private Expression product() {
    Expression result = factor();
    while (true) {
      if (in.take('*')) {
        if (in.sees('*')) {
          throw in.error(in.at() - 1, "a power is written pow(x, y), square(x) or cube(x), not **");
        }
        result = count(new Binary(Operator.MUL, result, factor()));
      } else if (in.take('/')) {
        result = count(new Binary(Operator.DIV, result, factor()));
      } else {
        return result;
      }
    }
  }

  private Expression factor() {
    if (++nesting > MAX_NESTING) {
      throw in.error(in.at(), "nested more than " + MAX_NESTING + " levels deep");
    }
    try {
      if (in.take('-')) {
        in.skipBlanks();
        return in.startsNumber() ? number(true) : count(new Unary(Operator.NEG, factor()));
      }
      if (in.take('(')) {
        Expression inner = sum();
        in.expect(')');
        return inner;
      }
      in.skipBlanks();
      if (in.startsNumber()) {
        return number(false);
      }
      if (in.startsName()) {
        return named();
      }
      if (free != null && in.take('?')) {
        return count(free.hole());
      }
      throw in.error(in.at(), "expected a number, a name or '(', found " + in.found());
    } finally {
      nesting--;
    }
  }

  private Expression named() {
    int start = in.at();
    String name = in.name();
    if (!in.take('(')) {
      return count(variable(name, start));
    }
    if (name.equals(Signals.LAG)) {
      return lag();
    }
    Optional<Operator> operator = Operator.named(name);
    if (operator.isEmpty()) {
      throw in.error(start, "no operator is called \"" + name + "\"");
    }
    Expression first = sum();
    if (operator.get().arity() == 1) {
      in.skipBlanks();
      if (in.sees(',')) {
        throw in.error(in.at(), name + " takes one argument");
      }
      in.expect(')');
      return count(new Unary(operator.get(), first));
    }
    if (!in.take(',')) {
      throw in.error(in.at(), name + " takes two arguments");
    }
    in.skipBlanks();
    int second = in.at();
    Binary binary = new Binary(operator.get(), first, sum());
    in.expect(')');
    if (binary.operator().isAverage()
        && free == null
        && !names.isEmpty()
        && !signals.allow(binary)) {
      throw in.error(
          Signals.isDecay(binary.right()) ? start : second,
          Signals.isDecay(binary.right())
              ? name + " averages an expression over signals and over nothing else"
              : name + " needs a decay, a number between 0 and 1");
    }
    return count(binary);
  }

  /** The value of a signal some steps back, after {@code lag(}. */
  private Expression lag() {
    in.skipBlanks();
    int start = in.at();
    Expression newest = factor();
    if (!(newest instanceof Variable variable) || signals.of(variable.index()) == null) {
      throw in.error(start, "lag takes a signal first");
    }
    if (!in.take(',')) {
      throw in.error(in.at(), "lag takes two arguments");
    }
    in.skipBlanks();
    int steps = in.at();
    Expression by = factor();
    in.expect(')');
    if (!(by instanceof Constant c) || c.value() < 0 || c.value() != Math.rint(c.value())) {
      throw in.error(steps, "lag takes a whole number of steps");
    }
    int column = signals.shifted(variable.index(), (int) Math.min(c.value(), 1_000_000));
    if (column < 0) {
      throw in.error(steps, "there are " + signals.lags() + " lags only, counted from 0");
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
    throw in.error(
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

  private Expression number(boolean negative) {
    double value = in.number();
    return count(new Constant(negative ? -value : value));
  }

  private Expression count(Expression expression) {
    if (++nodes > MAX_NODES) {
      throw in.error(in.at(), "more than " + MAX_NODES + " nodes");
    }
    return expression;
  }
}
