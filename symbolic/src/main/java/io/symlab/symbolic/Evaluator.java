package io.symlab.symbolic;

import java.util.Arrays;

/**
 * Runs programs over rows of columns, block by block, and differentiates them in reverse mode. It
 * is the engine's one hot place: buffers are allocated once, leaves are read where they lie, and
 * nothing is allocated per evaluation.
 *
 * <p>Values are floats; whatever is summed over rows is summed in double precision, in order. Not
 * thread-safe: one evaluator per thread.
 *
 * <pre>{@code
 * float[] out = new float[rows];
 * new Evaluator().evaluate(Program.of(expression), columns, rows, out);
 * }</pre>
 */
public final class Evaluator {
  /** Rows of a block: large, since dispatch is the cost of small ones, yet 8 KiB only. */
  static final int BLOCK = 2048;

  /** Buffers of values, one per stack level when evaluating, one per node when differentiating. */
  private float[][] buffers = new float[0][];

  private float[][] adjoints = new float[0][];
  private float[][] values = new float[0][];
  private float[][] taped = new float[0][];
  private long evaluations;
  private long nodeRows;

  /** Programs run so far, forward passes for derivatives included. */
  public long evaluations() {
    return evaluations;
  }

  /** Nodes (leaves included) times rows run so far. */
  public long nodeRows() {
    return nodeRows;
  }

  /**
   * Values of a program.
   *
   * @param columns [F][at least rows]
   * @param out [at least rows], receives the values; NaN and infinities are values like others
   */
  public void evaluate(Program program, float[][] columns, int rows, float[] out) {
    check(program, columns);
    count(program, rows);
    for (int from = 0; from < rows; from += BLOCK) {
      int n = Math.min(BLOCK, rows - from);
      System.arraycopy(forward(program, columns, from, n, false), 0, out, from, n);
    }
  }

  /**
   * Adds the derivatives of sum_i adjoint[i] * f(row i) with respect to the constants.
   *
   * @param adjoint [rows]
   * @param dConstants [constants of the program], added to
   */
  public void backward(
      Program program, float[][] columns, int rows, float[] adjoint, double[] dConstants) {
    backward(program, columns, rows, adjoint, dConstants, null);
  }

  /**
   * Adds the derivatives of sum_i adjoint[i] * f(row i) with respect to the constants and to each
   * row's inputs.
   *
   * @param adjoint [rows]
   * @param dConstants [constants of the program], added to
   * @param dInputs [F][rows], added to; columns that are null, or all of it, are not wanted
   */
  public void backward(
      Program program,
      float[][] columns,
      int rows,
      float[] adjoint,
      double[] dConstants,
      float[][] dInputs) {
    check(program, columns);
    count(program, rows);
    for (int from = 0; from < rows; from += BLOCK) {
      int n = Math.min(BLOCK, rows - from);
      forward(program, columns, from, n, true);
      System.arraycopy(adjoint, from, root(program), 0, n);
      reverse(program, n, dInputs != null);
      for (int node = 0; node < program.length(); node++) {
        if (program.code(node) == Program.CONSTANT) {
          dConstants[program.argument(node)] += sum(adjoints[node], n);
        } else if (dInputs != null && program.code(node) == Program.VARIABLE) {
          addTo(dInputs[program.argument(node)], from, adjoints[node], n);
        }
      }
    }
  }

  /**
   * Values and each row's derivatives with respect to the constants.
   *
   * @param out [rows]
   * @param jacobian [constants of the program][rows], overwritten
   */
  void jacobian(Program program, float[][] columns, int rows, float[] out, float[][] jacobian) {
    check(program, columns);
    count(program, rows);
    for (int from = 0; from < rows; from += BLOCK) {
      int n = Math.min(BLOCK, rows - from);
      System.arraycopy(forward(program, columns, from, n, true), 0, out, from, n);
      if (program.constantCount() > 0) {
        Arrays.fill(root(program), 0, n, 1f);
        reverse(program, n, false);
        for (int node = 0; node < program.length(); node++) {
          if (program.code(node) == Program.CONSTANT) {
            System.arraycopy(adjoints[node], 0, jacobian[program.argument(node)], from, n);
          }
        }
      }
    }
  }

  /**
   * Values of up to {@link #BLOCK} rows without copying them: the result is a buffer of this
   * evaluator, or a column, and valid until the next call.
   */
  float[] block(Program program, float[][] columns, int from, int n) {
    nodeRows += (long) program.length() * n;
    if (from == 0) {
      evaluations++;
    }
    return forward(program, columns, from, n, false);
  }

  private void count(Program program, int rows) {
    evaluations++;
    nodeRows += (long) program.length() * rows;
  }

  /** With a tape every node keeps its buffer; without, a node writes over its first argument. */
  private float[] forward(Program program, float[][] columns, int from, int n, boolean tape) {
    int length = program.length();
    reserve(length);
    int top = 0;
    for (int node = 0; node < length; node++) {
      int code = program.code(node);
      if (code == Program.VARIABLE) {
        values[top] = column(columns[program.argument(node)], from, n, tape ? node : top);
        top++;
      } else if (code == Program.CONSTANT) {
        float[] buffer = buffers[tape ? node : top];
        Arrays.fill(buffer, 0, n, (float) program.constant(program.argument(node)));
        values[top++] = buffer;
      } else {
        Operator operator = program.operator(node);
        if (operator.arity() == 2) {
          top--;
        }
        float[] buffer = buffers[tape ? node : top - 1];
        operator
            .kernel()
            .apply(values[top - 1], operator.arity() == 2 ? values[top] : null, buffer, n);
        values[top - 1] = buffer;
      }
      if (tape) {
        taped[node] = values[top - 1];
      }
    }
    return values[0];
  }

  private float[] column(float[] column, int from, int n, int buffer) {
    if (from == 0) {
      return column;
    }
    System.arraycopy(column, from, buffers[buffer], 0, n);
    return buffers[buffer];
  }

  private float[] root(Program program) {
    reserveAdjoints(program.length());
    return adjoints[program.length() - 1];
  }

  /** From the root's adjoint to the leaves'; without inputs only towards constants. */
  private void reverse(Program program, int n, boolean inputs) {
    for (int node = program.length() - 1; node >= 0; node--) {
      if (program.code(node) < 0 || !(inputs || program.hasConstants(node))) {
        continue;
      }
      Operator operator = program.operator(node);
      int first = program.argument(node);
      float[] da = inputs || program.hasConstants(first) ? adjoints[first] : null;
      if (operator.arity() == 1) {
        operator.adjoint().apply(taped[first], null, taped[node], adjoints[node], da, null, n);
      } else {
        int second = node - 1;
        float[] db = inputs || program.hasConstants(second) ? adjoints[second] : null;
        operator
            .adjoint()
            .apply(taped[first], taped[second], taped[node], adjoints[node], da, db, n);
      }
    }
  }

  private void reserve(int nodes) {
    if (buffers.length >= nodes) {
      return;
    }
    int had = buffers.length;
    buffers = Arrays.copyOf(buffers, nodes);
    values = Arrays.copyOf(values, nodes);
    taped = Arrays.copyOf(taped, nodes);
    for (int i = had; i < nodes; i++) {
      buffers[i] = new float[BLOCK];
    }
  }

  private void reserveAdjoints(int nodes) {
    int had = adjoints.length;
    if (had < nodes) {
      adjoints = Arrays.copyOf(adjoints, nodes);
      for (int i = had; i < nodes; i++) {
        adjoints[i] = new float[BLOCK];
      }
    }
  }

  private static void check(Program program, float[][] columns) {
    if (program.highestVariable() >= columns.length) {
      throw new IllegalArgumentException(
          "the formula reads variable "
              + program.highestVariable()
              + ", there are "
              + columns.length
              + " columns");
    }
  }

  private static void addTo(float[] sums, int from, float[] terms, int n) {
    if (sums != null) {
      for (int i = 0; i < n; i++) {
        sums[from + i] += terms[i];
      }
    }
  }

  private static double sum(float[] terms, int n) {
    double sum = 0;
    for (int i = 0; i < n; i++) {
      sum += terms[i];
    }
    return sum;
  }
}
