package io.symlab.model.kernels;

import static jdk.incubator.vector.VectorOperators.LE;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The kernels on the Vector API. Element by element they do what the plain ones do, bit for bit;
 * only the order of sums over coordinates differs.
 */
final class VectorCellKernels implements CellKernels {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();

  /**
   * Below 512 bits there are 16 registers (of 256 bits on x86), in which tiles of four by four do
   * not fit.
   */
  private static final boolean SIXTEEN_REGISTERS = LANES < 16;

  private final int stride;

  VectorCellKernels(int stride) {
    if (WIDTH % (4 * LANES) != 0) {
      throw new IllegalStateException("vectors of " + LANES + " floats are longer than foreseen");
    }
    this.stride = stride;
  }

  @Override
  public int stride() {
    return stride;
  }

  @Override
  public int lanes() {
    return LANES;
  }

  @Override
  public void multiply(
      float[] w, int rows, int cols, float[] x, int xAt, float[] y, int yAt, int width) {
    int r = 0;
    if (SIXTEEN_REGISTERS) {
      // Six at a time, unless two fours leave fewer single rows, which take longest.
      for (; rows - r >= 6 && rows - r != 8 && rows - r != 9; r += 6) {
        VectorMatrixProducts.multiply6x2(
            w, r * cols, cols, x, xAt, y, yAt + r * stride, stride, width);
      }
      for (; r + 4 <= rows; r += 4) {
        VectorMatrixProducts.multiply4x2(
            w, r * cols, cols, x, xAt, y, yAt + r * stride, stride, width);
      }
    }
    for (; r + 4 <= rows; r += 4) {
      VectorMatrixProducts.multiply4x4(
          w, r * cols, cols, x, xAt, y, yAt + r * stride, stride, width);
    }
    for (; r < rows; r++) {
      VectorMatrixProducts.multiply1(w, r * cols, cols, x, xAt, y, yAt + r * stride, stride, width);
    }
  }

  @Override
  public void outer(
      float[] d, int dAt, int rows, float[] x, int xAt, int cols, float[] sums, int width) {
    int perRow = cols * LANES;
    int r = 0;
    for (; r + 4 <= rows; r += 4) {
      int left = dAt + r * stride;
      int at = r * perRow;
      int c = 0;
      for (; SIXTEEN_REGISTERS && c + 2 <= cols; c += 2) {
        int right = xAt + c * stride;
        VectorMatrixProducts.outer4x2(
            d, left, x, right, sums, at + c * LANES, perRow, stride, width);
      }
      for (; c + 4 <= cols; c += 4) {
        int right = xAt + c * stride;
        VectorMatrixProducts.outer4x4(
            d, left, x, right, sums, at + c * LANES, perRow, stride, width);
      }
      for (; c < cols; c++) {
        int right = xAt + c * stride;
        VectorMatrixProducts.outer4x1(
            d, left, x, right, sums, at + c * LANES, perRow, stride, width);
      }
    }
    for (; r < rows; r++) {
      for (int c = 0; c < cols; c++) {
        int at = (r * cols + c) * LANES;
        VectorMatrixProducts.outer1x1(d, dAt + r * stride, x, xAt + c * stride, sums, at, width);
      }
    }
  }

  @Override
  public void elu(float[] y, int yAt, int rows, int width) {
    for (int r = 0; r < rows; r++) {
      int at = yAt + r * stride;
      for (int j = at; j < at + width; j += LANES) {
        VectorTanh.elu(load(y, j)).intoArray(y, j);
      }
    }
  }

  @Override
  public void eluBackward(float[] y, int yAt, float[] d, int dAt, int rows, int width) {
    for (int r = 0; r < rows; r++) {
      int row = r * stride;
      eluBackward(y, yAt + row, d, dAt + row, width);
    }
  }

  /** Plain, for the compiler makes vectors of it, and those are never boxed. */
  private static void eluBackward(float[] y, int yAt, float[] d, int dAt, int width) {
    for (int j = 0; j < width; j++) {
      d[dAt + j] *= Tanh.eluSlope(y[yAt + j]);
    }
  }

  @Override
  public void tanh(float[] y, int yAt, int width) {
    for (int j = yAt; j < yAt + width; j += LANES) {
      VectorTanh.tanh(load(y, j)).intoArray(y, j);
    }
  }

  @Override
  public void tanhBackward(
      float[] y, int yAt, float[] adjoint, int adjointAt, float scale, float[] d, int width) {
    for (int j = 0; j < width; j++) {
      d[j] = scale * adjoint[adjointAt + j] * Tanh.tanhSlope(y[yAt + j]);
    }
  }

  @Override
  public void lstm(
      float[] tape, int gates, int c, int cNext, int tanhC, int hNext, int hidden, int width) {
    int gate = hidden * stride;
    // In passes of few operations each: the compiler stops inlining in a long loop body, and
    // vectors that are not inlined are boxed.
    for (int r = 0; r < hidden; r++) {
      int row = r * stride;
      int at = gates + row;
      sigmoid(tape, at, width);
      sigmoid(tape, at + gate, width);
      tanh(tape, at + 2 * gate, width);
      sigmoid(tape, at + 3 * gate, width);
      cell(tape, at, gate, c + row, cNext + row, width);
      output(tape, cNext + row, at + 3 * gate, tanhC + row, hNext + row, width);
    }
  }

  private static void sigmoid(float[] y, int at, int width) {
    for (int j = at; j < at + width; j += LANES) {
      VectorTanh.sigmoid(load(y, j)).intoArray(y, j);
    }
  }

  private static void cell(float[] tape, int at, int gate, int c, int cNext, int width) {
    for (int j = 0; j < width; j += LANES) {
      FloatVector i = load(tape, at + j);
      FloatVector f = load(tape, at + gate + j);
      FloatVector g = load(tape, at + 2 * gate + j);
      f.fma(load(tape, c + j), i.mul(g)).intoArray(tape, cNext + j);
    }
  }

  private static void output(float[] tape, int cell, int o, int tanhC, int h, int width) {
    for (int j = 0; j < width; j += LANES) {
      FloatVector t = VectorTanh.tanh(load(tape, cell + j));
      t.intoArray(tape, tanhC + j);
      load(tape, o + j).mul(t).intoArray(tape, h + j);
    }
  }

  @Override
  public void lstmBackward(
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
      int width) {
    int gate = hidden * stride;
    // Written out, without load, to be longer than 325 bytecodes: a shorter method is
    // inlined where it is called, the compiler's limit is then reached within it, and the vectors
    // that are at work there are boxed.
    for (int r = 0; r < hidden; r++) {
      for (int j = r * stride; j < r * stride + width; j += LANES) {
        int at = gates + j;
        FloatVector one = FloatVector.broadcast(SPECIES, 1f);
        FloatVector i = FloatVector.fromArray(SPECIES, tape, at);
        FloatVector f = FloatVector.fromArray(SPECIES, tape, at + gate);
        FloatVector g = FloatVector.fromArray(SPECIES, tape, at + 2 * gate);
        FloatVector o = FloatVector.fromArray(SPECIES, tape, at + 3 * gate);
        FloatVector t = FloatVector.fromArray(SPECIES, tape, tanhC + j);
        FloatVector h =
            FloatVector.fromArray(SPECIES, dh, dhAt + j)
                .add(FloatVector.fromArray(SPECIES, above, aboveAt + j));
        // Slopes, each 0 where the unit is saturated, as Tanh says.
        FloatVector di = i.sub(i.mul(i));
        di = di.blend(0f, di.compare(LE, Tanh.SIGMOID_CLAMPED));
        FloatVector df = f.sub(f.mul(f));
        df = df.blend(0f, df.compare(LE, Tanh.SIGMOID_CLAMPED));
        FloatVector dg = one.sub(g.mul(g));
        dg = dg.blend(0f, dg.compare(LE, Tanh.TANH_CLAMPED));
        FloatVector dO = o.sub(o.mul(o));
        dO = dO.blend(0f, dO.compare(LE, Tanh.SIGMOID_CLAMPED));
        FloatVector dt = one.sub(t.mul(t));
        dt = dt.blend(0f, dt.compare(LE, Tanh.TANH_CLAMPED));
        FloatVector cell = h.mul(o).fma(dt, FloatVector.fromArray(SPECIES, dc, j));
        cell.mul(g).mul(di).intoArray(dGates, j);
        cell.mul(FloatVector.fromArray(SPECIES, tape, c + j)).mul(df).intoArray(dGates, gate + j);
        cell.mul(i).mul(dg).intoArray(dGates, 2 * gate + j);
        h.mul(t).mul(dO).intoArray(dGates, 3 * gate + j);
        cell.mul(f).intoArray(dc, j);
      }
    }
  }

  private static FloatVector load(float[] from, int at) {
    return FloatVector.fromArray(SPECIES, from, at);
  }
}
