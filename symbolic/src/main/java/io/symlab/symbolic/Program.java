package io.symlab.symbolic;

import io.symlab.symbolic.Expression.Binary;
import io.symlab.symbolic.Expression.Constant;
import io.symlab.symbolic.Expression.Unary;
import io.symlab.symbolic.Expression.Variable;
import java.util.Arrays;

/**
 * A formula in flat postfix form, with its constants in one array: what {@link Evaluator} runs over
 * blocks of rows, and whose constants are fitted.
 */
public final class Program {
  static final int CONSTANT = -1;
  static final int VARIABLE = -2;

  private static final int OPERATOR = 0;

  /** Per node: CONSTANT, VARIABLE or OPERATOR. */
  private final int[] codes;

  /** Per node: its operator; null for leaves. */
  private final Operator[] operators;

  /** Per node: index of its constant or variable, or of an operator's first argument. */
  private final int[] arguments;

  /** Per node: constants in its subtree. */
  private final int[] constantsBelow;

  private final double[] constants;
  private final int stackDepth;
  private final int highestVariable;

  private Program(
      int[] codes,
      Operator[] operators,
      int[] arguments,
      int[] constantsBelow,
      double[] constants,
      int stackDepth,
      int highestVariable) {
    this.codes = codes;
    this.operators = operators;
    this.arguments = arguments;
    this.constantsBelow = constantsBelow;
    this.constants = constants;
    this.stackDepth = stackDepth;
    this.highestVariable = highestVariable;
  }

  /** Flattens an expression; constants keep their order from left to right. */
  public static Program of(Expression expression) {
    return new Flattening(expression.complexity()).finish(expression);
  }

  /** The same over columns that may be signals. */
  public static Program of(Expression expression, Signals signals) {
    return of(expression);
  }

  /** Whether a constant is the decay of an average. */
  boolean isDecay(int constant) {
    return false;
  }

  /** Nodes. */
  public int length() {
    return codes.length;
  }

  /** A copy of the constants, from left to right. */
  public double[] constants() {
    return constants.clone();
  }

  /** How many constants it has. */
  public int constantCount() {
    return constants.length;
  }

  /** The highest index of a variable that it reads, -1 if there is none. */
  public int highestVariable() {
    return highestVariable;
  }

  /** The same formula with other constants, as many as {@link #constants}. */
  public Program withConstants(double[] values) {
    if (values.length != constants.length) {
      throw new IllegalArgumentException(
          "the formula has " + constants.length + " constants, got " + values.length);
    }
    return new Program(
        codes, operators, arguments, constantsBelow, values.clone(), stackDepth, highestVariable);
  }

  /**
   * Back to a tree.
   *
   * @throws IllegalArgumentException when a constant is not finite
   */
  public Expression expression() {
    Expression[] stack = new Expression[stackDepth];
    int top = 0;
    for (int i = 0; i < codes.length; i++) {
      if (codes[i] == CONSTANT) {
        stack[top++] = new Constant(constants[arguments[i]]);
      } else if (codes[i] == VARIABLE) {
        stack[top++] = new Variable(arguments[i]);
      } else {
        Operator operator = operators[i];
        if (operator.arity() == 1) {
          stack[top - 1] = new Unary(operator, stack[top - 1]);
        } else {
          top--;
          stack[top - 1] = new Binary(operator, stack[top - 1], stack[top]);
        }
      }
    }
    return stack[0];
  }

  int code(int node) {
    return codes[node];
  }

  Operator operator(int node) {
    return operators[node];
  }

  int argument(int node) {
    return arguments[node];
  }

  boolean hasConstants(int node) {
    return constantsBelow[node] > 0;
  }

  double constant(int index) {
    return constants[index];
  }

  int stackDepth() {
    return stackDepth;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Program program
        && Arrays.equals(codes, program.codes)
        && Arrays.equals(operators, program.operators)
        && Arrays.equals(arguments, program.arguments)
        && Arrays.equals(constants, program.constants);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * Arrays.hashCode(operators) + Arrays.hashCode(arguments))
        + Arrays.hashCode(constants);
  }

  /** One pass over the tree that fills the arrays. */
  private static final class Flattening {
    private final int[] codes;
    private final Operator[] operators;
    private final int[] arguments;
    private final int[] constantsBelow;
    private double[] constants = new double[8];
    private int count;
    private int constantCount;
    private int depth;
    private int deepest;
    private int highest = -1;

    Flattening(int length) {
      codes = new int[length];
      operators = new Operator[length];
      arguments = new int[length];
      constantsBelow = new int[length];
    }

    Program finish(Expression expression) {
      visit(expression);
      return new Program(
          codes,
          operators,
          arguments,
          constantsBelow,
          Arrays.copyOf(constants, constantCount),
          deepest,
          highest);
    }

    private void visit(Expression expression) {
      if (expression instanceof Constant constant) {
        if (constantCount == constants.length) {
          constants = Arrays.copyOf(constants, 2 * constantCount);
        }
        constants[constantCount] = constant.value();
        push(CONSTANT, null, constantCount++, 1);
      } else if (expression instanceof Variable variable) {
        highest = Math.max(highest, variable.index());
        push(VARIABLE, null, variable.index(), 0);
      } else if (expression instanceof Unary unary) {
        visit(unary.argument());
        depth--;
        push(OPERATOR, unary.operator(), count - 1, constantsBelow[count - 1]);
      } else {
        Binary binary = (Binary) expression;
        visit(binary.left());
        int left = count - 1;
        visit(binary.right());
        depth -= 2;
        push(OPERATOR, binary.operator(), left, constantsBelow[left] + constantsBelow[count - 1]);
      }
    }

    private void push(int code, Operator operator, int argument, int below) {
      codes[count] = code;
      operators[count] = operator;
      arguments[count] = argument;
      constantsBelow[count++] = below;
      deepest = Math.max(deepest, ++depth);
    }
  }
}
