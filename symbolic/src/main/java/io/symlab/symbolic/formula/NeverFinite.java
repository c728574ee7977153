package io.symlab.symbolic.formula;

import io.symlab.symbolic.expression.Expression;
import io.symlab.symbolic.expression.Expression.Binary;
import io.symlab.symbolic.expression.Operator;
import io.symlab.symbolic.expression.Trees;
import java.util.List;
import java.util.Optional;

/**
 * Finds what has no value whatever the columns are: a division by 0, and what is made of numbers
 * alone and is not finite. A person who writes it has mistaken something.
 */
final class NeverFinite {
  private NeverFinite() {}

  /**
   * The reason, in words.
   *
   * @param names of the variables, by index
   * @return empty where nothing of the kind is in the formula
   */
  static Optional<String> of(Expression node, List<String> names) {
    for (Expression argument : Trees.arguments(node)) {
      Optional<String> reason = of(argument, names);
      if (reason.isPresent()) {
        return reason;
      }
    }
    if (node instanceof Binary binary
        && binary.operator() == Operator.DIV
        && binary.right().isConstant()
        && value(binary.right()) == 0) {
      return Optional.of("it divides by " + ExpressionText.print(binary.right(), names));
    }
    return node.isConstant() && !Double.isFinite(value(node))
        ? Optional.of(ExpressionText.print(node, names) + " is " + value(node))
        : Optional.empty();
  }

  private static double value(Expression constant) {
    return constant.evaluate(new double[0]);
  }
}
