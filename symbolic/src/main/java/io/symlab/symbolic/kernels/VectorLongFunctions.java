package io.symlab.symbolic.kernels;

import static io.symlab.symbolic.kernels.Vectors.CHUNK;
import static io.symlab.symbolic.kernels.Vectors.LANES;
import static io.symlab.symbolic.kernels.Vectors.all;
import static io.symlab.symbolic.kernels.Vectors.load;
import static io.symlab.symbolic.kernels.Vectors.sign;
import static io.symlab.symbolic.kernels.Vectors.sqrt;
import static jdk.incubator.vector.VectorOperators.EQ;

import jdk.incubator.vector.FloatVector;

/** Kernels of asinh and pow on vectors, in two passes as {@link VectorErrorFunctions}. */
final class VectorLongFunctions {
  private VectorLongFunctions() {}

  static final class Asinh extends PlainTranscendentals.Asinh {
    private final float[] sums = new float[CHUNK];
    private final float[] lows = new float[CHUNK];

    @Override
    public void values(float[] a, int aAt, float[] out, int n) {
      int i = 0;
      while (i <= n - LANES) {
        int m = Vectors.chunk(n - i);
        for (int k = 0; k < m; k += LANES) {
          VectorLogarithms.asinhSums(load(a, aAt + i + k), sums, lows, k);
        }
        for (int k = 0; k < m; k += LANES) {
          VectorLogarithms.asinh(load(a, aAt + i + k), load(sums, k), load(lows, k))
              .intoArray(out, i + k);
        }
        i += m;
      }
      for (; i < n; i++) {
        out[i] = value(a[aAt + i]);
      }
    }

    @Override
    public void adjoints(float[] a, int aAt, float[] v, float[] adjoint, float[] out, int n) {
      int i = 0;
      for (; i <= n - LANES; i += LANES) {
        FloatVector x = load(a, aAt + i);
        load(adjoint, i).mul(all(1f).div(sqrt(x.fma(x, all(1f))))).intoArray(out, i);
      }
      for (; i < n; i++) {
        out[i] = adjoint[i] * slope(a[aAt + i], v[i]);
      }
    }
  }

  static final class Pow extends PlainPairs.Pow {
    private final float[] logs = new float[CHUNK];
    private final float[] lows = new float[CHUNK];

    /** What is the same in all rows, filled into a chunk. */
    private final float[] same = new float[CHUNK];

    @Override
    public void values(float[] a, int aAt, float[] b, int bAt, float[] out, int n) {
      int i = 0;
      while (i <= n - LANES) {
        int m = Vectors.chunk(n - i);
        logs(a, aAt + i, m);
        powers(a, aAt + i, b, bAt + i, out, i, m);
        i += m;
      }
      for (; i < n; i++) {
        out[i] = value(a[aAt + i], b[bAt + i]);
      }
    }

    @Override
    public void values(float[] a, int aAt, float y, float[] out, int n) {
      java.util.Arrays.fill(same, y);
      int i = 0;
      while (i <= n - LANES) {
        int m = Vectors.chunk(n - i);
        logs(a, aAt + i, m);
        powers(a, aAt + i, same, 0, out, i, m);
        i += m;
      }
      for (; i < n; i++) {
        out[i] = value(a[aAt + i], y);
      }
    }

    @Override
    public void values(float x, float[] b, int bAt, float[] out, int n) {
      java.util.Arrays.fill(same, x);
      logs(same, 0, CHUNK);
      int i = 0;
      while (i <= n - LANES) {
        int m = Vectors.chunk(n - i);
        powers(same, 0, b, bAt + i, out, i, m);
        i += m;
      }
      for (; i < n; i++) {
        out[i] = value(x, b[bAt + i]);
      }
    }

    private void logs(float[] a, int aAt, int m) {
      for (int k = 0; k < m; k += LANES) {
        VectorLogarithms.log2(load(a, aAt + k).abs(), logs, lows, k);
      }
    }

    private void powers(float[] a, int aAt, float[] b, int bAt, float[] out, int at, int m) {
      for (int k = 0; k < m; k += LANES) {
        VectorLogarithms.power(load(logs, k), load(lows, k), load(b, bAt + k))
            .mul(sign(load(a, aAt + k)))
            .intoArray(out, at + k);
      }
    }

    @Override
    public void leftAdjoints(
        float[] a, int aAt, float[] b, int bAt, float[] v, float[] adjoint, float[] out, int n) {
      int i = 0;
      while (i <= n - LANES) {
        int m = Vectors.chunk(n - i);
        logs(a, aAt + i, m);
        for (int k = 0; k < m; k += LANES) {
          FloatVector y = load(b, bAt + i + k);
          FloatVector power = VectorLogarithms.power(load(logs, k), load(lows, k), y.sub(1f));
          FloatVector slope = y.mul(power).blend(0f, load(a, aAt + i + k).compare(EQ, 0f));
          load(adjoint, i + k).mul(slope).intoArray(out, i + k);
        }
        i += m;
      }
      for (; i < n; i++) {
        out[i] = adjoint[i] * leftSlope(a[aAt + i], b[bAt + i], v[i]);
      }
    }

    @Override
    public void rightAdjoints(
        float[] a, int aAt, float[] b, int bAt, float[] v, float[] adjoint, float[] out, int n) {
      int i = 0;
      for (; i <= n - LANES; i += LANES) {
        FloatVector x = load(a, aAt + i);
        FloatVector slope = load(v, i).mul(VectorLogarithms.logOf(x.abs(), all(0f)));
        load(adjoint, i).mul(slope.blend(0f, x.compare(EQ, 0f))).intoArray(out, i);
      }
      for (; i < n; i++) {
        out[i] = adjoint[i] * rightSlope(a[aAt + i], b[bAt + i], v[i]);
      }
    }
  }
}
