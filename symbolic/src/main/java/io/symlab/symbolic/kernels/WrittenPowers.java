package io.symlab.symbolic.kernels;

/** pow of {@link Logarithms} as a sequence of operations, of the same bits. */
final class WrittenPowers {
  private static final float UP = 16777216f;

  private WrittenPowers() {}

  /** |x|^y; its sign is for the caller. */
  static <V> V power(Lanes<V> lanes, V x, V y) {
    V a = lanes.abs(x);
    V least = lanes.literal(Float.MIN_NORMAL);
    V normal = lanes.less(a, least, lanes.mul(a, lanes.literal(UP)), a);
    V from = lanes.bitsAdd(normal, -Logarithms.MANTISSA_FROM);
    V m = lanes.bitsSub(normal, lanes.bitsAnd(from, Logarithms.EXPONENT));
    V e = lanes.bitsAdd(lanes.bitsRight(from, 23), Logarithms.ROUND_BITS);
    e = lanes.sub(e, lanes.literal(Logarithms.ROUND));
    e = lanes.sub(e, lanes.less(a, least, lanes.literal(24f), lanes.literal(0f)));
    V two = lanes.literal(2f);
    V f = lanes.sub(m, lanes.literal(1f));
    V d = lanes.add(two, f);
    V dLow = lanes.sub(f, lanes.sub(d, two));
    V t = lanes.div(f, d);
    V down = lanes.neg(t);
    V tLow = lanes.div(lanes.fma(down, dLow, lanes.fma(down, d, f)), d);
    V z = lanes.mul(t, t);
    V p =
        WrittenOut.polynomial(lanes, z, Logarithms.L3, Logarithms.L2, Logarithms.L1, Logarithms.L0);
    V factor = lanes.literal(Logarithms.C_HIGH);
    V high = lanes.mul(factor, t);
    V low = lanes.fma(factor, t, lanes.neg(high));
    low = lanes.fma(lanes.literal(Logarithms.C_LOW), t, low);
    low = lanes.fma(factor, tLow, low);
    low = lanes.fma(lanes.mul(high, z), p, low);
    V log = lanes.add(e, high);
    low = lanes.add(low, lanes.sub(high, lanes.sub(log, e)));
    V sum = lanes.add(log, low);
    low = lanes.sub(low, lanes.sub(sum, log));
    V infinite = lanes.literal(Float.POSITIVE_INFINITY);
    log = lanes.less(a, infinite, sum, a);
    V zero = lanes.literal(0f);
    log = lanes.lessOrEqual(a, zero, lanes.literal(Float.NEGATIVE_INFINITY), log);
    return exp2(lanes, y, log, low);
  }

  /** 2^(y (log + low)). */
  private static <V> V exp2(Lanes<V> lanes, V y, V log, V low) {
    V zero = lanes.literal(0f);
    V product = lanes.mul(y, log);
    V rest = lanes.fma(y, low, lanes.fma(y, log, lanes.neg(product)));
    V most = lanes.literal(Logarithms.POWER_LIMIT);
    V least = lanes.literal(-Logarithms.POWER_LIMIT);
    V x = lanes.less(product, least, least, product);
    x = lanes.less(most, x, most, x);
    rest = lanes.lessOrEqual(x, least, zero, rest);
    rest = lanes.lessOrEqual(most, x, zero, rest);
    V round = lanes.literal(Logarithms.ROUND);
    V rounded = lanes.add(x, round);
    V r = lanes.add(lanes.sub(x, lanes.sub(rounded, round)), rest);
    V v =
        WrittenOut.polynomial(
            lanes,
            r,
            Logarithms.X6,
            Logarithms.X5,
            Logarithms.X4,
            Logarithms.X3,
            Logarithms.X2,
            Logarithms.X1,
            1f);
    V q = lanes.bitsAdd(rounded, -Logarithms.ROUND_BITS);
    V half = lanes.bitsRight(q, 1);
    v = lanes.mul(v, powerOfTwo(lanes, half));
    v = lanes.mul(v, powerOfTwo(lanes, lanes.bitsSub(q, half)));
    return lanes.lessOrEqual(lanes.abs(y), zero, lanes.literal(1f), v);
  }

  /** Of the integer that is a value's bits. */
  private static <V> V powerOfTwo(Lanes<V> lanes, V exponent) {
    return lanes.bitsAdd(lanes.bitsLeft(exponent, 23), Logarithms.ONE);
  }
}
