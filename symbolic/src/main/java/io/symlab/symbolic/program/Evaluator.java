package io.symlab.symbolic.program;

import io.symlab.symbolic.expression.Operator;
import io.symlab.symbolic.kernels.BinaryKernel;
import io.symlab.symbolic.kernels.InnerProducts;
import io.symlab.symbolic.kernels.KernelSet;
import io.symlab.symbolic.kernels.Sums;
import io.symlab.symbolic.kernels.UnaryKernel;
import java.util.Arrays;

/**
 * Runs programs over rows of columns, block by block, and differentiates them in reverse mode. It
 * is the engine's one hot place: buffers are allocated once, columns are read where they lie,
 * constants stay numbers (what is made of them alone is worked out once per block), and nothing is
 * allocated per evaluation.
 *
 * <p>Values are floats; whatever is summed over rows is summed in double precision, in order. Where
 * a formula averages over a signal, what is below the average is evaluated for all lags at once, as
 * blocks [lags][rows]. Not thread-safe: one evaluator per thread.
 *
 * <pre>{@code
 * float[] out = new float[rows];
 * new Evaluator().evaluate(Program.of(expression), columns, rows, out);
 * }</pre>
 */
public final class Evaluator {
  /** Rows of a block: large, since dispatch is the cost of small ones, yet 8 KiB only. */
  public static final int BLOCK = 2048;

  private final KernelChoice kernels;
  private UnaryKernel[] unary;
  private BinaryKernel[] binary;
  private final LagBlocks lags;
  private final Gradients gradients;

  /** One per stack level. */
  private float[][] buffers = new float[0][];

  /** The stack: where a value lies and from where on, or null and the number that it is. */
  private float[][] values = new float[0][];

  private int[] starts = new int[0];
  private float[] numbers = new float[0];

  /** The result, where it is put together from smaller blocks. */
  private final float[] whole = new float[BLOCK];

  private long evaluations;
  private long nodeRows;

  /** An evaluator with the fastest kernels that this JVM can run. */
  public Evaluator() {
    this(new KernelChoice());
  }

  /** An evaluator with these kernels. */
  public Evaluator(KernelSet kernels) {
    this(new KernelChoice(kernels));
  }

  private Evaluator(KernelChoice kernels) {
    this.kernels = kernels;
    unary = kernels.unary();
    binary = kernels.binary();
    lags = new LagBlocks(kernels);
    gradients = new Gradients(kernels);
  }

  /** The kernels' name, for logs: {@code vectors of 16 floats} or {@code plain loops}. */
  public static String kernel() {
    return KernelSet.best().name();
  }

  /** Sums over blocks of rows. */
  public Sums sums() {
    return kernels.sums();
  }

  /** Inner products of columns. */
  public InnerProducts products() {
    return kernels.products();
  }

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
      System.arraycopy(forward(program, columns, from, n), 0, out, from, n);
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
    meet(program);
    int block = Gradients.rows(program);
    for (int from = 0; from < rows; from += block) {
      int n = Math.min(block, rows - from);
      gradients.forward(program, columns, from, n);
      gradients.reverse(program, columns, from, n, adjoint, dInputs != null);
      for (int k = 0; k < program.constantCount(); k++) {
        dConstants[k] += gradients.slope(k) * sums().of(gradients.adjoint(k), n);
      }
      if (dInputs != null) {
        gradients.addInputs(program, from, n, dInputs);
      }
    }
  }

  /**
   * Values and each row's derivatives with respect to the constants.
   *
   * @param out [rows]
   * @param jacobian [constants of the program][rows], overwritten
   */
  public void jacobian(
      Program program, float[][] columns, int rows, float[] out, float[][] jacobian) {
    check(program, columns);
    count(program, rows);
    BinaryKernel product = binary[Operator.MUL.index()];
    meet(program);
    int block = Gradients.rows(program);
    for (int from = 0; from < rows; from += block) {
      int n = Math.min(block, rows - from);
      gradients.forward(program, columns, from, n);
      gradients.values(program.length() - 1, n, out, from);
      if (program.constantCount() == 0) {
        continue;
      }
      gradients.reverse(program, columns, from, n, null, false);
      for (int k = 0; k < program.constantCount(); k++) {
        float[] adjoint = gradients.adjoint(k);
        if (gradients.slope(k) != 1f) {
          product.values(adjoint, 0, gradients.slope(k), whole, n);
          adjoint = whole;
        }
        System.arraycopy(adjoint, 0, jacobian[k], from, n);
      }
    }
  }

  /**
   * Values of up to {@link #BLOCK} rows without copying them: the result is a buffer of this
   * evaluator, or a column, and valid until the next call.
   *
   * @param columns [F][at least from + n]
   * @param n rows, {@link #BLOCK} at most
   */
  public float[] block(Program program, float[][] columns, int from, int n) {
    nodeRows += (long) program.length() * n;
    if (from == 0) {
      evaluations++;
      kernels.look(nodeRows);
    }
    return forward(program, columns, from, n);
  }

  private void count(Program program, int rows) {
    evaluations++;
    nodeRows += (long) program.length() * rows;
    kernels.look(nodeRows);
  }

  /** Sees to it that there are kernels for a program's operators of one's own. */
  private void meet(Program program) {
    if (!program.own().isEmpty() && kernels.meets(program)) {
      unary = kernels.unary();
      binary = kernels.binary();
      gradients.take(kernels);
    }
  }

  private float[] forward(Program program, float[][] columns, int from, int n) {
    meet(program);
    if (!program.hasAverages()) {
      reserve(program.stackDepth(), BLOCK);
      run(program, columns, from, n);
      return result(n);
    }
    int rows = LagBlocks.rows(program);
    reserve(program.stackDepth(), rows * program.lags());
    for (int i = 0; i < n; i += rows) {
      int m = Math.min(rows, n - i);
      run(program, columns, from + i, m);
      System.arraycopy(result(m), 0, whole, i, m);
    }
    return whole;
  }

  /** The program, from the stack's bottom on. */
  private void run(Program program, float[][] columns, int from, int n) {
    int length = program.length();
    int top = 0;
    for (int node = 0; node < length; node++) {
      int code = program.code(node);
      if (code == Program.CONSTANT) {
        values[top] = null;
        numbers[top++] = (float) program.constant(program.argument(node));
      } else if (code == Program.VARIABLE) {
        if (program.isWide(node)) {
          variable(program, node, columns, from, n, top);
        } else {
          values[top] = columns[program.argument(node)];
          starts[top] = from;
        }
        top++;
      } else if (unary[code] != null) {
        int size = program.isWide(node) ? program.lags() * n : n;
        kernels.used(code, size);
        apply(unary[code], top - 1, size);
      } else {
        top--;
        int size = program.isWide(node) ? program.lags() * n : n;
        kernels.used(code, size);
        if (binary[code] != null) {
          apply(binary[code], top - 1, size);
        } else {
          average(program, node, columns, from, n, top - 1);
        }
      }
    }
  }

  private void apply(UnaryKernel kernel, int at, int n) {
    if (values[at] == null) {
      numbers[at] = kernel.value(numbers[at]);
    } else {
      kernel.values(values[at], starts[at], buffers[at], n);
      put(at);
    }
  }

  private void apply(BinaryKernel kernel, int at, int n) {
    float[] a = values[at];
    float[] b = values[at + 1];
    if (a != null && b != null) {
      kernel.values(a, starts[at], b, starts[at + 1], buffers[at], n);
    } else if (a != null) {
      kernel.values(a, starts[at], numbers[at + 1], buffers[at], n);
    } else if (b != null) {
      kernel.values(numbers[at], b, starts[at + 1], buffers[at], n);
    } else {
      numbers[at] = kernel.value(numbers[at], numbers[at + 1]);
      return;
    }
    put(at);
  }

  /** A column below an average: all its lags, unless the average reads them where they lie. */
  private void variable(Program program, int node, float[][] columns, int from, int n, int at) {
    if (!LagBlocks.isAveraged(program, node)) {
      lags.gather(program, node, columns, from, n, buffers[at]);
    }
    put(at);
  }

  private void average(Program program, int node, float[][] columns, int from, int n, int at) {
    lags.decay(program, node, numbers[at + 1]);
    lags.source(program, node, columns, from, values[at], n);
    lags.average(program, buffers[at], program.isWide(node), n);
    put(at);
  }

  private void put(int at) {
    values[at] = buffers[at];
    starts[at] = 0;
  }

  private float[] result(int n) {
    if (values[0] == null) {
      Arrays.fill(buffers[0], 0, n, numbers[0]);
      put(0);
    } else if (starts[0] != 0) {
      System.arraycopy(values[0], starts[0], buffers[0], 0, n);
      put(0);
    }
    return values[0];
  }

  private void reserve(int depth, int floats) {
    if (values.length < depth) {
      values = new float[depth][];
      starts = new int[depth];
      numbers = new float[depth];
    }
    if (buffers.length < depth || buffers[0].length < floats) {
      int length = buffers.length == 0 ? BLOCK : buffers[0].length;
      buffers = new float[Math.max(depth, buffers.length)][Math.max(floats, length)];
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
}
