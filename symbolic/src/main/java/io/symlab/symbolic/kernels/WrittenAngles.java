package io.symlab.symbolic.kernels;

import static io.symlab.symbolic.kernels.WrittenOut.copySign;

/**
 * The circular functions of {@link Angles} and their inverses as sequences of operations, of the
 * same bits.
 */
final class WrittenAngles {
  private WrittenAngles() {}

  static <V> V sin(Lanes<V> lanes, V x) {
    V round = lanes.literal(Angles.ROUND);
    V t = lanes.fma(x, lanes.literal(Angles.INVERSE_PI), round);
    V sin = reduced(lanes, x, lanes.sub(t, round));
    // Bits less those of a sign alone: the sign turned round.
    return lanes.sinFar(x, lanes.bitsSub(sin, lanes.bitsLeft(t, 31)));
  }

  static <V> V cos(Lanes<V> lanes, V x) {
    V round = lanes.literal(Angles.ROUND);
    V half = lanes.literal(-0.5f);
    V t = lanes.add(lanes.fma(x, lanes.literal(Angles.INVERSE_PI), half), round);
    V sin = reduced(lanes, x, lanes.add(lanes.sub(t, round), lanes.literal(0.5f)));
    V turned = lanes.bitsAdd(sin, Bits.SIGN);
    return lanes.cosFar(x, lanes.bitsSub(turned, lanes.bitsLeft(t, 31)));
  }

  static <V> V tan(Lanes<V> lanes, V x) {
    return lanes.div(sin(lanes, x), cos(lanes, x));
  }

  /** sin(x - q pi) where that is between -pi / 2 and pi / 2. */
  private static <V> V reduced(Lanes<V> lanes, V x, V q) {
    V r = lanes.fma(q, lanes.literal(-Angles.PI_HIGH), x);
    r = lanes.fma(q, lanes.literal(-Angles.PI_MIDDLE), r);
    r = lanes.fma(q, lanes.literal(-Angles.PI_LOW), r);
    V z = lanes.mul(r, r);
    V p = WrittenOut.polynomial(lanes, z, Angles.S9, Angles.S7, Angles.S5, Angles.S3);
    return lanes.fma(lanes.mul(p, z), r, r);
  }

  static <V> V asin(Lanes<V> lanes, V x) {
    return atan2(lanes, x, opposite(lanes, x));
  }

  static <V> V acos(Lanes<V> lanes, V x) {
    return atan2(lanes, opposite(lanes, x), x);
  }

  static <V> V atan(Lanes<V> lanes, V x) {
    return atan2(lanes, x, lanes.literal(1f));
  }

  private static <V> V opposite(Lanes<V> lanes, V x) {
    V one = lanes.literal(1f);
    return lanes.sqrt(lanes.mul(lanes.sub(one, x), lanes.add(one, x)));
  }

  static <V> V atan2(Lanes<V> lanes, V y, V x) {
    V zero = lanes.literal(0f);
    V ax = lanes.abs(x);
    V ay = lanes.abs(y);
    V large = lanes.less(ax, ay, ay, ax);
    V small = lanes.less(ax, ay, ax, ay);
    V r = flat(lanes, small, large);
    // Equal where the smaller is not less; no NaN is.
    V same = lanes.lessOrEqual(large, zero, zero, lanes.literal(Angles.PI_4));
    r = lanes.lessOrEqual(large, small, same, r);
    r = lanes.less(ax, ay, lanes.sub(lanes.literal(Angles.PI_2), r), r);
    V side = copySign(lanes, lanes.literal(1f), x);
    r = lanes.less(side, zero, lanes.sub(lanes.literal(Angles.PI), r), r);
    return copySign(lanes, r, y);
  }

  /** atan of the smaller coordinate over the larger. */
  private static <V> V flat(Lanes<V> lanes, V small, V large) {
    V huge = lanes.literal(Angles.HUGE);
    V scale = lanes.less(huge, large, lanes.literal(0.0625f), lanes.literal(1f));
    V u = lanes.mul(small, scale);
    V w = lanes.mul(large, scale);
    V far = lanes.mul(w, lanes.literal(Angles.TAN_PI_8));
    V over = lanes.less(far, u, lanes.sub(u, w), u);
    V under = lanes.less(far, u, lanes.add(u, w), w);
    V t = lanes.div(over, under);
    V z = lanes.mul(t, t);
    V p = WrittenOut.polynomial(lanes, z, Angles.A9, Angles.A7, Angles.A5, Angles.A3);
    V r = lanes.fma(lanes.mul(p, z), t, t);
    return lanes.less(far, u, lanes.add(r, lanes.literal(Angles.PI_4)), r);
  }
}
