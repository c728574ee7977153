package io.symlab.symbolic.kernels;

import static io.symlab.symbolic.kernels.Logarithms.EXPONENT;
import static io.symlab.symbolic.kernels.Logarithms.MANTISSA_FROM;
import static io.symlab.symbolic.kernels.Logarithms.ONE;
import static io.symlab.symbolic.kernels.Logarithms.POWER_LIMIT;
import static io.symlab.symbolic.kernels.Logarithms.ROUND;
import static io.symlab.symbolic.kernels.Logarithms.ROUND_BITS;
import static io.symlab.symbolic.kernels.Vectors.CHUNK;
import static io.symlab.symbolic.kernels.Vectors.all;
import static io.symlab.symbolic.kernels.Vectors.bits;
import static io.symlab.symbolic.kernels.Vectors.copySign;
import static io.symlab.symbolic.kernels.Vectors.sqrt;
import static jdk.incubator.vector.VectorOperators.ASHR;
import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.GE;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LE;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LT;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;

/** {@link Logarithms} on vectors, with the same bits. */
final class VectorLogarithms {
  private static final float INFINITE = Float.POSITIVE_INFINITY;

  private VectorLogarithms() {}

  static FloatVector log(FloatVector x) {
    FloatVector a = x.abs();
    FloatVector sum = a.add(Logarithms.TINY);
    FloatVector log = logOf(sum, all(Logarithms.TINY).sub(sum.sub(a)));
    return sum.blend(log, sum.compare(LT, INFINITE));
  }

  /** The arguments of {@link #logOf} for asinh, the second a chunk after the first. */
  static void asinhSums(FloatVector x, float[] out, int at) {
    FloatVector a = x.abs();
    FloatVector square = a.mul(a);
    FloatVector w = a.add(square.div(sqrt(square.add(1f)).add(1f)));
    FloatVector sum = w.add(1f);
    w.sub(sum.sub(1f)).intoArray(out, CHUNK + at);
    sum.blend(a, a.compare(GT, Logarithms.ASINH_LARGE)).intoArray(out, at);
  }

  /** asinh from those. */
  static FloatVector asinh(FloatVector x, FloatVector sum, FloatVector low) {
    FloatVector a = x.abs();
    FloatVector more = all(0f).blend(Logarithms.LN2, a.compare(GT, Logarithms.ASINH_LARGE));
    return copySign(a.blend(logOf(sum, low).add(more), a.compare(LT, INFINITE)), x);
  }

  static FloatVector logOf(FloatVector s, FloatVector low) {
    IntVector bits = bits(s);
    IntVector from = bits.sub(MANTISSA_FROM);
    IntVector exponent = from.and(EXPONENT);
    FloatVector m1 = bits.sub(exponent).reinterpretAsFloats().sub(1f);
    FloatVector scale = exponent.neg().add(ONE).reinterpretAsFloats();
    FloatVector f = low.fma(scale, m1).blend(m1, s.compare(GT, 4f));
    FloatVector e = exponentOf(from);
    FloatVector t = f.div(f.add(2f));
    FloatVector z = t.mul(t);
    FloatVector r = z.fma(all(Logarithms.R2), all(Logarithms.R1));
    r = r.fma(z, all(Logarithms.R0));
    r = r.neg().fma(z, f);
    r = t.neg().fma(r, f);
    return e.fma(all(Logarithms.LN2_HIGH), e.fma(all(Logarithms.LN2_LOW), r));
  }

  private static FloatVector exponentOf(IntVector from) {
    return from.lanewise(ASHR, 23).add(ROUND_BITS).reinterpretAsFloats().sub(ROUND);
  }

  /** log2(a) for a >= 0 as the sum of two floats, the second a chunk after the first. */
  static void log2(FloatVector a, float[] out, int at) {
    IntVector bits = bits(a.blend(a.mul(16777216f), a.compare(LT, Float.MIN_NORMAL)));
    IntVector from = bits.sub(MANTISSA_FROM);
    FloatVector f = bits.sub(from.and(EXPONENT)).reinterpretAsFloats().sub(1f);
    FloatVector e = exponentOf(from);
    e = e.blend(e.sub(24f), a.compare(LT, Float.MIN_NORMAL));
    FloatVector d = f.add(2f);
    FloatVector t = f.div(d);
    FloatVector high = t.mul(Logarithms.C_HIGH);
    FloatVector low = lowDigits(f, d, t, high);
    FloatVector log = e.add(high);
    low = low.add(high.sub(log.sub(e)));
    FloatVector sum = log.add(low);
    low.sub(sum.sub(log)).intoArray(out, CHUNK + at);
    log = a.blend(sum, a.compare(LT, INFINITE));
    log.blend(-INFINITE, a.compare(EQ, 0f)).intoArray(out, at);
  }

  /** What the high digits lack of log2(1 + f). */
  private static FloatVector lowDigits(
      FloatVector f, FloatVector d, FloatVector t, FloatVector high) {
    FloatVector minus = t.neg();
    FloatVector tLow = minus.fma(f.sub(d.sub(2f)), minus.fma(d, f)).div(d);
    FloatVector z = t.mul(t);
    FloatVector p = z.fma(all(Logarithms.L3), all(Logarithms.L2));
    p = p.fma(z, all(Logarithms.L1));
    p = p.fma(z, all(Logarithms.L0));
    FloatVector c = all(Logarithms.C_HIGH);
    FloatVector low = c.fma(t, high.neg());
    low = t.fma(all(Logarithms.C_LOW), low);
    low = c.fma(tLow, low);
    return high.mul(z).fma(p, low);
  }

  /** a^y from log2(a). */
  static FloatVector power(FloatVector log, FloatVector low, FloatVector y) {
    FloatVector product = y.mul(log);
    FloatVector rest = y.fma(low, y.fma(log, product.neg()));
    FloatVector x = product.blend(-POWER_LIMIT, product.compare(LT, -POWER_LIMIT));
    x = x.blend(POWER_LIMIT, x.compare(GT, POWER_LIMIT));
    rest = rest.blend(0f, x.compare(LE, -POWER_LIMIT));
    rest = rest.blend(0f, x.compare(GE, POWER_LIMIT));
    return exp2(x, rest).blend(1f, y.compare(EQ, 0f));
  }

  /** 2^(x + rest) for |x| up to the limit, in two halves as the exponent may run over. */
  private static FloatVector exp2(FloatVector x, FloatVector rest) {
    FloatVector rounded = x.add(ROUND);
    FloatVector r = x.sub(rounded.sub(ROUND)).add(rest);
    FloatVector v = r.fma(all(Logarithms.X6), all(Logarithms.X5));
    v = v.fma(r, all(Logarithms.X4));
    v = v.fma(r, all(Logarithms.X3));
    v = v.fma(r, all(Logarithms.X2));
    v = v.fma(r, all(Logarithms.X1));
    v = v.fma(r, all(1f));
    IntVector q = bits(rounded).sub(ROUND_BITS);
    IntVector half = q.lanewise(ASHR, 1);
    v = v.mul(half.lanewise(LSHL, 23).add(ONE).reinterpretAsFloats());
    return v.mul(q.sub(half).lanewise(LSHL, 23).add(ONE).reinterpretAsFloats());
  }
}
