package io.symlab.symbolic.program;

import io.symlab.symbolic.expression.Operator;
import java.util.Arrays;

/**
 * Runs programs over rows in double precision by the operators' own definitions: what final scores
 * and predictions are made with. Plain loops, some hundred times slower than {@link Evaluator}. Not
 * thread-safe.
 */
public final class DoubleEvaluator {
  /** Numbers of a block, rows times lags. */
  private static final int BLOCK = 1024;

  /** One per stack level, [lags][rows] below an average and [rows] elsewhere. */
  private double[][] stack = new double[0][];

  /**
   * Values of a program.
   *
   * @param columns [F][at least rows]
   * @param out [at least rows], receives the values; NaN and infinities are values like others
   */
  public void evaluate(Program program, double[][] columns, int rows, double[] out) {
    evaluate(program, (column, row) -> columns[column][row], columns.length, rows, out);
  }

  /** The same for columns in single precision. */
  public void evaluate(Program program, float[][] columns, int rows, double[] out) {
    evaluate(program, (column, row) -> columns[column][row], columns.length, rows, out);
  }

  private void evaluate(Program program, Cells cells, int features, int rows, double[] out) {
    if (program.highestVariable() >= features) {
      throw new IllegalArgumentException(
          "the formula reads variable "
              + program.highestVariable()
              + ", there are "
              + features
              + " columns");
    }
    int block = Math.max(1, BLOCK / program.lags());
    int size = block * program.lags();
    if (stack.length < program.stackDepth() || stack[0].length < size) {
      stack = new double[program.stackDepth()][size];
    }
    for (int from = 0; from < rows; from += block) {
      int n = Math.min(block, rows - from);
      run(program, cells, from, n);
      System.arraycopy(stack[0], 0, out, from, n);
    }
  }

  /** One number of one column. */
  private interface Cells {
    double at(int column, int row);
  }

  private void run(Program program, Cells cells, int from, int n) {
    int top = 0;
    for (int node = 0; node < program.length(); node++) {
      int size = program.isWide(node) ? program.lags() * n : n;
      int code = program.code(node);
      if (code == Program.CONSTANT) {
        Arrays.fill(stack[top++], 0, size, program.constant(program.argument(node)));
      } else if (code == Program.VARIABLE) {
        variable(program, node, cells, from, n, stack[top++]);
      } else if (program.operator(node).isAverage()) {
        top--;
        average(program, node, n, stack[top - 1]);
      } else {
        Operator operator = program.operator(node);
        if (operator.arity() == 2) {
          top--;
        }
        double[] a = stack[top - 1];
        double[] b = operator.arity() == 2 ? stack[top] : a;
        for (int i = 0; i < size; i++) {
          a[i] = operator.apply(a[i], b[i]);
        }
      }
    }
  }

  private static void variable(
      Program program, int node, Cells cells, int from, int n, double[] out) {
    if (!program.isWide(node)) {
      for (int i = 0; i < n; i++) {
        out[i] = cells.at(program.argument(node), from + i);
      }
      return;
    }
    int[] shifted = program.shifted(node);
    Arrays.fill(out, 0, program.lags() * n, 0);
    for (int j = 0; j < shifted.length; j++) {
      for (int i = 0; i < n; i++) {
        out[j * n + i] = cells.at(shifted[j], from + i);
      }
    }
  }

  /**
   * From the oldest lag to the newest, in place: lag 0 comes first, so it also is the row's own.
   */
  private static void average(Program program, int node, int n, double[] block) {
    int lags = program.lags();
    double b = program.constant(program.argument(node - 1));
    boolean corrected = program.operator(node) == Operator.EMA_HAT;
    for (int i = 0; i < n; i++) {
      double mean = 0;
      for (int j = lags - 1; j >= 0; j--) {
        mean = b * mean + (1 - b) * block[j * n + i];
        block[j * n + i] = corrected ? mean / (1 - Math.pow(b, lags - j)) : mean;
      }
    }
  }
}
