package io.symlab.symbolic.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.symlab.symbolic.expression.Expression;
import io.symlab.symbolic.expression.Operator;
import io.symlab.symbolic.expression.Signals;
import io.symlab.symbolic.formula.ExpressionText;
import io.symlab.symbolic.formula.OwnOperators;
import io.symlab.symbolic.program.MemoryFormulas;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Formulas and rows that every export is checked on. */
final class Cases {
  private Cases() {}

  static Formula formula(Expression expression) {
    return Formula.of(expression, MemoryFormulas.NAMES, MemoryFormulas.SIGNALS);
  }

  static Formula formula(String text) {
    return formula(ExpressionText.parse(text, MemoryFormulas.NAMES, MemoryFormulas.SIGNALS));
  }

  /** Each operator by itself, on variables, on a constant and a variable, and random formulas. */
  static List<Formula> all(int random) {
    List<Expression> all = new ArrayList<>();
    Expression g = Expression.variable(0);
    Expression h = Expression.variable(3);
    Expression c = Expression.constant(0.7);
    for (Operator operator : Operator.PLAIN) {
      if (operator.arity() == 1) {
        all.add(Expression.of(operator, g));
      } else {
        all.add(Expression.of(operator, g, h));
        all.add(Expression.of(operator, c, h));
        all.add(Expression.of(operator, g, c));
      }
    }
    Operator swish = OwnOperators.parse("swish(x) = x / (1 + exp(-x))", List.of());
    Operator gated = OwnOperators.parse("gated(u, v) = swish(u) * max(v, 0.5)", List.of(swish));
    all.add(Expression.of(swish, Expression.of(swish, g)));
    all.add(Expression.of(gated, c, Expression.of(swish, h)));
    all.add(Expression.of(gated, h, g));
    for (int seed = 0; seed < random; seed++) {
      all.add(MemoryFormulas.plain(seed));
      all.add(MemoryFormulas.withAverages(seed));
    }
    List<Formula> formulas = new ArrayList<>(all.stream().map(Cases::formula).toList());
    formulas.add(formula("0.25"));
    formulas.add(formula("1 / 0 + g"));
    formulas.add(formula("-(-(-g)) - -h"));
    formulas.add(formula("g - (h - (g - age)) / (h / (g * age))"));
    formulas.add(formula("inv(g * h) / inv(age) * inv(inv(2 * h))"));
    formulas.add(formula("ema(g, 0.9) / sqrt(ema_hat(square(g - lag(h, 2)), 0.99)) + lag(g, 5)"));
    return formulas;
  }

  static double[][] rows(int rows, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[][] result = new double[rows][];
    for (int i = 0; i < rows; i++) {
      result[i] = MemoryFormulas.row(random);
    }
    return result;
  }

  static double value(Formula formula, double[] row) {
    return formula.signals().evaluate(formula.expression(), row);
  }

  /** The engine's value; where that is not finite the other must not be either. */
  static void assertSame(Formula formula, double[] row, double actual, double relative) {
    double expected = value(formula, row);
    if (Double.isFinite(expected)) {
      assertThat(actual)
          .as(formula.text())
          .isCloseTo(expected, within(relative * Math.max(1e-3, Math.abs(expected))));
    } else {
      assertThat((Object) actual).as(formula.text()).isEqualTo(expected);
    }
  }

  /** A formula over plain columns with these names. */
  static Formula plain(String text, String... columns) {
    List<String> names = List.of(columns);
    return Formula.of(ExpressionText.parse(text, names), names, Signals.NONE);
  }
}
