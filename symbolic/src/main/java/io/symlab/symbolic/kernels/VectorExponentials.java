package io.symlab.symbolic.kernels;

import static io.symlab.symbolic.kernels.Vectors.all;
import static io.symlab.symbolic.kernels.Vectors.bits;
import static io.symlab.symbolic.kernels.Vectors.copySign;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LT;

import jdk.incubator.vector.FloatVector;

/** {@link Exponentials} on vectors, with the same bits. */
final class VectorExponentials {
  private VectorExponentials() {}

  static FloatVector exp(FloatVector x) {
    return scaled(x, Exponentials.ROUND);
  }

  static FloatVector halfExp(FloatVector x) {
    return scaled(x, Exponentials.ROUND_HALF);
  }

  private static FloatVector scaled(FloatVector x, float round) {
    FloatVector y = x.blend(Exponentials.LEAST, x.compare(LT, Exponentials.LEAST));
    y = y.blend(Exponentials.MOST, y.compare(GT, Exponentials.MOST));
    FloatVector t = y.fma(all(Exponentials.LOG2_E), all(round));
    FloatVector q = t.sub(round);
    FloatVector r = q.fma(all(-Exponentials.LN2_HIGH), y);
    r = q.fma(all(-Exponentials.LN2_LOW), r);
    FloatVector p = r.fma(all(Exponentials.E6), all(Exponentials.E5));
    p = p.fma(r, all(Exponentials.E4));
    p = p.fma(r, all(Exponentials.E3));
    p = p.fma(r, all(Exponentials.E2));
    p = p.fma(r, all(2f));
    p = p.fma(r, all(2f));
    return p.mul(bits(t).lanewise(LSHL, 23).reinterpretAsFloats());
  }

  static FloatVector tanh(FloatVector x) {
    FloatVector y = x.blend(-Exponentials.TANH_LIMIT, x.compare(LT, -Exponentials.TANH_LIMIT));
    y = y.blend(Exponentials.TANH_LIMIT, y.compare(GT, Exponentials.TANH_LIMIT));
    FloatVector z = y.mul(y);
    FloatVector p = z.fma(all(Exponentials.P5), all(Exponentials.P4));
    p = p.fma(z, all(Exponentials.P3));
    p = p.fma(z, all(Exponentials.P2));
    p = p.fma(z, all(Exponentials.P1));
    p = p.fma(z, all(1f));
    FloatVector q = z.fma(all(Exponentials.Q3), all(Exponentials.Q2));
    q = q.fma(z, all(Exponentials.Q1));
    q = q.fma(z, all(1f));
    return p.mul(y).div(q);
  }

  static FloatVector sinh(FloatVector x) {
    FloatVector a = x.abs();
    FloatVector z = a.mul(a);
    FloatVector p = z.fma(all(Exponentials.S7), all(Exponentials.S5));
    p = p.fma(z, all(Exponentials.S3));
    p = p.mul(z).fma(a, a);
    FloatVector half = halfExp(a);
    FloatVector far = half.sub(all(0.25f).div(half));
    return copySign(far.blend(p, a.compare(LT, 1f)), x);
  }

  static FloatVector cosh(FloatVector x) {
    FloatVector half = halfExp(x.abs());
    return half.add(all(0.25f).div(half));
  }
}
