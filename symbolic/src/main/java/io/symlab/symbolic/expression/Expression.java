package io.symlab.symbolic.expression;

import java.util.List;
import java.util.function.IntConsumer;
import java.util.function.IntUnaryOperator;

/**
 * A formula as an immutable tree: what people read, and what evolution rearranges. {@code Program}
 * is the form that machines evaluate. Comparing and hashing are written out: what records generate
 * is slow until it is compiled, and a small search is over by then.
 *
 * <pre>{@code
 * Expression rule = ExpressionText.parse("-tanh(2.0 * mt_0)", List.of("mt_0", "gt_0"));
 * rule.complexity(); // 5
 * rule.evaluate(new double[] {0.1, 0.0}); // -0.197...
 * }</pre>
 */
public sealed interface Expression
    permits Expression.Constant, Expression.Variable, Expression.Unary, Expression.Binary {

  /**
   * A number.
   *
   * @param value finite
   */
  record Constant(double value) implements Expression {
    public Constant {
      if (!Double.isFinite(value)) {
        throw new IllegalArgumentException("a constant of a formula must be finite, is " + value);
      }
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Constant that && Double.compare(value, that.value) == 0;
    }

    @Override
    public int hashCode() {
      return Double.hashCode(value);
    }
  }

  /**
   * A column of the samples.
   *
   * @param index counted from 0
   */
  record Variable(int index) implements Expression {
    public Variable {
      if (index < 0) {
        throw new IllegalArgumentException("a variable's index must not be negative: " + index);
      }
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Variable that && index == that.index;
    }

    @Override
    public int hashCode() {
      return index;
    }
  }

  /** An operator of one argument. */
  record Unary(Operator operator, Expression argument) implements Expression {
    public Unary {
      if (operator.arity() != 1) {
        throw new IllegalArgumentException(operator + " takes two arguments");
      }
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Unary that
          && operator == that.operator
          && argument.equals(that.argument);
    }

    @Override
    public int hashCode() {
      return 31 * operator.hashCode() + argument.hashCode();
    }
  }

  /** An operator of two arguments. */
  record Binary(Operator operator, Expression left, Expression right) implements Expression {
    public Binary {
      if (operator.arity() != 2) {
        throw new IllegalArgumentException(operator + " takes one argument");
      }
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Binary that
          && operator == that.operator
          && left.equals(that.left)
          && right.equals(that.right);
    }

    @Override
    public int hashCode() {
      return 31 * (31 * operator.hashCode() + left.hashCode()) + right.hashCode();
    }
  }

  /** A constant, for building formulas in code. */
  static Expression constant(double value) {
    return new Constant(value);
  }

  /** A variable, for building formulas in code. */
  static Expression variable(int index) {
    return new Variable(index);
  }

  /** An operator applied to its argument. */
  static Expression of(Operator operator, Expression argument) {
    return new Unary(operator, argument);
  }

  /** An operator applied to its arguments. */
  static Expression of(Operator operator, Expression left, Expression right) {
    return new Binary(operator, left, right);
  }

  /** Nodes, leaves included: each counts as 1. */
  default int complexity() {
    if (this instanceof Unary unary) {
      return 1 + unary.argument.complexity();
    }
    if (this instanceof Binary binary) {
      return 1 + binary.left.complexity() + binary.right.complexity();
    }
    return 1;
  }

  /** Levels; a leaf has 1. */
  default int depth() {
    if (this instanceof Unary unary) {
      return 1 + unary.argument.depth();
    }
    if (this instanceof Binary binary) {
      return 1 + Math.max(binary.left.depth(), binary.right.depth());
    }
    return 1;
  }

  /** Whether it has no variable. */
  default boolean isConstant() {
    return highestVariable() < 0;
  }

  /** The highest index of a variable in it, -1 if there is none. */
  default int highestVariable() {
    int[] highest = {-1};
    forEachVariable(index -> highest[0] = Math.max(highest[0], index));
    return highest[0];
  }

  /** Visits the index of each variable, from left to right, as often as it occurs. */
  default void forEachVariable(IntConsumer visitor) {
    if (this instanceof Variable variable) {
      visitor.accept(variable.index);
    } else if (this instanceof Unary unary) {
      unary.argument.forEachVariable(visitor);
    } else if (this instanceof Binary binary) {
      binary.left.forEachVariable(visitor);
      binary.right.forEachVariable(visitor);
    }
  }

  /** Whether it has an average over a signal's window, see {@link Signals}. */
  default boolean hasMemory() {
    if (this instanceof Unary unary) {
      return unary.argument.hasMemory();
    }
    return this instanceof Binary binary
        && (binary.operator.isAverage() || binary.left.hasMemory() || binary.right.hasMemory());
  }

  /**
   * The same over other columns.
   *
   * @param place where a variable is
   */
  default Expression withVariables(IntUnaryOperator place) {
    if (this instanceof Variable variable) {
      return new Variable(place.applyAsInt(variable.index));
    }
    List<Expression> parts = Trees.arguments(this);
    return parts.isEmpty()
        ? this
        : Trees.withArguments(this, parts.stream().map(part -> part.withVariables(place)).toList());
  }

  /**
   * Its value at one row in double precision: the slow, obvious evaluation of formulas without
   * averages, for which see {@link Signals#evaluate}.
   */
  default double evaluate(double[] row) {
    return Signals.NONE.evaluate(this, row);
  }
}
