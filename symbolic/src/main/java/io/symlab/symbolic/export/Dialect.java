package io.symlab.symbolic.export;

import io.symlab.symbolic.Operator;
import java.util.List;
import java.util.Map;

/**
 * How a language writes the operators of formulas. Sums, products and quotients are the same
 * everywhere; the rest are calls.
 *
 * @param calls by operator; those that are missing cannot be written
 * @param nan how it writes what is not a number
 * @param infinity how it writes infinity
 */
record Dialect(String name, Map<Operator, Call> calls, String nan, String infinity) {

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

  String number(double value) {
    if (Double.isNaN(value)) {
      return nan;
    }
    return Double.isInfinite(value)
        ? (value < 0 ? "-" + infinity : infinity)
        : Double.toString(value);
  }
}
