package io.symlab.model.rule.symbolic;

import io.symlab.symbolic.expression.Expression;
import io.symlab.symbolic.expression.Operator;
import io.symlab.symbolic.program.Program;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Keeps the books of a form's constants while its expression is built. They must be asked for in
 * the order in which they stand in the expression; Java evaluates arguments from left to right, so
 * that nested calls do.
 */
final class FormBuilder {
  private final List<Double> values = new ArrayList<>();
  private final List<Integer> parameters = new ArrayList<>();
  private final Map<String, Integer> shared = new HashMap<>();
  private int next;

  /** A parameter that stands at one place only. */
  Expression own(double value) {
    return add(value, next++);
  }

  /** A parameter that stands at many places, always with the same value. */
  Expression shared(String name, double value) {
    return add(value, shared.computeIfAbsent(name, key -> next++));
  }

  /** A number of the form. */
  Expression fixed(double value) {
    return add(value, ConstantShares.FIXED);
  }

  private Expression add(double value, int parameter) {
    values.add(value);
    parameters.add(parameter);
    return Expression.constant(value);
  }

  static Expression sum(List<Expression> terms) {
    return terms.stream().reduce((a, b) -> Expression.of(Operator.ADD, a, b)).orElseThrow();
  }

  SymbolicForm build(Expression expression) {
    double[] standing = Program.of(expression).constants();
    double[] booked = values.stream().mapToDouble(Double::doubleValue).toArray();
    if (!Arrays.equals(standing, booked)) {
      throw new IllegalStateException("a form's constants were not asked for from left to right");
    }
    int[] parameter = parameters.stream().mapToInt(Integer::intValue).toArray();
    return new SymbolicForm(expression, new ConstantShares(parameter));
  }
}
