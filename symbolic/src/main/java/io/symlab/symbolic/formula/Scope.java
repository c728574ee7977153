package io.symlab.symbolic.formula;

import io.symlab.symbolic.expression.Expression;
import io.symlab.symbolic.expression.Expression.Binary;
import io.symlab.symbolic.expression.Expression.Variable;
import io.symlab.symbolic.expression.Signals;
import java.util.List;

/**
 * What names mean in a text: those of a formula, or the arguments of an operator's definition.
 *
 * @param columns by index; none: x0, x1, ...
 * @param free takes names that are no column and holes; null where there may be none
 * @param defining the operator that is being defined; null: none
 */
record Scope(List<String> columns, Signals signals, FreeConstants free, String defining) {
  /** What a name without arguments stands for; null when nothing is called so. */
  Expression variable(String name) {
    int index = columns.indexOf(name);
    if (index >= 0) {
      return new Variable(index);
    }
    for (Signals.Signal signal : signals.signals()) {
      if (signal.name().equals(name)) {
        return new Variable(signal.column(0));
      }
    }
    if (columns.isEmpty() && name.matches("x[0-9]{1,6}")) {
      return new Variable(Integer.parseInt(name.substring(1)));
    }
    return free == null ? null : free.named(name);
  }

  /** Whether an operator can have these arguments: averages want signals and a decay. */
  boolean allows(Binary binary) {
    return !binary.operator().isAverage()
        || free != null
        || columns.isEmpty()
        || signals.allow(binary);
  }

  /** What names there are, to go on with a message that one is none of them. */
  String names() {
    return columns.isEmpty() ? "; without names they are x0, x1, ..." : "; there are " + some();
  }

  private String some() {
    return columns.size() <= 12
        ? String.join(", ", columns)
        : String.join(", ", columns.subList(0, 10)) + ", ... (" + columns.size() + ")";
  }
}
