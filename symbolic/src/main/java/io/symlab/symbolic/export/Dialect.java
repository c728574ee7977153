package io.symlab.symbolic.export;

import io.symlab.symbolic.expression.Operator;
import java.util.List;
import java.util.Map;

/**
 * How a language writes the operators of formulas. Sums, products and quotients are the same
 * everywhere; the rest are calls.
 *
 * @param calls by operator; those that are missing cannot be written
 * @param pair how two arguments are given to a function, one of which may be a plain number
 * @param nan how it writes what is not a number
 * @param infinity how it writes infinity
 */
record Dialect(String name, Map<Operator, Call> calls, Call pair, String nan, String infinity) {
  /** Two arguments as they are. */
  static final Call AS_THEY_ARE = Call.of("#1, #2");

  /**
   * One operator.
   *
   * @param template with #1 and #2 for the arguments; holds together without parentheses
   * @param definitions that it needs in the module, each once
   */
  record Call(String template, List<String> definitions) {
    static Call of(String template, String... definitions) {
      return new Call(template, List.of(definitions));
    }
  }

  Call call(Operator operator) {
    Call call = calls.get(operator);
    if (call == null) {
      throw new ExportException(
          "the operator " + operator.symbol() + " cannot be written in " + name);
    }
    return call;
  }

  /** What the function is called that an operator of one's own becomes. */
  String functionName(String operator) {
    return (isJava() ? "own_" : "_own_") + operator;
  }

  /** That function, of numbers or arrays. */
  String function(String operator, List<String> arguments, String body) {
    return isJava()
        ? "private static double "
            + functionName(operator)
            + "("
            + String.join(", ", arguments.stream().map(name -> "double " + name).toList())
            + ") {\n  return "
            + body
            + ";\n}"
        : "def "
            + functionName(operator)
            + "("
            + String.join(", ", arguments)
            + "):\n    return "
            + body;
  }

  private boolean isJava() {
    return name.equals("Java");
  }

  String number(double value) {
    if (Double.isNaN(value)) {
      return nan;
    }
    return Double.isInfinite(value)
        ? (value < 0 ? "-" + infinity : infinity)
        : Double.toString(value);
  }
}
