package io.symlab.symbolic.expression;

import static io.symlab.symbolic.expression.Operator.ADD;
import static io.symlab.symbolic.expression.Operator.DIV;
import static io.symlab.symbolic.expression.Operator.INV;
import static io.symlab.symbolic.expression.Operator.MUL;
import static io.symlab.symbolic.expression.Operator.NEG;
import static io.symlab.symbolic.expression.Operator.SUB;

import io.symlab.symbolic.expression.Expression.Binary;
import io.symlab.symbolic.expression.Expression.Constant;
import io.symlab.symbolic.expression.Expression.Unary;

/**
 * What sums, differences, products and quotients are simplified by: constants of nested ones meet,
 * signs and reciprocals go where they cancel. For the {@link Simplifier}, one node at a time.
 */
final class ArithmeticIdentities {
  private ArithmeticIdentities() {}

  /** Constants go to the right of sums. */
  static Expression sum(Binary node, Expression l, Expression r) {
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

  static Expression difference(Binary node, Expression l, Expression r) {
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
  static Expression product(Binary node, Expression l, Expression r) {
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

  static Expression quotient(Binary node, Expression l, Expression r) {
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

  /** Whether a float has this number to more than a digit or two. */
  static boolean holds(double value) {
    double magnitude = Math.abs(value);
    return value == 0 || (magnitude <= Float.MAX_VALUE && magnitude >= Float.MIN_NORMAL);
  }

  static boolean is(Expression expression, Operator operator) {
    return expression instanceof Unary unary && unary.operator() == operator;
  }

  static Expression argument(Expression unary) {
    return ((Unary) unary).argument();
  }
}
