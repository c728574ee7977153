package io.symlab.symbolic.kernels;

import static io.symlab.symbolic.kernels.Vectors.CHUNK;
import static io.symlab.symbolic.kernels.Vectors.LANES;
import static io.symlab.symbolic.kernels.Vectors.all;
import static io.symlab.symbolic.kernels.Vectors.copySign;
import static io.symlab.symbolic.kernels.Vectors.load;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LT;

import jdk.incubator.vector.FloatVector;

/**
 * Kernels of erf and erfc on vectors: {@link ErrorFunctions} with the same bits. They are too long
 * for a compiler to keep all their vectors in registers, so they go over a few rows twice, first
 * for exp(-x^2), then for the rest. The last rows, fewer than a vector, go to the plain functions.
 */
final class VectorErrorFunctions {
  private VectorErrorFunctions() {}

  static final class Erf extends PlainTranscendentals.Erf {
    private final Pass bells = new Pass(VectorErrorFunctions.class, "bells");
    private final Pass values = new Pass(VectorErrorFunctions.class, "erf");
    private final float[] bell = new float[CHUNK];

    @Override
    public void values(float[] a, int aAt, float[] out, int n) {
      int i = 0;
      while (i <= n - LANES) {
        int m = Vectors.chunk(n - i);
        bells.run(a, aAt + i, null, 0, bell, null, 0, m);
        values.run(a, aAt + i, null, 0, bell, out, i, m);
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
        load(adjoint, i).mul(bellSlope(load(a, aAt + i))).intoArray(out, i);
      }
      for (; i < n; i++) {
        out[i] = adjoint[i] * slope(a[aAt + i], v[i]);
      }
    }
  }

  static final class Erfc extends PlainTranscendentals.Erfc {
    private final Pass bells = new Pass(VectorErrorFunctions.class, "bells");
    private final Pass values = new Pass(VectorErrorFunctions.class, "erfc");
    private final float[] bell = new float[CHUNK];

    @Override
    public void values(float[] a, int aAt, float[] out, int n) {
      int i = 0;
      while (i <= n - LANES) {
        int m = Vectors.chunk(n - i);
        bells.run(a, aAt + i, null, 0, bell, null, 0, m);
        values.run(a, aAt + i, null, 0, bell, out, i, m);
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
        load(adjoint, i).mul(bellSlope(load(a, aAt + i)).neg()).intoArray(out, i);
      }
      for (; i < n; i++) {
        out[i] = adjoint[i] * slope(a[aAt + i], v[i]);
      }
    }
  }

  /** exp(-x^2) into scratch, what rounding of the square drops included. */
  static void bells(
      float[] a, int aAt, float[] b, int bAt, float[] scratch, float[] out, int at, int n) {
    for (int k = 0; k < n; k += LANES) {
      FloatVector x = load(a, aAt + k).abs();
      FloatVector square = x.mul(x);
      FloatVector e = VectorExponentials.exp(square.neg());
      e.neg().fma(x.fma(x, square.neg()), e).intoArray(scratch, k);
    }
  }

  static void erf(
      float[] a, int aAt, float[] b, int bAt, float[] scratch, float[] out, int at, int n) {
    for (int k = 0; k < n; k += LANES) {
      erf(load(a, aAt + k), load(scratch, k)).intoArray(out, at + k);
    }
  }

  static void erfc(
      float[] a, int aAt, float[] b, int bAt, float[] scratch, float[] out, int at, int n) {
    for (int k = 0; k < n; k += LANES) {
      erfc(load(a, aAt + k), load(scratch, k)).intoArray(out, at + k);
    }
  }

  private static FloatVector erf(FloatVector x, FloatVector bell) {
    FloatVector a = x.abs();
    FloatVector z = a.mul(a);
    FloatVector p = z.fma(all(ErrorFunctions.E5), all(ErrorFunctions.E4));
    p = p.fma(z, all(ErrorFunctions.E3));
    p = p.fma(z, all(ErrorFunctions.E2));
    p = p.fma(z, all(ErrorFunctions.E1));
    p = p.fma(z, all(ErrorFunctions.E0));
    FloatVector far = all(1f).sub(tail(a, bell));
    return copySign(far.blend(p.mul(a), a.compare(LT, 1f)), x);
  }

  private static FloatVector erfc(FloatVector x, FloatVector bell) {
    FloatVector tail = tail(x.abs(), bell);
    return tail.blend(all(2f).sub(tail), x.compare(LT, 0f));
  }

  private static FloatVector bellSlope(FloatVector x) {
    return VectorExponentials.exp(x.mul(x).neg()).mul(ErrorFunctions.TWO_OVER_SQRT_PI);
  }

  private static FloatVector tail(FloatVector a, FloatVector bell) {
    FloatVector t = all(2f).div(a.add(2f));
    FloatVector p = t.fma(all(ErrorFunctions.T9), all(ErrorFunctions.T8));
    p = p.fma(t, all(ErrorFunctions.T7));
    p = p.fma(t, all(ErrorFunctions.T6));
    p = p.fma(t, all(ErrorFunctions.T5));
    p = p.fma(t, all(ErrorFunctions.T4));
    p = p.fma(t, all(ErrorFunctions.T3));
    p = p.fma(t, all(ErrorFunctions.T2));
    p = p.fma(t, all(ErrorFunctions.T1));
    p = p.fma(t, all(ErrorFunctions.T0));
    return p.mul(t).mul(bell).blend(0f, a.compare(GT, ErrorFunctions.LIMIT));
  }
}
