package io.symlab.symbolic.export;

import io.symlab.symbolic.expression.Expression;
import io.symlab.symbolic.expression.Expression.Binary;
import io.symlab.symbolic.expression.Expression.Constant;
import io.symlab.symbolic.expression.Expression.Unary;
import io.symlab.symbolic.expression.Expression.Variable;
import io.symlab.symbolic.expression.Numbers;
import io.symlab.symbolic.expression.Operator;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;

/**
 * Formulas as source code of one language. Remembers which definitions the code needs. Parts
 * without a variable are written as the number that they are worth, since not every language's
 * functions take plain numbers, nor all divide by zero.
 */
final class CodePrinter {
  /** Digits of what was computed in doubles that rounding leaves alone. */
  private static final int FOLDED = 15;

  private final Dialect dialect;
  private final Set<String> definitions = new LinkedHashSet<>();

  CodePrinter(Dialect dialect) {
    this.dialect = dialect;
  }

  /**
   * An expression without averages.
   *
   * @param names of the variables, by index
   */
  String print(Expression expression, IntFunction<String> names) {
    if (expression instanceof Constant constant) {
      return dialect.number(constant.value());
    }
    if (expression.isConstant()) {
      // 0.1 * 3 is 0.30000000000000004.
      return dialect.number(Numbers.round(expression.evaluate(new double[0]), FOLDED));
    }
    if (expression instanceof Variable variable) {
      return names.apply(variable.index());
    }
    if (expression instanceof Unary unary) {
      return unary(unary, names);
    }
    Binary binary = (Binary) expression;
    return switch (binary.operator().kind()) {
      case ADD, SUB, MUL, DIV ->
          guarded(binary.left(), precedence(binary), names)
              + " "
              + binary.operator().symbol()
              + " "
              + guarded(binary.right(), precedence(binary) + 1, names);
      default -> call(binary.operator(), names, binary.left(), binary.right());
    };
  }

  /** The same as a factor of a product: in parentheses if need be. */
  String factor(Expression expression, IntFunction<String> names) {
    return guarded(expression, 3, names);
  }

  /** What the code printed so far needs, in the order of first use; imports first. */
  List<String> definitions() {
    return definitions.stream()
        .sorted((a, b) -> Boolean.compare(isImport(b), isImport(a)))
        .toList();
  }

  static boolean isImport(String definition) {
    return definition.startsWith("import ") || definition.startsWith("from ");
  }

  private String unary(Unary unary, IntFunction<String> names) {
    return switch (unary.operator().kind()) {
      // Strictly looser than another minus sign: two in a row mean something else in Java.
      case NEG -> "-" + guarded(unary.argument(), 4, names);
      case INV -> dialect.number(1) + " / " + guarded(unary.argument(), 3, names);
      default -> call(unary.operator(), names, unary.argument());
    };
  }

  private String call(Operator operator, IntFunction<String> names, Expression... arguments) {
    Dialect.Call call = operator.isOwn() ? own(operator) : dialect.call(operator);
    definitions.addAll(call.definitions());
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < call.template().length(); i++) {
      char mark = call.template().charAt(i);
      out.append(
          mark == '#'
              ? print(arguments[call.template().charAt(++i) - '1'], names)
              : String.valueOf(mark));
    }
    return out.toString();
  }

  /** A function of its own, which says what the operator is. */
  private Dialect.Call own(Operator operator) {
    List<String> arguments = operator.arity() == 1 ? List.of("x") : List.of("x", "y");
    CodePrinter inner = new CodePrinter(dialect);
    String body = inner.print(operator.body(), arguments::get);
    List<String> needed = new ArrayList<>(inner.definitions());
    needed.addAll(dialect.pair().definitions());
    needed.add(dialect.function(operator.symbol(), arguments, body));
    String given = operator.arity() == 1 ? "#1" : dialect.pair().template();
    return new Dialect.Call(dialect.functionName(operator.symbol()) + "(" + given + ")", needed);
  }

  /** In parentheses unless it binds at least as tightly as asked. */
  private String guarded(Expression expression, int least, IntFunction<String> names) {
    String code = print(expression, names);
    return precedence(expression) >= least ? code : "(" + code + ")";
  }

  /** 1 sums, 2 products, 3 the minus sign, 4 what holds together. */
  private static int precedence(Expression expression) {
    if (expression.isConstant()) {
      return 4;
    }
    if (expression instanceof Unary unary) {
      return unary.operator() == Operator.NEG ? 3 : unary.operator() == Operator.INV ? 2 : 4;
    }
    if (expression instanceof Binary binary) {
      return switch (binary.operator().kind()) {
        case ADD, SUB -> 1;
        case MUL, DIV -> 2;
        default -> 4;
      };
    }
    return 4;
  }
}
