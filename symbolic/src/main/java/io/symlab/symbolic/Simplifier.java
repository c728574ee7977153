package io.symlab.symbolic;

import static io.symlab.symbolic.Operator.ABS;
import static io.symlab.symbolic.Operator.ADD;
import static io.symlab.symbolic.Operator.DIV;
import static io.symlab.symbolic.Operator.INV;
import static io.symlab.symbolic.Operator.MUL;
import static io.symlab.symbolic.Operator.NEG;
import static io.symlab.symbolic.Operator.RELU;
import static io.symlab.symbolic.Operator.SIGN;
import static io.symlab.symbolic.Operator.SQRT;
import static io.symlab.symbolic.Operator.SQUARE;
import static io.symlab.symbolic.Operator.SUB;

import io.symlab.symbolic.Expression.Binary;
import io.symlab.symbolic.Expression.Constant;
import io.symlab.symbolic.Expression.Unary;

/**
 * Rewrites formulas into simpler, equal ones: constants are folded, identities applied. Wherever
 * the given formula and its parts are finite, the result has the same value up to rounding, and it
 * never has more nodes. Only + - * / and the minus sign may appear that were not there before.
 */
public final class Simplifier {
  private static final int MAX_PASSES = 12;

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
    return switch (node.operator()) {
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
    return switch (node.operator()) {
      case ADD -> sum(node, l, r);
      case SUB -> difference(node, l, r);
      case MUL -> product(node, l, r);
      case DIV -> quotient(node, l, r);
      case MAX, MIN -> l.equals(r) ? l : node;
      default -> node;
    };
  }

  /** Factors move out of averages, which are linear; there they meet others. */
  private static Expression average(Binary node, Expression l, Expression r) {
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

  /** Constants go to the right of sums. */
  private static Expression sum(Binary node, Expression l, Expression r) {
    if (l instanceof Constant) {
      return new Binary(ADD, r, l);
    }
    if (r instanceof Constant c) {
      if (c.value() == 0) {
        return l;
      }
      if (l instanceof Binary inner
          && inner.operator() == ADD
          && inner.right() instanceof Constant d) {
        return orElse(node, d.value() + c.value(), v -> new Binary(ADD, inner.left(), v));
      }
      if (l instanceof Binary inner
          && inner.operator() == SUB
          && inner.left() instanceof Constant d) {
        return orElse(node, d.value() + c.value(), v -> new Binary(SUB, v, inner.right()));
      }
    }
    if (is(r, NEG)) {
      return new Binary(SUB, l, argument(r));
    }
    if (is(l, NEG)) {
      return new Binary(SUB, r, argument(l));
    }
    if (l.equals(r)) {
      return new Binary(MUL, new Constant(2), l);
    }
    return node;
  }

  private static Expression difference(Binary node, Expression l, Expression r) {
    if (r instanceof Constant c) {
      return c.value() == 0 ? l : new Binary(ADD, l, new Constant(-c.value()));
    }
    if (l instanceof Constant c) {
      if (c.value() == 0) {
        return new Unary(NEG, r);
      }
      if (r instanceof Binary inner && inner.right() instanceof Constant d) {
        if (inner.operator() == ADD) {
          return orElse(node, c.value() - d.value(), v -> new Binary(SUB, v, inner.left()));
        }
      }
      if (r instanceof Binary inner
          && inner.operator() == SUB
          && inner.left() instanceof Constant d) {
        return orElse(node, c.value() - d.value(), v -> new Binary(ADD, inner.right(), v));
      }
    }
    if (is(r, NEG)) {
      return new Binary(ADD, l, argument(r));
    }
    return l.equals(r) ? new Constant(0) : node;
  }

  /** Constants go to the left of products. */
  private static Expression product(Binary node, Expression l, Expression r) {
    if (r instanceof Constant) {
      return new Binary(MUL, r, l);
    }
    if (l instanceof Constant c) {
      if (c.value() == 0) {
        return c;
      }
      if (c.value() == 1) {
        return r;
      }
      if (c.value() == -1) {
        return new Unary(NEG, r);
      }
      if (is(r, NEG)) {
        return new Binary(MUL, new Constant(-c.value()), argument(r));
      }
      if (r instanceof Binary inner
          && (inner.operator() == MUL || inner.operator() == DIV)
          && inner.left() instanceof Constant d) {
        return orElse(
            node, c.value() * d.value(), v -> new Binary(inner.operator(), v, inner.right()));
      }
    }
    if (is(l, NEG) && is(r, NEG)) {
      return new Binary(MUL, argument(l), argument(r));
    }
    if (is(r, INV)) {
      return new Binary(DIV, l, argument(r));
    }
    return is(l, INV) ? new Binary(DIV, r, argument(l)) : node;
  }

  private static Expression quotient(Binary node, Expression l, Expression r) {
    if (r instanceof Constant c) {
      return orElse(node, 1 / c.value(), v -> new Binary(MUL, v, l));
    }
    if (l instanceof Constant c) {
      if (c.value() == 0) {
        return c;
      }
      if (is(r, NEG)) {
        return new Binary(DIV, new Constant(-c.value()), argument(r));
      }
      if (r instanceof Binary inner
          && (inner.operator() == MUL || inner.operator() == DIV)
          && inner.left() instanceof Constant d) {
        double value = c.value() / d.value();
        return inner.operator() == MUL
            ? orElse(node, value, v -> new Binary(DIV, v, inner.right()))
            : orElse(node, value, v -> new Binary(MUL, v, inner.right()));
      }
    }
    if (is(l, NEG) && is(r, NEG)) {
      return new Binary(DIV, argument(l), argument(r));
    }
    if (is(r, INV)) {
      return new Binary(MUL, l, argument(r));
    }
    return l.equals(r) ? new Constant(1) : node;
  }

  private interface Rebuild {
    Expression with(Constant folded);
  }

  /** Rebuilt with the folded constant, unless a float cannot hold it. */
  private static Expression orElse(Expression node, double value, Rebuild rebuild) {
    return holds(value) ? rebuild.with(new Constant(value)) : node;
  }

  private static Expression folded(Expression node, double value) {
    return holds(value) ? new Constant(value) : node;
  }

  private static boolean holds(double value) {
    double magnitude = Math.abs(value);
    return value == 0 || (magnitude <= Float.MAX_VALUE && magnitude >= Float.MIN_NORMAL);
  }

  private static boolean isPositive(Expression x) {
    return is(x, ABS) || is(x, SQUARE) || is(x, SQRT) || is(x, RELU) || is(x, Operator.EXP);
  }

  private static boolean is(Expression expression, Operator operator) {
    return expression instanceof Unary unary && unary.operator() == operator;
  }

  private static Expression argument(Expression unary) {
    return ((Unary) unary).argument();
  }
}
