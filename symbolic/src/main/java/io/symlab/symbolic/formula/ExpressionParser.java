package io.symlab.symbolic.formula;

import io.symlab.symbolic.expression.Expression;
import io.symlab.symbolic.expression.Expression.Binary;
import io.symlab.symbolic.expression.Expression.Constant;
import io.symlab.symbolic.expression.Expression.Unary;
import io.symlab.symbolic.expression.Expression.Variable;
import io.symlab.symbolic.expression.Operator;
import io.symlab.symbolic.expression.Signals;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads one formula by recursive descent: formula := {definition ;} sum; definition := name(names)
 * = sum; sum := product {(+|-) product}; product := factor {(*|/) factor}; factor := - factor |
 * atom [^ factor]; atom := number | name | name(arguments) | (sum) | hole; hole := ?
 * {name}{(names)}. A minus sign right before a number belongs to the number, unless that is raised
 * to a power.
 */
public final class ExpressionParser {
  /** Deeper than any formula that people write, shallow enough for the stack. */
  private static final int MAX_NESTING = 500;

  private static final int MAX_NODES = 5_000;

  private final FormulaScanner in;
  private final List<Operator> own;
  private Scope scope;
  private int nesting;
  private int nodes;

  /**
   * @param free takes names that are no column and holes; null where there may be none
   */
  public ExpressionParser(String text, List<String> names, Signals signals, FreeConstants free) {
    this(text, names, signals, free, List.of());
  }

  /**
   * @param free takes names that are no column and holes; null where there may be none
   * @param own operators that the text may use beside those that it defines
   */
  public ExpressionParser(
      String text, List<String> names, Signals signals, FreeConstants free, List<Operator> own) {
    this.own = new ArrayList<>(own);
    this.in = new FormulaScanner(text);
    this.scope = new Scope(names, signals, free, null);
  }

  public Expression parse() {
    Scope ofFormula = scope;
    while (in.comes(';')) {
      Operator defined = defined();
      own.remove(defined);
      own.add(defined);
      in.expect(';');
    }
    scope = ofFormula;
    nodes = 0;
    Expression result = sum();
    in.skipBlanks();
    if (!in.atEnd()) {
      throw in.error(in.at(), "expected an operator or the end, found " + in.found());
    }
    return result;
  }

  /** The whole text as the definition of an operator. */
  Operator definition() {
    Operator defined = defined();
    in.skipBlanks();
    if (!in.atEnd()) {
      throw in.error(in.at(), "expected an operator or the end, found " + in.found());
    }
    return defined;
  }

  private Operator defined() {
    in.skipBlanks();
    int start = in.at();
    if (!in.startsName()) {
      throw in.error(start, "a definition is written as in swish(x) = x / (1 + exp(-x))");
    }
    String name = in.name();
    List<String> parameters = parameters(start);
    if (!name.matches(OwnOperators.NAME)) {
      throw in.error(
          start, "a name of one's own begins with a letter and has letters, digits and _: " + name);
    }
    if (name.equals(Signals.LAG) || Operator.named(name).isPresent()) {
      throw in.error(start, "there is an operator " + name + " already");
    }
    in.expect('=');
    in.skipBlanks();
    int at = in.at();
    scope = new Scope(parameters, Signals.NONE, null, name);
    nodes = 0;
    Expression body = sum();
    for (int i = 0; i < parameters.size(); i++) {
      if (!uses(body, i)) {
        throw in.error(at, name + " does not use " + parameters.get(i));
      }
    }
    if (body instanceof Variable) {
      throw in.error(at, name + " is " + parameters.get(0) + " itself");
    }
    StringBuilder why = new StringBuilder();
    Operator operator = OwnOperators.define(name, parameters.size(), body, why);
    if (operator == null) {
      throw in.error(at, name + " is too large: " + why);
    }
    // As it is written down, without the own operators that it uses: so it has to read back.
    NeverFinite.of(operator.body(), parameters)
        .ifPresent(
            reason -> {
              throw in.error(at, name + " is never finite: " + reason);
            });
    for (Operator other : own) {
      if (other.symbol().equals(name) && other != operator) {
        throw in.error(start, name + " is defined twice");
      }
    }
    return operator;
  }

  private List<String> parameters(int start) {
    List<String> parameters = new ArrayList<>();
    in.expect('(');
    do {
      in.skipBlanks();
      int at = in.at();
      if (!in.startsName()) {
        throw in.error(at, "expected the name of an argument, found " + in.found());
      }
      String parameter = in.name();
      if (parameters.contains(parameter)) {
        throw in.error(at, "two arguments are called " + parameter);
      }
      parameters.add(parameter);
    } while (in.take(','));
    in.expect(')');
    if (parameters.size() > 2) {
      throw in.error(start, "an operator of one's own takes one or two arguments");
    }
    return parameters;
  }

  private static boolean uses(Expression body, int parameter) {
    boolean[] found = {false};
    body.forEachVariable(index -> found[0] |= index == parameter);
    return found[0];
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
        if (!in.startsNumber()) {
          return count(new Unary(Operator.NEG, factor()));
        }
        double value = in.number();
        return in.comesNext('^')
            ? count(new Unary(Operator.NEG, power(count(new Constant(value)))))
            : count(new Constant(-value));
      }
      return power(atom());
    } finally {
      nesting--;
    }
  }

  /** An atom, raised where a power follows. */
  private Expression power(Expression base) {
    if (!in.take('^')) {
      return base;
    }
    Expression exponent = factor();
    double value = exponent instanceof Constant c ? c.value() : Double.NaN;
    if (value == 2 || value == 3) {
      return count(new Unary(value == 2 ? Operator.SQUARE : Operator.CUBE, base));
    }
    // pow keeps the sign of its base, which an even power has not.
    boolean even = value % 2 == 0 && value != 0;
    return count(
        new Binary(Operator.POW, even ? count(new Unary(Operator.ABS, base)) : base, exponent));
  }

  private Expression atom() {
    if (in.take('(')) {
      Expression inner = sum();
      in.expect(')');
      return inner;
    }
    in.skipBlanks();
    if (in.startsNumber()) {
      return count(new Constant(in.number()));
    }
    if (in.startsName()) {
      return named();
    }
    if (scope.free() != null && in.take('?')) {
      return count(scope.free().hole(hole()));
    }
    throw in.error(in.at(), "expected a number, a name or '(', found " + in.found());
  }

  /** What comes after the question mark, if anything. */
  private Hole hole() {
    int start = in.at();
    String name = in.startsName() ? in.name() : "";
    if (!in.sees('(')) {
      if (name.isEmpty()) {
        return Hole.ANY;
      }
      throw in.error(
          start, "a function to be found is written with its columns: ?" + name + "(a, b)");
    }
    in.expect('(');
    List<Integer> columns = new ArrayList<>();
    do {
      in.skipBlanks();
      int at = in.at();
      Expression column = in.startsName() ? variable(in.name(), at) : null;
      if (!(column instanceof Variable v) || FreeConstants.isFree(column)) {
        throw in.error(at, "a hole reads columns and nothing else");
      }
      if (columns.contains(v.index())) {
        throw in.error(at, "a hole names a column twice");
      }
      columns.add(v.index());
    } while (in.take(','));
    in.expect(')');
    return new Hole(name, columns);
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
    Optional<Operator> operator = Operator.named(name, own);
    if (operator.isEmpty()) {
      throw in.error(
          start,
          name.equals(scope.defining())
              ? name + " is made of itself"
              : "no operator is called \"" + name + "\"");
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
    in.skipBlanks();
    if (in.sees(',')) {
      throw in.error(in.at(), name + " takes two arguments");
    }
    in.expect(')');
    if (!scope.allows(binary)) {
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
    if (!(newest instanceof Variable variable) || scope.signals().of(variable.index()) == null) {
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
    int column = scope.signals().shifted(variable.index(), (int) Math.min(c.value(), 1_000_000));
    if (column < 0) {
      throw in.error(steps, "there are " + scope.signals().lags() + " lags only, counted from 0");
    }
    return count(new Variable(column));
  }

  private Expression variable(String name, int start) {
    Expression meant = scope.variable(name);
    if (meant == null) {
      throw in.error(start, "no variable is called \"" + name + "\"" + scope.names());
    }
    return meant;
  }

  private Expression count(Expression expression) {
    if (++nodes > MAX_NODES) {
      throw in.error(in.at(), "more than " + MAX_NODES + " nodes");
    }
    return expression;
  }
}
