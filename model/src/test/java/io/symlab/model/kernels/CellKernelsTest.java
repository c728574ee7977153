package io.symlab.model.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.symlab.symbolic.Randomness;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The vector kernels do what the plain ones do, bit for bit but for the order of sums. */
class CellKernelsTest {
  private static final int STRIDE = 128;
  private static final int WIDTH = 64;
  private static final int ROWS = 60;

  @Test
  void thisTestRunsOnVectors() {
    assertThat(CellKernels.best(STRIDE)).isInstanceOf(VectorCellKernels.class);
  }

  @Test
  void tanhIsAccurateEverywhere() {
    float[] x = new float[STRIDE];
    for (float at = -12; at < 12; at += 0.01f) {
      x[0] = at;
      CellKernels.best(STRIDE).tanh(x, 0, WIDTH);
      assertThat((double) x[0]).isCloseTo(Math.tanh(at), within(3e-7 * Math.abs(Math.tanh(at))));
      float e = Tanh.elu(at);
      double expected = at > 0 ? at : Math.expm1(at);
      assertThat((double) e).isCloseTo(expected, within(3e-7 * Math.abs(expected)));
      assertThat((double) Tanh.sigmoid(at)).isCloseTo(1 / (1 + Math.exp(-at)), within(3e-7));
    }
  }

  @Test
  void aSaturatedUnitHasNoSlopeAndTheNextBestHasItsOwn() {
    for (float x : new float[] {8, 9, 50, Float.POSITIVE_INFINITY}) {
      for (int sign = -1; sign <= 1; sign += 2) {
        assertThat(Tanh.tanhSlope(Tanh.tanh(sign * x))).isZero();
        assertThat(Tanh.sigmoidSlope(Tanh.sigmoid(2 * sign * x))).isZero();
      }
      assertThat(Tanh.eluSlope(Tanh.elu(-2 * x))).isZero();
      assertThat(Tanh.eluSlope(Tanh.elu(2 * x))).isEqualTo(1f);
    }
    for (double x = -7; x < 7; x += 0.013) {
      double slope = 1 / (Math.cosh(x) * Math.cosh(x));
      double s = 1 / (1 + Math.exp(-x));
      assertThat((double) Tanh.tanhSlope(Tanh.tanh((float) x))).isCloseTo(slope, within(1e-6));
      assertThat((double) Tanh.sigmoidSlope(Tanh.sigmoid((float) x)))
          .isPositive()
          .isCloseTo(s * (1 - s), within(1e-6));
      assertThat((double) Tanh.eluSlope(Tanh.elu((float) x)))
          .isCloseTo(Math.exp(Math.min(x, 0)), within(1e-6));
    }
  }

  @Test
  void notANumberStaysOne() {
    float[] x = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY};
    assertThat(Tanh.tanh(x[0])).isNaN();
    assertThat(Tanh.tanh(x[1])).isEqualTo(1f, within(3e-7f));
    assertThat(Tanh.elu(x[2])).isEqualTo(-1f, within(3e-7f));
    float[] row = new float[STRIDE];
    row[5] = Float.NaN;
    CellKernels.best(STRIDE).tanh(row, 0, WIDTH);
    assertThat(row[5]).isNaN();
    assertThat(row[6]).isZero();
  }

  @Test
  void productsAreTheSameForAnyNumberOfRowsAndColumns() {
    float[] w = random(13 * 11, 1);
    for (int rows = 1; rows <= 13; rows++) {
      for (int cols = 1; cols <= 11; cols += 5) {
        int r = rows;
        int c = cols;
        assertSame((k, a) -> k.multiply(w, r, c, random(11 * STRIDE, 2), 0, a, STRIDE, WIDTH));
      }
    }
  }

  @Test
  void outerProductsAgreeWithSumsInDoublePrecision() {
    float[] d = random(9 * STRIDE, 3);
    float[] x = random(9 * STRIDE, 4);
    for (CellKernels kernels :
        new CellKernels[] {CellKernels.best(STRIDE), CellKernels.scalar(STRIDE)}) {
      for (int rows = 1; rows <= 9; rows++) {
        for (int cols = 1; cols <= 9; cols++) {
          float[] sums = new float[rows * cols * kernels.lanes()];
          kernels.outer(d, 0, rows, x, 0, cols, sums, WIDTH);
          for (int entry = 0; entry < rows * cols; entry++) {
            double sum = 0;
            for (int lane = 0; lane < kernels.lanes(); lane++) {
              sum += sums[entry * kernels.lanes() + lane];
            }
            double expected = 0;
            for (int j = 0; j < WIDTH; j++) {
              expected += (double) d[entry / cols * STRIDE + j] * x[entry % cols * STRIDE + j];
            }
            assertThat(sum).isCloseTo(expected, within(1e-4));
          }
        }
      }
    }
  }

  @Test
  void functionsOfOneElementAreTheSame() {
    assertSame((k, a) -> k.elu(a, STRIDE, 7, WIDTH));
    assertSame((k, a) -> k.eluBackward(a, 0, a, 9 * STRIDE, 7, WIDTH));
    assertSame((k, a) -> k.tanhBackward(a, 0, a, STRIDE, 0.01f, a, WIDTH));
  }

  @Test
  void saturatedUnitsAreTheSameForwardAndBackward() {
    // Rows 0 to 19 are the gates of 5 units, pre-activations of up to 60.
    assertSame(
        (k, a) -> {
          for (int i = 0; i < 20 * STRIDE; i++) {
            a[i] *= 10;
          }
          float[] dh = random(10 * STRIDE, 6);
          float[] dc = random(5 * STRIDE, 7);
          float[] dGates = new float[20 * STRIDE];
          int h = 35 * STRIDE;
          k.lstm(a, 0, 20 * STRIDE, 25 * STRIDE, 30 * STRIDE, h, 5, WIDTH);
          k.lstmBackward(
              a, 0, 20 * STRIDE, 30 * STRIDE, dh, 0, dh, 5 * STRIDE, dc, dGates, 5, WIDTH);
          k.elu(a, 40 * STRIDE, 5, WIDTH);
          k.eluBackward(a, 40 * STRIDE, dh, 0, 5, WIDTH);
          System.arraycopy(dGates, 0, a, 0, dGates.length);
          System.arraycopy(dh, 0, a, 40 * STRIDE, dh.length);
        });
  }

  @Test
  void anLstmLayerIsTheSameForwardAndBackward() {
    int gates = 0;
    int c = 20 * STRIDE;
    int next = 25 * STRIDE;
    int tanh = 30 * STRIDE;
    int h = 35 * STRIDE;
    assertSame((k, a) -> k.lstm(a, gates, c, next, tanh, h, 5, WIDTH));
    float[] dh = random(10 * STRIDE, 6);
    assertSame(
        (k, a) -> {
          float[] dGates = new float[20 * STRIDE];
          float[] dc = random(5 * STRIDE, 7);
          k.lstmBackward(a, gates, c, tanh, dh, 0, dh, 5 * STRIDE, dc, dGates, 5, WIDTH);
          System.arraycopy(dGates, 0, a, 0, dGates.length);
          System.arraycopy(dc, 0, a, next, dc.length);
        });
  }

  private interface Kernel {
    void run(CellKernels kernels, float[] data);
  }

  private static void assertSame(Kernel kernel) {
    float[] vector = random(ROWS * STRIDE, 5);
    float[] plain = vector.clone();
    float[] before = vector.clone();
    kernel.run(CellKernels.best(STRIDE), vector);
    kernel.run(CellKernels.scalar(STRIDE), plain);
    assertThat(plain).isNotEqualTo(before);
    for (int row = 0; row < ROWS; row++) {
      for (int j = 0; j < WIDTH; j++) {
        int at = row * STRIDE + j;
        assertThat(Float.floatToRawIntBits(vector[at]))
            .as("row %d column %d: %s and %s", row, j, vector[at], plain[at])
            .isEqualTo(Float.floatToRawIntBits(plain[at]));
      }
    }
  }

  private static float[] random(int length, int index) {
    SplittableRandom random = Randomness.stream(1, "kernels", index);
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = (float) (2 * random.nextGaussian());
    }
    return values;
  }
}
