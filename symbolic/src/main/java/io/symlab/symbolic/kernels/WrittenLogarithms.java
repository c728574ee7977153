package io.symlab.symbolic.kernels;

import static io.symlab.symbolic.kernels.WrittenOut.copySign;
import static io.symlab.symbolic.kernels.WrittenOut.polynomial;

/** log and asinh of {@link Logarithms} as sequences of operations, of the same bits. */
final class WrittenLogarithms {
  private WrittenLogarithms() {}

  static <V> V log(Lanes<V> lanes, V x) {
    V tiny = lanes.literal(Logarithms.TINY);
    V a = lanes.abs(x);
    V sum = lanes.add(a, tiny);
    V log = logOf(lanes, sum, lanes.sub(tiny, lanes.sub(sum, a)));
    return lanes.less(sum, lanes.literal(Float.POSITIVE_INFINITY), log, sum);
  }

  static <V> V asinh(Lanes<V> lanes, V x) {
    V one = lanes.literal(1f);
    V a = lanes.abs(x);
    V square = lanes.mul(a, a);
    V root = lanes.sqrt(lanes.add(square, one));
    V w = lanes.add(a, lanes.div(square, lanes.add(one, root)));
    V sum = lanes.add(one, w);
    V large = lanes.literal(Logarithms.ASINH_LARGE);
    V low = lanes.sub(w, lanes.sub(sum, one));
    V more = lanes.less(large, a, lanes.literal(Logarithms.LN2), lanes.literal(0f));
    V log = lanes.add(logOf(lanes, lanes.less(large, a, a, sum), low), more);
    V infinite = lanes.literal(Float.POSITIVE_INFINITY);
    return copySign(lanes, lanes.less(a, infinite, log, a), x);
  }

  private static <V> V logOf(Lanes<V> lanes, V s, V low) {
    V from = lanes.bitsAdd(s, -Logarithms.MANTISSA_FROM);
    V exponent = lanes.bitsAnd(from, Logarithms.EXPONENT);
    V one = lanes.literal(1f);
    V m1 = lanes.sub(lanes.bitsSub(s, exponent), one);
    // The bits of 1 less the exponent's: a power of two.
    V scale = lanes.bitsSub(one, exponent);
    V f = lanes.less(lanes.literal(4f), s, m1, lanes.fma(low, scale, m1));
    V e = lanes.bitsAdd(lanes.bitsRight(from, 23), Logarithms.ROUND_BITS);
    e = lanes.sub(e, lanes.literal(Logarithms.ROUND));
    V t = lanes.div(f, lanes.add(lanes.literal(2f), f));
    V z = lanes.mul(t, t);
    V r = polynomial(lanes, z, Logarithms.R2, Logarithms.R1, Logarithms.R0);
    r = lanes.fma(lanes.neg(r), z, f);
    r = lanes.fma(lanes.neg(t), r, f);
    V lowest = lanes.fma(e, lanes.literal(Logarithms.LN2_LOW), r);
    return lanes.fma(e, lanes.literal(Logarithms.LN2_HIGH), lowest);
  }
}
