package io.symlab.model.kernels;

import io.symlab.symbolic.kernels.VectorModule;

/**
 * The inner loops of a network that is applied to many coordinates at once. A block of coordinates
 * is held as rows, one per unit, each {@link #stride} floats long, of which the first {@code width}
 * are in use; a matrix is row-major and multiplies such rows. All results are the same in the
 * interpreter and compiled.
 */
public interface CellKernels {
  /** Widths are a multiple of this. */
  int WIDTH = 64;

  /**
   * The fastest kernels that this JVM can run.
   *
   * @param stride floats per row
   */
  static CellKernels best(int stride) {
    return VectorModule.isPresent() ? new VectorCellKernels(stride) : new ScalarCellKernels(stride);
  }

  /** Kernels in plain Java, for a JVM without the vector module. */
  static CellKernels scalar(int stride) {
    return new ScalarCellKernels(stride);
  }

  int stride();

  /** How many partial sums {@link #outer} keeps per entry. */
  int lanes();

  /** y = w x: w [rows][cols], x [cols] rows from {@code xAt}, y [rows] rows from {@code yAt}. */
  void multiply(float[] w, int rows, int cols, float[] x, int xAt, float[] y, int yAt, int width);

  /**
   * sums[r][c] += the sum over a row of d_r x_c, spread over {@link #lanes} partial sums each.
   *
   * @param sums [rows][cols][lanes]
   */
  void outer(float[] d, int dAt, int rows, float[] x, int xAt, int cols, float[] sums, int width);

  /** y = elu(y): y where positive, else exp(y) - 1; as many rows. */
  void elu(float[] y, int yAt, int rows, int width);

  /** d *= elu', from elu's result y. */
  void eluBackward(float[] y, int yAt, float[] d, int dAt, int rows, int width);

  /** y = tanh(y), one row. */
  void tanh(float[] y, int yAt, int width);

  /** d = scale * adjoint * tanh', from tanh's result y; one row, d from 0. */
  void tanhBackward(
      float[] y, int yAt, float[] adjoint, int adjointAt, float scale, float[] d, int width);

  /**
   * An LSTM layer from its pre-activations: i, f, o = sigmoid, g = tanh, in place; c' = f c + i g;
   * h' = o tanh(c').
   *
   * @param tape where all of it lies
   * @param gates rows i, f, g, o, each [hidden]
   * @param c cells before, {@code cNext} after, {@code tanhC} their tanh, {@code hNext} output
   */
  void lstm(float[] tape, int gates, int c, int cNext, int tanhC, int hNext, int hidden, int width);

  /**
   * Its derivatives.
   *
   * @param dh adjoint of h' from the next step, from {@code dhAt}
   * @param above adjoint of h' from the layer above, from {@code aboveAt}
   * @param dc adjoint of c', replaced by that of c; [hidden] rows from 0
   * @param dGates adjoints of the pre-activations; [4 hidden] rows from 0
   */
  void lstmBackward(
      float[] tape,
      int gates,
      int c,
      int tanhC,
      float[] dh,
      int dhAt,
      float[] above,
      int aboveAt,
      float[] dc,
      float[] dGates,
      int hidden,
      int width);
}
