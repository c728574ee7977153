package io.symlab.symbolic.expression;

import io.symlab.symbolic.expression.Expression.Binary;
import io.symlab.symbolic.expression.Expression.Constant;
import io.symlab.symbolic.expression.Expression.Unary;
import io.symlab.symbolic.expression.Expression.Variable;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;

/** Finding and exchanging nodes of an expression by their number in preorder, the root being 0. */
public final class Trees {
  /** Kinds of nodes to choose from. */
  public enum Kind {
    ANY,
    CONSTANT,
    VARIABLE,
    LEAF,
    OPERATOR,
    BINARY;

    boolean holds(Expression node) {
      return switch (this) {
        case ANY -> true;
        case CONSTANT -> node instanceof Constant;
        case VARIABLE -> node instanceof Variable;
        case LEAF -> node instanceof Constant || node instanceof Variable;
        case OPERATOR -> node instanceof Unary || node instanceof Binary;
        case BINARY -> node instanceof Binary;
      };
    }
  }

  private Trees() {}

  /** The node's operator, null for a leaf. */
  public static Operator operator(Expression node) {
    return node instanceof Unary unary
        ? unary.operator()
        : node instanceof Binary binary ? binary.operator() : null;
  }

  /** The node's arguments, none for a leaf. */
  public static List<Expression> arguments(Expression node) {
    return node instanceof Unary unary
        ? List.of(unary.argument())
        : node instanceof Binary binary ? List.of(binary.left(), binary.right()) : List.of();
  }

  /** The node with other arguments, as many as it has. */
  public static Expression withArguments(Expression node, List<Expression> arguments) {
    return arguments.size() == 1
        ? new Unary(operator(node), arguments.get(0))
        : new Binary(operator(node), arguments.get(0), arguments.get(1));
  }

  /** The expression with 1 for every constant: what it has in common with others of its form. */
  public static Expression shape(Expression node) {
    return withConstants(node, value -> 1);
  }

  /** The expression with what is made of each of its constants. */
  public static Expression withConstants(Expression node, DoubleUnaryOperator made) {
    if (node instanceof Constant constant) {
      return new Constant(made.applyAsDouble(constant.value()));
    }
    List<Expression> arguments = arguments(node);
    return arguments.isEmpty()
        ? node
        : withArguments(node, arguments.stream().map(part -> withConstants(part, made)).toList());
  }

  /** How many nodes are of this kind. */
  public static int count(Expression expression, Kind kind) {
    int own = kind.holds(expression) ? 1 : 0;
    if (expression instanceof Unary unary) {
      return own + count(unary.argument(), kind);
    }
    if (expression instanceof Binary binary) {
      return own + count(binary.left(), kind) + count(binary.right(), kind);
    }
    return own;
  }

  /** The i-th node of this kind in preorder. */
  public static Expression get(Expression expression, Kind kind, int i) {
    Expression[] found = new Expression[1];
    replace(
        expression,
        kind,
        i,
        node -> {
          found[0] = node;
          return node;
        });
    return found[0];
  }

  /** The expression with the i-th node of this kind exchanged; what does not change is shared. */
  public static Expression replace(
      Expression expression, Kind kind, int i, UnaryOperator<Expression> exchange) {
    int[] left = {i};
    return replace(expression, kind, left, exchange);
  }

  private static Expression replace(
      Expression node, Kind kind, int[] left, UnaryOperator<Expression> exchange) {
    if (kind.holds(node) && left[0]-- == 0) {
      return exchange.apply(node);
    }
    if (left[0] < 0) {
      return node;
    }
    if (node instanceof Unary unary) {
      Expression argument = replace(unary.argument(), kind, left, exchange);
      return argument == unary.argument() ? node : new Unary(unary.operator(), argument);
    }
    if (node instanceof Binary binary) {
      Expression l = replace(binary.left(), kind, left, exchange);
      Expression r = left[0] < 0 ? binary.right() : replace(binary.right(), kind, left, exchange);
      return l == binary.left() && r == binary.right() ? node : new Binary(binary.operator(), l, r);
    }
    return node;
  }
}
