package io.symlab.symbolic.island;

import static io.symlab.symbolic.expression.Expression.constant;

import io.symlab.symbolic.expression.Expression;
import io.symlab.symbolic.expression.Operator;
import java.util.List;

/**
 * What may stand around a sum: with the values that the whole should have turned around, the sum
 * itself is a linear problem. Laws are often short sums in such a form, as 1 / sqrt(1 - v^2 / c^2).
 */
enum OuterForm {
  SUM,
  ROOT,
  ONE_OVER_ROOT,
  ONE_OVER,
  SQUARE,
  EXPONENTIAL,
  LOGARITHM,
  TANH,
  /** 1 / (exp(sum) + 1), the logistic function. */
  LOGISTIC,
  /** 1 / (exp(sum) - 1). */
  BOSE;

  /** Whether these operators can make it. */
  boolean isOf(List<Operator> operators) {
    return operators.containsAll(
        switch (this) {
          case SUM -> List.of();
          case ROOT -> List.of(Operator.SQRT);
          case ONE_OVER_ROOT -> List.of(Operator.SQRT, Operator.DIV);
          case ONE_OVER -> List.of(Operator.DIV);
          case SQUARE -> List.of(Operator.SQUARE);
          case EXPONENTIAL -> List.of(Operator.EXP);
          case LOGARITHM -> List.of(Operator.LOG);
          case TANH -> List.of(Operator.TANH);
          case LOGISTIC, BOSE -> List.of(Operator.EXP, Operator.DIV, Operator.ADD);
        });
  }

  /** The sum for which the whole is y; NaN when there is none. */
  double sum(double y) {
    return switch (this) {
      case SUM -> y;
      case ROOT -> y >= 0 ? y * y : Double.NaN;
      case ONE_OVER_ROOT -> y > 0 ? 1 / (y * y) : Double.NaN;
      case ONE_OVER -> 1 / y;
      case SQUARE -> Math.sqrt(y);
      case EXPONENTIAL -> Math.log(y);
      case LOGARITHM -> Math.exp(y);
      case TANH -> 0.5 * Math.log((1 + y) / (1 - y));
      case LOGISTIC -> Math.log(1 / y - 1);
      case BOSE -> Math.log(1 / y + 1);
    };
  }

  /** The whole for a sum. */
  double whole(double sum) {
    return switch (this) {
      case SUM -> sum;
      case ROOT -> Math.sqrt(Math.abs(sum));
      case ONE_OVER_ROOT -> 1 / Math.sqrt(Math.abs(sum));
      case ONE_OVER -> 1 / sum;
      case SQUARE -> sum * sum;
      case EXPONENTIAL -> Math.exp(sum);
      case LOGARITHM -> Math.log(Math.abs(sum) + 1e-8);
      case TANH -> Math.tanh(sum);
      case LOGISTIC -> 1 / (Math.exp(sum) + 1);
      case BOSE -> 1 / (Math.exp(sum) - 1);
    };
  }

  /** The slope of the whole in the sum. */
  double slope(double sum) {
    double step = 1e-5 * (Math.abs(sum) + 1e-3);
    return (whole(sum + step) - whole(sum - step)) / (2 * step);
  }

  /**
   * The formula.
   *
   * @param factor of the whole; null for none
   */
  Expression of(Expression sum, Expression factor) {
    return switch (this) {
      case SUM -> times(factor, sum);
      case ROOT -> times(factor, Expression.of(Operator.SQRT, sum));
      case ONE_OVER_ROOT -> over(factor, Expression.of(Operator.SQRT, sum));
      case ONE_OVER -> over(factor, sum);
      case SQUARE -> times(factor, Expression.of(Operator.SQUARE, sum));
      case EXPONENTIAL -> times(factor, Expression.of(Operator.EXP, sum));
      case LOGARITHM -> times(factor, Expression.of(Operator.LOG, sum));
      case TANH -> times(factor, Expression.of(Operator.TANH, sum));
      case LOGISTIC -> over(factor, plus(Expression.of(Operator.EXP, sum), 1));
      case BOSE -> over(factor, plus(Expression.of(Operator.EXP, sum), -1));
    };
  }

  private static Expression times(Expression factor, Expression whole) {
    return factor == null ? whole : Expression.of(Operator.MUL, factor, whole);
  }

  private static Expression over(Expression factor, Expression divisor) {
    return Expression.of(Operator.DIV, factor == null ? constant(1) : factor, divisor);
  }

  private static Expression plus(Expression left, double right) {
    return Expression.of(Operator.ADD, left, constant(right));
  }
}
