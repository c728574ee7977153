package io.symlab.symbolic.program;

import io.symlab.symbolic.expression.Operator;
import io.symlab.symbolic.kernels.BinaryKernel;
import io.symlab.symbolic.kernels.UnaryKernel;
import java.util.Arrays;

/**
 * A block of rows of a program with its tape: all nodes' values, and their adjoints by reverse
 * mode. {@link Evaluator} goes over the blocks. Nothing is computed for subtrees without anything
 * to differentiate by; a subtree of constants is a number, with one adjoint for all its constants
 * and a slope for each.
 */
final class Gradients {
  private UnaryKernel[] unary;
  private BinaryKernel[] binary;
  private final LagBlocks lags;

  /** Per node: where its values lie and from where on, or null and the number that they are. */
  private float[][] values = new float[0][];

  private int[] starts = new int[0];
  private float[] numbers = new float[0];

  /** Per node: its adjoints, in its own buffer or in that of a sum that it is a term of. */
  private float[][] adjoints = new float[0][];

  private float[][] valueBuffers = new float[0][];
  private float[][] adjointBuffers = new float[0][];

  /** Per node of a subtree of constants: the slope of the subtree by it. */
  private float[] slopes = new float[0];

  /** Constants' values where a kernel wants a block. */
  private float[] left = new float[0];

  private float[] right = new float[0];

  /** Per constant. */
  private float[][] constantAdjoints = new float[0][];

  private float[] constantSlopes = new float[0];

  Gradients(KernelChoice kernels) {
    take(kernels);
    lags = new LagBlocks(kernels);
  }

  /** Runs these kernels' tables from now on. */
  void take(KernelChoice kernels) {
    unary = kernels.unary();
    binary = kernels.binary();
  }

  /** Rows of a block. */
  static int rows(Program program) {
    return program.hasAverages() ? LagBlocks.rows(program) : Evaluator.BLOCK;
  }

  /** Values of n rows, for {@link #reverse} to come back from. */
  void forward(Program program, float[][] columns, int from, int n) {
    reserve(program);
    for (int node = 0; node < program.length(); node++) {
      int code = program.code(node);
      int size = program.isWide(node) ? program.lags() * n : n;
      float[] out = valueBuffers[node];
      values[node] = out;
      starts[node] = 0;
      if (code == Program.CONSTANT) {
        values[node] = null;
        numbers[node] = (float) program.constant(program.argument(node));
      } else if (code == Program.VARIABLE) {
        variable(program, node, columns, from, n);
      } else if (program.isConstant(node)) {
        values[node] = null;
        float x = numbers[program.argument(node)];
        numbers[node] =
            unary[code] != null ? unary[code].value(x) : binary[code].value(x, numbers[node - 1]);
      } else if (unary[code] != null) {
        int a = program.argument(node);
        unary[code].values(values[a], starts[a], out, size);
      } else if (binary[code] != null) {
        apply(binary[code], program.argument(node), node - 1, out, size);
      } else {
        average(program, node, columns, from, n);
        lags.average(program, out, true, n);
      }
    }
  }

  private void variable(Program program, int node, float[][] columns, int from, int n) {
    if (!program.isWide(node)) {
      values[node] = columns[program.argument(node)];
      starts[node] = from;
    } else if (!LagBlocks.isAveraged(program, node)) {
      lags.gather(program, node, columns, from, n, valueBuffers[node]);
    }
  }

  private void average(Program program, int node, float[][] columns, int from, int n) {
    lags.decay(program, node, numbers[node - 1]);
    lags.source(program, node, columns, from, values[program.argument(node)], n);
  }

  private void apply(BinaryKernel kernel, int a, int b, float[] out, int n) {
    if (values[a] == null) {
      kernel.values(numbers[a], values[b], starts[b], out, n);
    } else if (values[b] == null) {
      kernel.values(values[a], starts[a], numbers[b], out, n);
    } else {
      kernel.values(values[a], starts[a], values[b], starts[b], out, n);
    }
  }

  /** The program's values of the block, into out from {@code at} on. */
  void values(int root, int n, float[] out, int at) {
    if (values[root] == null) {
      Arrays.fill(out, at, at + n, numbers[root]);
    } else {
      System.arraycopy(values[root], starts[root], out, at, n);
    }
  }

  /**
   * The adjoints of the block last run forward, from the root's to the leaves'.
   *
   * @param seed the root's, read from row {@code from} on; ones if null
   * @param inputs whether those of variables are wanted, not of constants only
   */
  void reverse(Program program, float[][] columns, int from, int n, float[] seed, boolean inputs) {
    int root = program.length() - 1;
    adjoints[root] = adjointBuffers[root];
    if (seed == null) {
      Arrays.fill(adjoints[root], 0, n, 1f);
    } else {
      System.arraycopy(seed, from, adjoints[root], 0, n);
    }
    deliver(program, root, n);
    for (int node = root; node >= 0; node--) {
      int code = program.code(node);
      if (code < 0 || program.isConstant(node) || !(inputs || program.hasConstants(node))) {
        continue;
      }
      int size = program.isWide(node) ? program.lags() * n : n;
      int a = program.argument(node);
      boolean wantsLeft = inputs || program.hasConstants(a);
      if (unary[code] != null) {
        adjoints[a] = adjointBuffers[a];
        unary[code].adjoints(values[a], starts[a], values[node], adjoints[node], adjoints[a], size);
        continue;
      }
      if (binary[code] == null) {
        adjoints[a] = adjointBuffers[a];
        adjoints[node - 1] = adjointBuffers[node - 1];
        average(program, node, columns, from, n);
        lags.adjoints(
            program,
            values[node],
            adjoints[node],
            program.isWide(node),
            wantsLeft ? adjoints[a] : null,
            adjoints[node - 1],
            n);
      } else {
        if (wantsLeft) {
          toLeft(program.operator(node), a, node, size);
        }
        if (inputs || program.hasConstants(node - 1)) {
          toRight(program.operator(node), a, node, size);
        }
      }
      deliver(program, a, n);
      deliver(program, node - 1, n);
    }
  }

  private void toLeft(Operator operator, int a, int node, int n) {
    int b = node - 1;
    float[] out = adjointBuffers[a];
    adjoints[a] = out;
    switch (operator.kind()) {
      case ADD, SUB -> adjoints[a] = adjoints[node];
      case MUL, DIV -> times(binary[operator.index()], adjoints[node], b, out, n);
      default ->
          binary[operator.index()].leftAdjoints(
              block(a, left, n),
              starts[a],
              block(b, right, n),
              starts[b],
              values[node],
              adjoints[node],
              out,
              n);
    }
  }

  private void toRight(Operator operator, int a, int node, int n) {
    int b = node - 1;
    float[] out = adjointBuffers[b];
    adjoints[b] = out;
    switch (operator.kind()) {
      case ADD -> adjoints[b] = adjoints[node];
      case SUB -> unary[Operator.NEG.index()].values(adjoints[node], 0, out, n);
      case MUL -> times(binary[Operator.MUL.index()], adjoints[node], a, out, n);
      default ->
          binary[operator.index()].rightAdjoints(
              block(a, left, n),
              starts[a],
              block(b, right, n),
              starts[b],
              values[node],
              adjoints[node],
              out,
              n);
    }
  }

  /** Adjoints times or over a node's values. */
  private void times(BinaryKernel kernel, float[] adjoint, int by, float[] out, int n) {
    if (values[by] == null) {
      kernel.values(adjoint, 0, numbers[by], out, n);
    } else {
      kernel.values(adjoint, 0, values[by], starts[by], out, n);
    }
  }

  private float[] block(int node, float[] scratch, int n) {
    if (values[node] != null) {
      return values[node];
    }
    Arrays.fill(scratch, 0, n, numbers[node]);
    return scratch;
  }

  /** Hands the adjoints of a subtree of constants on to its constants, summed over lags. */
  private void deliver(Program program, int top, int n) {
    if (!program.isConstant(top)) {
      return;
    }
    boolean decay = program.code(top) == Program.CONSTANT && program.isDecay(program.argument(top));
    if (program.isWide(top) && !decay) {
      sumLags(adjoints[top], adjointBuffers[top], program.lags(), n);
      adjoints[top] = adjointBuffers[top];
    }
    slopes[top] = 1f;
    for (int node = top; node >= program.first(top); node--) {
      int code = program.code(node);
      int a = program.argument(node);
      if (code == Program.CONSTANT) {
        constantAdjoints[a] = adjoints[top];
        constantSlopes[a] = slopes[node];
      } else if (unary[code] != null) {
        slopes[a] = slopes[node] * unary[code].slope(numbers[a], numbers[node]);
      } else {
        float x = numbers[a];
        float y = numbers[node - 1];
        slopes[a] = slopes[node] * binary[code].leftSlope(x, y, numbers[node]);
        slopes[node - 1] = slopes[node] * binary[code].rightSlope(x, y, numbers[node]);
      }
    }
  }

  private static void sumLags(float[] terms, float[] out, int lags, int n) {
    for (int i = 0; i < n; i++) {
      float sum = 0f;
      for (int j = 0; j < lags; j++) {
        sum += terms[j * n + i];
      }
      out[i] = sum;
    }
  }

  /** The adjoints [n] that a constant's derivatives are, up to its {@link #slope}. */
  float[] adjoint(int constant) {
    return constantAdjoints[constant];
  }

  float slope(int constant) {
    return constantSlopes[constant];
  }

  /** Adds the variables' adjoints to columns, where those are not null. */
  void addInputs(Program program, int from, int n, float[][] sums) {
    for (int node = 0; node < program.length(); node++) {
      if (program.code(node) != Program.VARIABLE) {
        continue;
      }
      if (!program.isWide(node)) {
        add(sums[program.argument(node)], from, adjoints[node], 0, n);
        continue;
      }
      int[] shifted = program.shifted(node);
      for (int j = 0; j < shifted.length; j++) {
        add(sums[shifted[j]], from, adjoints[node], j * n, n);
      }
    }
  }

  private static void add(float[] sums, int from, float[] terms, int at, int n) {
    if (sums != null) {
      for (int i = 0; i < n; i++) {
        sums[from + i] += terms[at + i];
      }
    }
  }

  private void reserve(Program program) {
    int nodes = Math.max(program.length(), values.length);
    int floats = Math.max(rows(program) * program.lags(), left.length);
    if (values.length < nodes || left.length < floats) {
      values = new float[nodes][];
      starts = new int[nodes];
      numbers = new float[nodes];
      slopes = new float[nodes];
      adjoints = new float[nodes][];
      valueBuffers = new float[nodes][floats];
      adjointBuffers = new float[nodes][floats];
      left = new float[floats];
      right = new float[floats];
    }
    if (constantSlopes.length < program.constantCount()) {
      constantAdjoints = new float[program.constantCount()][];
      constantSlopes = new float[program.constantCount()];
    }
  }
}
