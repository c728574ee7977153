package io.symlab.symbolic.expression;

import static io.symlab.symbolic.expression.ArithmeticIdentities.argument;
import static io.symlab.symbolic.expression.ArithmeticIdentities.is;
import static io.symlab.symbolic.expression.Operator.ABS;
import static io.symlab.symbolic.expression.Operator.ADD;
import static io.symlab.symbolic.expression.Operator.DIV;
import static io.symlab.symbolic.expression.Operator.INV;
import static io.symlab.symbolic.expression.Operator.MUL;
import static io.symlab.symbolic.expression.Operator.NEG;
import static io.symlab.symbolic.expression.Operator.RELU;
import static io.symlab.symbolic.expression.Operator.SIGN;
import static io.symlab.symbolic.expression.Operator.SQRT;
import static io.symlab.symbolic.expression.Operator.SQUARE;
import static io.symlab.symbolic.expression.Operator.SUB;

import io.symlab.symbolic.expression.Expression.Binary;
import io.symlab.symbolic.expression.Expression.Constant;
import io.symlab.symbolic.expression.Expression.Unary;

/**
 * Rewrites formulas into simpler, equal ones: constants are folded, identities applied. Wherever
 * the given formula and its parts are finite, the result has the same value up to rounding, and it
 * never has more nodes. Only + - * / and the minus sign may appear that were not there before.
 */
public final class Simplifier {
  private static final int MAX_PASSES = 12;

  /** Decays below this are lost beside 1 in single precision: 1 - b is 1. */
  private static final double FORGETS_AT_ONCE = 0x1p-25;

  private Simplifier() {}

  /** The simplest form that the rules reach. */
  public static Expression simplify(Expression expression) {
    Expression current = expression;
    for (int pass = 0; pass < MAX_PASSES; pass++) {
      Expression next = rewrite(current);
      if (next.equals(current)) {
        return next;
      }
      current = next;
    }
    return current;
  }

  /** One pass, from the leaves to the root; what does not change keeps its identity. */
  private static Expression rewrite(Expression expression) {
    if (expression instanceof Unary unary) {
      Expression argument = rewrite(unary.argument());
      return unary(argument == unary.argument() ? unary : new Unary(unary.operator(), argument));
    }
    if (expression instanceof Binary binary) {
      Expression left = rewrite(binary.left());
      Expression right = rewrite(binary.right());
      return binary(
          left == binary.left() && right == binary.right()
              ? binary
              : new Binary(binary.operator(), left, right));
    }
    return expression;
  }

  private static Expression unary(Unary node) {
    Expression x = node.argument();
    if (x instanceof Constant constant) {
      return folded(node, node.operator().apply(constant.value(), 0));
    }
    return switch (node.operator().kind()) {
      case NEG -> negated(node, x);
      case ABS -> is(x, NEG) || is(x, ABS) ? new Unary(ABS, argument(x)) : isPositive(x) ? x : node;
      case SQUARE ->
          is(x, NEG) || is(x, ABS)
              ? new Unary(SQUARE, argument(x))
              : is(x, SQRT) ? new Unary(ABS, argument(x)) : node;
      case SQRT ->
          is(x, SQUARE) || is(x, NEG) || is(x, ABS)
              ? new Unary(is(x, SQUARE) ? ABS : SQRT, argument(x))
              : node;
      case COS, COSH -> is(x, NEG) || is(x, ABS) ? new Unary(node.operator(), argument(x)) : node;
      case LOG -> is(x, NEG) || is(x, ABS) ? new Unary(node.operator(), argument(x)) : node;
      case RELU -> isPositive(x) ? x : node;
      case SIGN -> is(x, SIGN) ? x : node;
      case INV -> is(x, INV) ? argument(x) : node;
      case TANH, SINH, ASINH, ERF, SIN, TAN, ASIN, ATAN, CUBE ->
          // Odd functions: the sign moves out, where it may cancel.
          is(x, NEG) ? new Unary(NEG, new Unary(node.operator(), argument(x))) : node;
      default -> node;
    };
  }

  private static Expression negated(Unary node, Expression x) {
    if (is(x, NEG)) {
      return argument(x);
    }
    if (x instanceof Binary inner) {
      if (inner.operator() == SUB) {
        return new Binary(SUB, inner.right(), inner.left());
      }
      if ((inner.operator() == MUL || inner.operator() == DIV)
          && inner.left() instanceof Constant c) {
        return new Binary(inner.operator(), new Constant(-c.value()), inner.right());
      }
    }
    return node;
  }

  private static Expression binary(Binary node) {
    Expression l = node.left();
    Expression r = node.right();
    if (node.operator().isAverage()) {
      return average(node, l, r);
    }
    if (l instanceof Constant a && r instanceof Constant b) {
      return folded(node, node.operator().apply(a.value(), b.value()));
    }
    return switch (node.operator().kind()) {
      case ADD -> ArithmeticIdentities.sum(node, l, r);
      case SUB -> ArithmeticIdentities.difference(node, l, r);
      case MUL -> ArithmeticIdentities.product(node, l, r);
      case DIV -> ArithmeticIdentities.quotient(node, l, r);
      case MAX, MIN -> l.equals(r) ? l : node;
      default -> node;
    };
  }

  /**
   * Factors move out of averages, which are linear; there they meet others. An average that forgets
   * at once is its argument.
   */
  private static Expression average(Binary node, Expression l, Expression r) {
    if (r instanceof Constant decay && decay.value() >= 0 && decay.value() < FORGETS_AT_ONCE) {
      return l;
    }
    if (is(l, NEG)) {
      return new Unary(NEG, new Binary(node.operator(), argument(l), r));
    }
    if (l instanceof Binary inner
        && inner.operator() == MUL
        && inner.left() instanceof Constant c) {
      return new Binary(MUL, c, new Binary(node.operator(), inner.right(), r));
    }
    return node;
  }

  private static Expression folded(Expression node, double value) {
    return ArithmeticIdentities.holds(value) ? new Constant(value) : node;
  }

  private static boolean isPositive(Expression x) {
    return is(x, ABS) || is(x, SQUARE) || is(x, SQRT) || is(x, RELU) || is(x, Operator.EXP);
  }
}
