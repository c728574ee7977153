package io.symlab.symbolic.expression;

import io.symlab.symbolic.expression.Expression.Binary;
import io.symlab.symbolic.expression.Expression.Constant;
import io.symlab.symbolic.expression.Expression.Unary;

/**
 * Writes a least-squares scale and offset into a formula: a f(x) + b. Constants that are there
 * already take them up where they can; otherwise they become nodes like others, which are charged
 * for.
 */
public final class Scaling {
  private Scaling() {}

  /** a f + b with as few nodes as possible; null when a constant would not be a finite float. */
  public static Expression apply(Expression f, double a, double b) {
    if (!(Float.isFinite((float) a) && Float.isFinite((float) b) && a != 0)) {
      return null;
    }
    try {
      Expression shiftedLast = shift(scale(f, a), b);
      Expression scaledLast = scale(shift(f, b / a), a);
      return scaledLast.complexity() < shiftedLast.complexity() ? scaledLast : shiftedLast;
    } catch (IllegalArgumentException infiniteConstant) {
      return null;
    }
  }

  private static Expression scale(Expression f, double a) {
    if (a == 1) {
      return f;
    }
    Expression absorbed = absorbScale(f, a);
    if (absorbed != null) {
      return absorbed;
    }
    if (f instanceof Unary unary && unary.operator() == Operator.NEG) {
      return new Binary(Operator.MUL, new Constant(-a), unary.argument());
    }
    return new Binary(Operator.MUL, new Constant(a), f);
  }

  private static Expression shift(Expression f, double b) {
    if (b == 0) {
      return f;
    }
    Expression absorbed = absorbOffset(f, b);
    return absorbed != null ? absorbed : new Binary(Operator.ADD, f, new Constant(b));
  }

  /** a f without more nodes, or null. */
  private static Expression absorbScale(Expression f, double a) {
    if (f instanceof Constant constant) {
      return new Constant(a * constant.value());
    }
    if (f instanceof Unary unary) {
      return switch (unary.operator().kind()) {
        case NEG -> absorbScale(unary.argument(), -a);
        case INV -> {
          Expression inner = absorbScale(unary.argument(), 1 / a);
          yield inner == null ? null : new Unary(Operator.INV, inner);
        }
        default -> null;
      };
    }
    if (!(f instanceof Binary binary)) {
      return null;
    }
    Expression l = binary.left();
    Expression r = binary.right();
    return switch (binary.operator().kind()) {
      case MUL -> {
        Expression left = absorbScale(l, a);
        yield left != null ? with(binary, left, r) : with(binary, l, absorbScale(r, a));
      }
      case DIV -> {
        Expression left = absorbScale(l, a);
        yield left != null ? with(binary, left, r) : with(binary, l, absorbScale(r, 1 / a));
      }
      case ADD, SUB -> with(binary, absorbScale(l, a), absorbScale(r, a));
      default -> null;
    };
  }

  /** f + b without more nodes, or null. */
  private static Expression absorbOffset(Expression f, double b) {
    if (f instanceof Constant constant) {
      return new Constant(constant.value() + b);
    }
    if (f instanceof Unary unary && unary.operator() == Operator.NEG) {
      Expression inner = absorbOffset(unary.argument(), -b);
      return inner == null ? null : new Unary(Operator.NEG, inner);
    }
    if (!(f instanceof Binary binary)
        || (binary.operator() != Operator.ADD && binary.operator() != Operator.SUB)) {
      return null;
    }
    Expression left = absorbOffset(binary.left(), b);
    if (left != null) {
      return with(binary, left, binary.right());
    }
    double sign = binary.operator() == Operator.ADD ? 1 : -1;
    return with(binary, binary.left(), absorbOffset(binary.right(), sign * b));
  }

  private static Expression with(Binary binary, Expression left, Expression right) {
    return left == null || right == null ? null : new Binary(binary.operator(), left, right);
  }
}
