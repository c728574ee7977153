package io.symlab.symbolic.kernels;

import static io.symlab.symbolic.kernels.WrittenOut.copySign;
import static io.symlab.symbolic.kernels.WrittenOut.polynomial;

/** {@link Exponentials} and {@link ErrorFunctions} as sequences of operations, of the same bits. */
final class WrittenExponentials {
  private WrittenExponentials() {}

  static <V> V exp(Lanes<V> lanes, V x) {
    return scaled(lanes, x, Exponentials.ROUND);
  }

  private static <V> V halfExp(Lanes<V> lanes, V x) {
    return scaled(lanes, x, Exponentials.ROUND_HALF);
  }

  private static <V> V scaled(Lanes<V> lanes, V x, float round) {
    V y = clamped(lanes, x, Exponentials.LEAST, Exponentials.MOST);
    V t = lanes.fma(y, lanes.literal(Exponentials.LOG2_E), lanes.literal(round));
    V q = lanes.sub(t, lanes.literal(round));
    V r = lanes.fma(q, lanes.literal(-Exponentials.LN2_HIGH), y);
    r = lanes.fma(q, lanes.literal(-Exponentials.LN2_LOW), r);
    V p =
        polynomial(
            lanes,
            r,
            Exponentials.E6,
            Exponentials.E5,
            Exponentials.E4,
            Exponentials.E3,
            Exponentials.E2,
            2f,
            2f);
    return lanes.mul(p, lanes.bitsLeft(t, 23));
  }

  private static <V> V clamped(Lanes<V> lanes, V x, float least, float most) {
    V low = lanes.literal(least);
    V high = lanes.literal(most);
    V y = lanes.less(x, low, low, x);
    return lanes.less(high, y, high, y);
  }

  static <V> V tanh(Lanes<V> lanes, V x) {
    V y = clamped(lanes, x, -Exponentials.TANH_LIMIT, Exponentials.TANH_LIMIT);
    V z = lanes.mul(y, y);
    V p =
        polynomial(
            lanes,
            z,
            Exponentials.P5,
            Exponentials.P4,
            Exponentials.P3,
            Exponentials.P2,
            Exponentials.P1,
            1f);
    V q = polynomial(lanes, z, Exponentials.Q3, Exponentials.Q2, Exponentials.Q1, 1f);
    return lanes.div(lanes.mul(p, y), q);
  }

  static <V> V sinh(Lanes<V> lanes, V x) {
    V a = lanes.abs(x);
    V z = lanes.mul(a, a);
    V p = polynomial(lanes, z, Exponentials.S7, Exponentials.S5, Exponentials.S3);
    p = lanes.fma(lanes.mul(p, z), a, a);
    V half = halfExp(lanes, a);
    V far = lanes.sub(half, lanes.div(lanes.literal(0.25f), half));
    return copySign(lanes, lanes.less(a, lanes.literal(1f), p, far), x);
  }

  static <V> V cosh(Lanes<V> lanes, V x) {
    V half = halfExp(lanes, lanes.abs(x));
    return lanes.add(half, lanes.div(lanes.literal(0.25f), half));
  }

  static <V> V erf(Lanes<V> lanes, V x) {
    V a = lanes.abs(x);
    V z = lanes.mul(a, a);
    V p =
        polynomial(
            lanes,
            z,
            ErrorFunctions.E5,
            ErrorFunctions.E4,
            ErrorFunctions.E3,
            ErrorFunctions.E2,
            ErrorFunctions.E1,
            ErrorFunctions.E0);
    V one = lanes.literal(1f);
    V far = lanes.sub(one, tail(lanes, a));
    return copySign(lanes, lanes.less(a, one, lanes.mul(p, a), far), x);
  }

  static <V> V erfc(Lanes<V> lanes, V x) {
    V tail = tail(lanes, lanes.abs(x));
    V other = lanes.sub(lanes.literal(2f), tail);
    return lanes.less(x, lanes.literal(0f), other, tail);
  }

  private static <V> V tail(Lanes<V> lanes, V a) {
    V square = lanes.mul(a, a);
    V minus = lanes.neg(square);
    V rest = lanes.fma(a, a, minus);
    V e = exp(lanes, minus);
    e = lanes.fma(lanes.neg(e), rest, e);
    V two = lanes.literal(2f);
    V t = lanes.div(two, lanes.add(two, a));
    V p =
        polynomial(
            lanes,
            t,
            ErrorFunctions.T9,
            ErrorFunctions.T8,
            ErrorFunctions.T7,
            ErrorFunctions.T6,
            ErrorFunctions.T5,
            ErrorFunctions.T4,
            ErrorFunctions.T3,
            ErrorFunctions.T2,
            ErrorFunctions.T1,
            ErrorFunctions.T0);
    V near = lanes.mul(lanes.mul(p, t), e);
    return lanes.less(lanes.literal(ErrorFunctions.LIMIT), a, lanes.literal(0f), near);
  }
}
