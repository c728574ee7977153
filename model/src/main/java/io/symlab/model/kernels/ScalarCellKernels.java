package io.symlab.model.kernels;

import java.util.Arrays;

/**
 * The kernels as plain loops. Slower than the vector ones, the same in what they compute, and the
 * easier to read.
 */
final class ScalarCellKernels implements CellKernels {
  private final int stride;

  ScalarCellKernels(int stride) {
    this.stride = stride;
  }

  @Override
  public int stride() {
    return stride;
  }

  @Override
  public int lanes() {
    return 1;
  }

  @Override
  public void multiply(
      float[] w, int rows, int cols, float[] x, int xAt, float[] y, int yAt, int width) {
    for (int r = 0; r < rows; r++) {
      int out = yAt + r * stride;
      Arrays.fill(y, out, out + width, 0);
      for (int c = 0; c < cols; c++) {
        float weight = w[r * cols + c];
        int in = xAt + c * stride;
        for (int j = 0; j < width; j++) {
          y[out + j] = Math.fma(weight, x[in + j], y[out + j]);
        }
      }
    }
  }

  @Override
  public void outer(
      float[] d, int dAt, int rows, float[] x, int xAt, int cols, float[] sums, int width) {
    for (int r = 0; r < rows; r++) {
      int left = dAt + r * stride;
      for (int c = 0; c < cols; c++) {
        int right = xAt + c * stride;
        float sum = 0;
        for (int j = 0; j < width; j++) {
          sum = Math.fma(d[left + j], x[right + j], sum);
        }
        sums[r * cols + c] += sum;
      }
    }
  }

  @Override
  public void elu(float[] y, int yAt, int rows, int width) {
    for (int r = 0; r < rows; r++) {
      int at = yAt + r * stride;
      for (int j = at; j < at + width; j++) {
        y[j] = Tanh.elu(y[j]);
      }
    }
  }

  @Override
  public void eluBackward(float[] y, int yAt, float[] d, int dAt, int rows, int width) {
    for (int r = 0; r < rows; r++) {
      for (int j = r * stride; j < r * stride + width; j++) {
        d[dAt + j] *= Tanh.eluSlope(y[yAt + j]);
      }
    }
  }

  @Override
  public void tanh(float[] y, int yAt, int width) {
    for (int j = yAt; j < yAt + width; j++) {
      y[j] = Tanh.tanh(y[j]);
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
    for (int r = 0; r < hidden; r++) {
      for (int j = r * stride; j < r * stride + width; j++) {
        int at = gates + j;
        float i = Tanh.sigmoid(tape[at]);
        float f = Tanh.sigmoid(tape[at + gate]);
        float g = Tanh.tanh(tape[at + 2 * gate]);
        float o = Tanh.sigmoid(tape[at + 3 * gate]);
        float cell = Math.fma(f, tape[c + j], i * g);
        float t = Tanh.tanh(cell);
        tape[at] = i;
        tape[at + gate] = f;
        tape[at + 2 * gate] = g;
        tape[at + 3 * gate] = o;
        tape[cNext + j] = cell;
        tape[tanhC + j] = t;
        tape[hNext + j] = o * t;
      }
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
    for (int r = 0; r < hidden; r++) {
      for (int j = r * stride; j < r * stride + width; j++) {
        int at = gates + j;
        float i = tape[at];
        float f = tape[at + gate];
        float g = tape[at + 2 * gate];
        float o = tape[at + 3 * gate];
        float t = tape[tanhC + j];
        float h = dh[dhAt + j] + above[aboveAt + j];
        float cell = Math.fma(h * o, Tanh.tanhSlope(t), dc[j]);
        dGates[j] = cell * g * Tanh.sigmoidSlope(i);
        dGates[gate + j] = cell * tape[c + j] * Tanh.sigmoidSlope(f);
        dGates[2 * gate + j] = cell * i * Tanh.tanhSlope(g);
        dGates[3 * gate + j] = h * t * Tanh.sigmoidSlope(o);
        dc[j] = cell * f;
      }
    }
  }
}
