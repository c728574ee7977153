package io.symlab.symbolic.island;

import static io.symlab.symbolic.expression.Expression.constant;

import io.symlab.symbolic.expression.Expression;
import io.symlab.symbolic.expression.Numbers;
import io.symlab.symbolic.expression.Operator;
import io.symlab.symbolic.fit.PowerSums;
import java.util.List;

/**
 * Sums of products of powers as formulas.
 *
 * @param starts what products begin with, by number
 * @param factors what they are made of
 * @param operators there are
 */
record PowerSumWriter(List<Expression> starts, List<Expression> factors, List<Operator> operators) {
  /** An offset that is this small a share of the largest term is none, as 1 is a factor's. */
  private static final double NONE = 1e-6;

  /** Null where a number is too large for a float, or a coefficient is 0. */
  Expression write(PowerSums.Sum sum) {
    Expression result = null;
    double size = 0;
    for (int k = 0; k < sum.terms().size(); k++) {
      Expression product = product(sum.coefficients()[k], sum.terms().get(k));
      if (product == null) {
        return null;
      }
      size = Math.max(size, sum.sizes()[k]);
      result = result == null ? product : Expression.of(Operator.ADD, result, product);
    }
    float offset = (float) sum.offset();
    if (!Float.isFinite(offset)) {
      return null;
    }
    return Math.abs(offset) < NONE * size
        ? result
        : Expression.of(Operator.ADD, result, constant(Numbers.shortest(offset)));
  }

  private Expression product(double coefficient, PowerSums.Term term) {
    float number = (float) coefficient;
    if (!Float.isFinite(number) || number == 0) {
      return null;
    }
    Expression over = term.start() < 0 ? null : starts.get(term.start());
    Expression under = null;
    for (int f = 0; f < factors.size(); f++) {
      int power = term.powers()[f];
      if (power > 0) {
        over = times(over, power(factors.get(f), power));
      } else if (power < 0) {
        under = times(under, power(factors.get(f), -power));
      }
    }
    Expression scaled =
        Math.abs(number - 1) < NONE && over != null
            ? over
            : times(constant(Numbers.shortest(number)), over);
    return under == null ? scaled : Expression.of(Operator.DIV, scaled, under);
  }

  private static Expression times(Expression left, Expression right) {
    return left == null ? right : right == null ? left : Expression.of(Operator.MUL, left, right);
  }

  private Expression power(Expression base, int power) {
    return switch (power) {
      case 1 -> base;
      case 2 ->
          operators.contains(Operator.SQUARE)
              ? Expression.of(Operator.SQUARE, base)
              : times(base, base);
      case 3 ->
          operators.contains(Operator.CUBE)
              ? Expression.of(Operator.CUBE, base)
              : times(base, power(base, 2));
      default -> power(power(base, 2), power / 2);
    };
  }
}
