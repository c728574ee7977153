package io.symlab.symbolic.kernels;

import static io.symlab.symbolic.kernels.Vectors.CHUNK;
import static io.symlab.symbolic.kernels.Vectors.LANES;
import static io.symlab.symbolic.kernels.Vectors.all;
import static io.symlab.symbolic.kernels.Vectors.load;
import static io.symlab.symbolic.kernels.Vectors.sign;
import static io.symlab.symbolic.kernels.Vectors.sqrt;
import static jdk.incubator.vector.VectorOperators.EQ;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/** Kernels of asinh and pow on vectors, in two passes as {@link VectorErrorFunctions}. */
final class VectorLongFunctions {
  private VectorLongFunctions() {}

  static final class Asinh extends PlainTranscendentals.Asinh {
    private final Pass sums = new Pass(VectorLongFunctions.class, "sums");
    private final Pass values = new Pass(VectorLongFunctions.class, "asinh");
    private final float[] scratch = new float[2 * CHUNK];

    @Override
    public void values(float[] a, int aAt, float[] out, int n) {
      int i = 0;
      while (i <= n - LANES) {
        int m = Vectors.chunk(n - i);
        sums.run(a, aAt + i, null, 0, scratch, null, 0, m);
        values.run(a, aAt + i, null, 0, scratch, out, i, m);
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
    private final Pass logs = new Pass(VectorLongFunctions.class, "logs");
    private final Pass powers = new Pass(VectorLongFunctions.class, "powers");
    private final float[] scratch = new float[2 * CHUNK];
    private final float[] power = new float[CHUNK];

    /** What is the same in all rows, or one less than the exponents, filled into a chunk. */
    private final float[] filled = new float[CHUNK];

    @Override
    public void values(float[] a, int aAt, float[] b, int bAt, float[] out, int n) {
      int i = 0;
      while (i <= n - LANES) {
        int m = Vectors.chunk(n - i);
        logs.run(a, aAt + i, null, 0, scratch, null, 0, m);
        powers(a, aAt + i, b, bAt + i, out, i, m);
        i += m;
      }
      for (; i < n; i++) {
        out[i] = value(a[aAt + i], b[bAt + i]);
      }
    }

    @Override
    public void values(float[] a, int aAt, float y, float[] out, int n) {
      Arrays.fill(filled, y);
      int i = 0;
      while (i <= n - LANES) {
        int m = Vectors.chunk(n - i);
        logs.run(a, aAt + i, null, 0, scratch, null, 0, m);
        powers(a, aAt + i, filled, 0, out, i, m);
        i += m;
      }
      for (; i < n; i++) {
        out[i] = value(a[aAt + i], y);
      }
    }

    @Override
    public void values(float x, float[] b, int bAt, float[] out, int n) {
      Arrays.fill(filled, x);
      logs.run(filled, 0, null, 0, scratch, null, 0, CHUNK);
      int i = 0;
      while (i <= n - LANES) {
        int m = Vectors.chunk(n - i);
        powers(filled, 0, b, bAt + i, out, i, m);
        i += m;
      }
      for (; i < n; i++) {
        out[i] = value(x, b[bAt + i]);
      }
    }

    /** a^b from the logarithms in scratch. */
    private void powers(float[] a, int aAt, float[] b, int bAt, float[] out, int at, int m) {
      powers.run(null, 0, b, bAt, scratch, power, 0, m);
      for (int k = 0; k < m; k += LANES) {
        load(power, k).mul(sign(load(a, aAt + k))).intoArray(out, at + k);
      }
    }

    @Override
    public void leftAdjoints(
        float[] a, int aAt, float[] b, int bAt, float[] v, float[] adjoint, float[] out, int n) {
      int i = 0;
      while (i <= n - LANES) {
        int m = Vectors.chunk(n - i);
        logs.run(a, aAt + i, null, 0, scratch, null, 0, m);
        for (int k = 0; k < m; k += LANES) {
          load(b, bAt + i + k).sub(1f).intoArray(filled, k);
        }
        powers.run(null, 0, filled, 0, scratch, power, 0, m);
        for (int k = 0; k < m; k += LANES) {
          FloatVector slope = load(b, bAt + i + k).mul(load(power, k));
          slope = slope.blend(0f, load(a, aAt + i + k).compare(EQ, 0f));
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

  /** Scratch: the sums that asinh takes the logarithm of, and a chunk further what they lack. */
  static void sums(
      float[] a, int aAt, float[] b, int bAt, float[] scratch, float[] out, int at, int n) {
    for (int k = 0; k < n; k += LANES) {
      VectorLogarithms.asinhSums(load(a, aAt + k), scratch, k);
    }
  }

  static void asinh(
      float[] a, int aAt, float[] b, int bAt, float[] scratch, float[] out, int at, int n) {
    for (int k = 0; k < n; k += LANES) {
      VectorLogarithms.asinh(load(a, aAt + k), load(scratch, k), load(scratch, CHUNK + k))
          .intoArray(out, at + k);
    }
  }

  /** Scratch: log2 |a|, and a chunk further what it lacks. */
  static void logs(
      float[] a, int aAt, float[] b, int bAt, float[] scratch, float[] out, int at, int n) {
    for (int k = 0; k < n; k += LANES) {
      VectorLogarithms.log2(load(a, aAt + k).abs(), scratch, k);
    }
  }

  static void powers(
      float[] a, int aAt, float[] b, int bAt, float[] scratch, float[] out, int at, int n) {
    for (int k = 0; k < n; k += LANES) {
      VectorLogarithms.power(load(scratch, k), load(scratch, CHUNK + k), load(b, bAt + k))
          .intoArray(out, at + k);
    }
  }
}
