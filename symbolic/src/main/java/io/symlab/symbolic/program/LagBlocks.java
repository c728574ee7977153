package io.symlab.symbolic.program;

import io.symlab.symbolic.expression.Operator;
import java.util.Arrays;

/**
 * What evaluation needs at averages over signals: blocks [lags][rows] of columns, and the factors
 * of bias correction. Lag 0, the newest, comes first, so that an average over all lags begins with
 * the one that a row has.
 */
final class LagBlocks {
  /** Floats that a block of all lags should have, as far as rows still come in hundreds. */
  private static final int FLOATS = 4096;

  private static final int LEAST_ROWS = 64;

  private final KernelChoice kernels;
  private float decay;

  /** Per lag: factors of bias correction and their logarithmic derivatives by the decay. */
  private float[] factors = new float[0];

  private float[] factorSlopes = new float[0];

  /** What is averaged, per lag; where it starts, and how far each lag is from the one before. */
  private float[][] sources = new float[0][];

  private int start;
  private int step;

  LagBlocks(KernelChoice kernels) {
    this.kernels = kernels;
  }

  /** Rows of a block of a program with averages. */
  static int rows(Program program) {
    int rows = FLOATS / program.lags() / LEAST_ROWS * LEAST_ROWS;
    return Math.min(Evaluator.BLOCK, Math.max(LEAST_ROWS, rows));
  }

  /** Whether a variable is what an average is over, so that its columns are read as they are. */
  static boolean isAveraged(Program program, int variable) {
    // Its decay is next, then the average: an average's second argument is always a constant.
    int average = variable + 2;
    return average < program.length()
        && program.code(average) >= 0
        && program.operator(average).isAverage()
        && program.argument(average) == variable;
  }

  /** All lags of a variable's column and the zeros beyond, into out [lags][n]. */
  void gather(Program program, int variable, float[][] columns, int from, int n, float[] out) {
    int[] shifted = program.shifted(variable);
    for (int j = 0; j < shifted.length; j++) {
      System.arraycopy(columns[shifted[j]], from, out, j * n, n);
    }
    Arrays.fill(out, shifted.length * n, program.lags() * n, 0f);
  }

  /** Prepares the factors of an average with this decay. */
  void decay(Program program, int average, float b) {
    int lags = program.lags();
    if (factors.length < lags) {
      factors = new float[lags];
      factorSlopes = new float[lags];
      sources = new float[lags][];
    }
    decay = b;
    if (program.operator(average) == Operator.EMA) {
      Arrays.fill(factors, 0, lags, 1f);
      Arrays.fill(factorSlopes, 0, lags, 0f);
      return;
    }
    // c = 1 / (1 - b^s), c' / c = s b^(s - 1) / (1 - b^s), s steps of the window being left.
    double power = 1;
    for (int j = lags - 1; j >= 0; j--) {
      int steps = lags - j;
      double slope = steps * power;
      power *= b;
      factors[j] = (float) (1 / (1 - power));
      factorSlopes[j] = (float) (slope / (1 - power));
    }
  }

  /**
   * Prepares what an average is over: a block [lags][n], or the columns of a variable.
   *
   * @param block not looked at where the average is over a variable
   */
  void source(Program program, int average, float[][] columns, int from, float[] block, int n) {
    int lags = program.lags();
    int argument = program.argument(average);
    if (program.code(argument) != Program.VARIABLE) {
      start = 0;
      step = n;
      Arrays.fill(sources, 0, lags, block);
      return;
    }
    start = from;
    step = 0;
    int[] shifted = program.shifted(argument);
    for (int j = 0; j < lags; j++) {
      sources[j] = j < shifted.length ? columns[shifted[j]] : null;
    }
  }

  /** The average prepared, for all lags into out [lags][n] or for the newest into out [n]. */
  void average(Program program, float[] out, boolean all, int n) {
    kernels.averages().values(sources, start, step, program.lags(), decay, factors, out, all, n);
  }

  /**
   * The derivatives of the average prepared.
   *
   * @param v [lags][n], its values for all lags
   * @param adjoint [lags][n] if {@code all}, else [n]
   * @param terms [lags][n], the adjoints of what is averaged, or null when not wanted
   * @param decays [n], those of the decay
   */
  void adjoints(
      Program program,
      float[] v,
      float[] adjoint,
      boolean all,
      float[] terms,
      float[] decays,
      int n) {
    kernels
        .averages()
        .adjoints(
            sources,
            start,
            step,
            program.lags(),
            decay,
            factors,
            factorSlopes,
            v,
            adjoint,
            all,
            terms,
            decays,
            n);
  }
}
