package io.symlab.symbolic.program;

import io.symlab.symbolic.expression.Expression;
import io.symlab.symbolic.expression.Expression.Binary;
import io.symlab.symbolic.expression.Expression.Constant;
import io.symlab.symbolic.expression.Expression.Unary;
import io.symlab.symbolic.expression.Expression.Variable;
import io.symlab.symbolic.expression.Operator;
import io.symlab.symbolic.expression.Signals;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A formula in flat postfix form, with its constants in one array: what {@link Evaluator} runs over
 * blocks of rows, and whose constants are fitted.
 */
public final class Program {
  static final int CONSTANT = -1;
  static final int VARIABLE = -2;

  private final Signals signals;
  private final Nodes nodes;
  private final double[] constants;

  private Program(Signals signals, Nodes nodes, double[] constants) {
    this.signals = signals;
    this.nodes = nodes;
    this.constants = constants;
  }

  /**
   * Flattens an expression without averages; constants keep their order from left to right.
   *
   * @throws IllegalArgumentException when the expression has an average
   */
  public static Program of(Expression expression) {
    return of(expression, Signals.NONE);
  }

  /**
   * Flattens an expression whose averages are over these signals.
   *
   * @throws IllegalArgumentException when the expression has an average that the signals do not
   *     {@link Signals#allow}
   */
  public static Program of(Expression expression, Signals signals) {
    Flattening flattening = new Flattening(expression.complexity(), signals);
    flattening.visit(expression, false);
    if (flattening.nodes.averages && !signals.allow(expression)) {
      throw new IllegalArgumentException(
          signals.isEmpty()
              ? "the formula has an average, and no columns are declared as a signal"
              : "the formula averages what is no signal, or with a decay that is not between 0"
                  + " and 1");
    }
    return new Program(
        signals, flattening.nodes, Arrays.copyOf(flattening.constants, flattening.constantCount));
  }

  /** Nodes. */
  public int length() {
    return nodes.codes.length;
  }

  /** The signals that its averages are over. */
  public Signals signals() {
    return signals;
  }

  /** A copy of the constants, from left to right. */
  public double[] constants() {
    return constants.clone();
  }

  /** How many constants it has. */
  public int constantCount() {
    return constants.length;
  }

  /** Whether a constant is the decay of an average, to be kept between 0 and 1. */
  public boolean isDecay(int constantIndex) {
    return nodes.decays[constantIndex];
  }

  /** The highest index of a variable that it reads, -1 if there is none. */
  public int highestVariable() {
    return nodes.highestVariable;
  }

  /** The same formula with other constants, as many as {@link #constants}. */
  public Program withConstants(double[] values) {
    if (values.length != constants.length) {
      throw new IllegalArgumentException(
          "the formula has " + constants.length + " constants, got " + values.length);
    }
    return new Program(signals, nodes, values.clone());
  }

  /**
   * Back to a tree.
   *
   * @throws IllegalArgumentException when a constant is not finite
   */
  public Expression expression() {
    Expression[] stack = new Expression[nodes.stackDepth];
    int top = 0;
    for (int i = 0; i < length(); i++) {
      if (code(i) == CONSTANT) {
        stack[top++] = new Constant(constants[argument(i)]);
      } else if (code(i) == VARIABLE) {
        stack[top++] = new Variable(argument(i));
      } else if (operator(i).arity() == 1) {
        stack[top - 1] = new Unary(operator(i), stack[top - 1]);
      } else {
        top--;
        stack[top - 1] = new Binary(operator(i), stack[top - 1], stack[top]);
      }
    }
    return stack[0];
  }

  /** CONSTANT, VARIABLE, or from 0 the index of a node's operator. */
  int code(int node) {
    return nodes.codes[node];
  }

  Operator operator(int node) {
    return nodes.operators[node];
  }

  /** Index of a leaf's constant or variable, or of an operator's first argument. */
  int argument(int node) {
    return nodes.arguments[node];
  }

  /** The first node of a node's subtree. */
  int first(int node) {
    return node + 1 - nodes.sizes[node];
  }

  boolean hasConstants(int node) {
    return nodes.constantsBelow[node] > 0;
  }

  /** Whether a node reads no variable. */
  boolean isConstant(int node) {
    return nodes.constant[node];
  }

  /** Whether a node is below an average, so that it has a value per row and lag. */
  boolean isWide(int node) {
    return nodes.wide[node];
  }

  /** The columns of a wide variable from its own lag to the oldest; those beyond are zeros. */
  int[] shifted(int node) {
    return nodes.shifted[node];
  }

  /** Whether there is an average. */
  public boolean hasAverages() {
    return nodes.averages;
  }

  /** Lags of the signals; 1 when there is no average. */
  int lags() {
    return nodes.averages ? signals.lags() : 1;
  }

  public double constant(int index) {
    return constants[index];
  }

  /** The operators of one's own that it has, whose kernels evaluators make when they meet them. */
  List<Operator> own() {
    return nodes.own;
  }

  int stackDepth() {
    return nodes.stackDepth;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Program program
        && Arrays.equals(nodes.codes, program.nodes.codes)
        && Arrays.equals(nodes.arguments, program.nodes.arguments)
        && Arrays.equals(constants, program.constants)
        && (!nodes.averages || signals.equals(program.signals));
  }

  @Override
  public int hashCode() {
    return 31 * (31 * Arrays.hashCode(nodes.codes) + Arrays.hashCode(nodes.arguments))
        + Arrays.hashCode(constants);
  }

  /** What does not change with the constants, per node. */
  private static final class Nodes {
    private final int[] codes;
    private final Operator[] operators;
    private final int[] arguments;
    private final int[] sizes;
    private final int[] constantsBelow;
    private final boolean[] constant;
    private final boolean[] wide;
    private final int[][] shifted;

    /** Per constant. */
    private boolean[] decays = new boolean[8];

    private List<Operator> own = List.of();
    private boolean averages;
    private int stackDepth;
    private int highestVariable = -1;

    Nodes(int length) {
      codes = new int[length];
      operators = new Operator[length];
      arguments = new int[length];
      sizes = new int[length];
      constantsBelow = new int[length];
      constant = new boolean[length];
      wide = new boolean[length];
      shifted = new int[length][];
    }
  }

  /** One pass over the tree that fills the arrays. */
  private static final class Flattening {
    private final Nodes nodes;
    private final Signals signals;
    private double[] constants = new double[8];
    private int constantCount;
    private int count;
    private int depth;

    Flattening(int length, Signals signals) {
      nodes = new Nodes(length);
      this.signals = signals;
    }

    private void visit(Expression expression, boolean wide) {
      int start = count;
      if (expression instanceof Constant constant) {
        addConstant(constant.value());
        push(CONSTANT, null, constantCount++);
        nodes.constantsBelow[start] = 1;
        nodes.constant[start] = true;
      } else if (expression instanceof Variable variable) {
        nodes.highestVariable = Math.max(nodes.highestVariable, variable.index());
        if (wide && signals.of(variable.index()) != null) {
          nodes.shifted[count] = shifted(variable.index());
        }
        push(VARIABLE, null, variable.index());
      } else if (expression instanceof Unary unary) {
        visit(unary.argument(), wide);
        inherit(count - 1, count);
        depth--;
        push(unary.operator().index(), unary.operator(), count - 1);
      } else {
        visit((Binary) expression, wide);
      }
      nodes.sizes[count - 1] = count - start;
      nodes.wide[count - 1] = wide;
    }

    private void visit(Binary binary, boolean wide) {
      boolean average = binary.operator().isAverage();
      nodes.averages |= average;
      visit(binary.left(), wide || average);
      int left = count - 1;
      visit(binary.right(), wide);
      if (average && nodes.codes[count - 1] == CONSTANT) {
        nodes.decays[constantCount - 1] = true;
      }
      inherit(left, count);
      nodes.constant[count] &= nodes.constant[count - 1];
      nodes.constantsBelow[count] += nodes.constantsBelow[count - 1];
      depth -= 2;
      push(binary.operator().index(), binary.operator(), left);
    }

    private int[] shifted(int column) {
      Signals.Signal signal = signals.of(column);
      int lag = signal.lagOf(column);
      int[] columns = new int[signal.lags() - lag];
      for (int j = 0; j < columns.length; j++) {
        columns[j] = signal.column(lag + j);
        // All of them are read, not the formula's own only.
        nodes.highestVariable = Math.max(nodes.highestVariable, columns[j]);
      }
      return columns;
    }

    private void inherit(int from, int to) {
      nodes.constant[to] = nodes.constant[from];
      nodes.constantsBelow[to] = nodes.constantsBelow[from];
    }

    private void addConstant(double value) {
      if (constantCount == constants.length) {
        constants = Arrays.copyOf(constants, 2 * constantCount);
        nodes.decays = Arrays.copyOf(nodes.decays, 2 * constantCount);
      }
      constants[constantCount] = value;
    }

    private void push(int code, Operator operator, int argument) {
      if (operator != null && operator.isOwn()) {
        if (nodes.own.isEmpty()) {
          nodes.own = new ArrayList<>();
        }
        nodes.own.add(operator);
      }
      nodes.codes[count] = code;
      nodes.operators[count] = operator;
      nodes.arguments[count++] = argument;
      nodes.stackDepth = Math.max(nodes.stackDepth, ++depth);
    }
  }
}
