package io.symlab.symbolic.expression;

import io.symlab.symbolic.expression.Expression.Binary;
import io.symlab.symbolic.expression.Expression.Constant;
import io.symlab.symbolic.expression.Expression.Unary;

/**
 * Formulas as a person would write them: a - b for a + -b, x for 1 * x, x / 1 and x + 0. What comes
 * out is another tree with the same value in every bit but a zero's sign, since signs are exact.
 */
public final class Tidy {
  private Tidy() {}

  /** The formula with its signs in order. */
  public static Expression of(Expression formula) {
    if (formula instanceof Unary unary) {
      Expression argument = of(unary.argument());
      Expression turned = unary.operator() == Operator.NEG ? negated(argument) : null;
      return turned != null ? turned : new Unary(unary.operator(), argument);
    }
    if (formula instanceof Binary binary) {
      Expression left = of(binary.left());
      Expression right = of(binary.right());
      return switch (binary.operator().kind()) {
        case ADD -> sum(Operator.ADD, Operator.SUB, left, right);
        case SUB -> sum(Operator.SUB, Operator.ADD, left, right);
        case MUL, DIV -> factors(binary.operator(), left, right);
        default -> new Binary(binary.operator(), left, right);
      };
    }
    return formula;
  }

  private static Expression sum(
      Operator operator, Operator other, Expression left, Expression right) {
    if (is(right, 0)) {
      return left;
    }
    if (is(left, 0)) {
      return operator == Operator.ADD ? right : minus(right);
    }
    Expression turned = negated(right);
    return turned == null ? new Binary(operator, left, right) : new Binary(other, left, turned);
  }

  /** Two minus signs make none. */
  private static Expression factors(Operator operator, Expression left, Expression right) {
    Expression turned = negated(left);
    Expression other = turned == null ? null : negated(right);
    Expression first = other == null ? left : turned;
    Expression second = other == null ? right : other;
    return operator.kind() == Operator.MUL.kind()
        ? product(first, second)
        : is(second, 1)
            ? first
            : is(second, -1) ? minus(first) : new Binary(operator, first, second);
  }

  private static Expression product(Expression left, Expression right) {
    if (is(left, 1) || is(left, -1)) {
      return is(left, 1) ? right : minus(right);
    }
    if (is(right, 1) || is(right, -1)) {
      return is(right, 1) ? left : minus(left);
    }
    return new Binary(Operator.MUL, left, right);
  }

  private static boolean is(Expression node, double value) {
    return node instanceof Constant constant && constant.value() == value;
  }

  private static Expression minus(Expression term) {
    if (term instanceof Constant constant) {
      return new Constant(-constant.value());
    }
    Expression turned = negated(term);
    return turned != null ? turned : new Unary(Operator.NEG, term);
  }

  /** The negative of a term that begins with a minus sign; null for any other. */
  private static Expression negated(Expression term) {
    if (term instanceof Constant constant) {
      return constant.value() < 0 ? new Constant(-constant.value()) : null;
    }
    if (term instanceof Unary unary) {
      return unary.operator() == Operator.NEG ? unary.argument() : null;
    }
    if (term instanceof Binary binary
        && (binary.operator() == Operator.MUL || binary.operator() == Operator.DIV)) {
      Expression left = negated(binary.left());
      Expression right = left == null ? negated(binary.right()) : binary.right();
      left = left == null ? binary.left() : left;
      if (right == null) {
        return null;
      }
      return binary.operator() == Operator.MUL
          ? product(left, right)
          : is(right, 1) ? left : new Binary(Operator.DIV, left, right);
    }
    return null;
  }
}
