package io.symlab.symbolic.kernels;

import static io.symlab.symbolic.kernels.Vectors.LANES;
import static io.symlab.symbolic.kernels.Vectors.all;
import static io.symlab.symbolic.kernels.Vectors.bits;
import static io.symlab.symbolic.kernels.Vectors.copySign;
import static io.symlab.symbolic.kernels.Vectors.load;
import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LT;
import static jdk.incubator.vector.VectorOperators.XOR;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;

/** {@link Angles} on vectors, with the same bits: sin and cos up to the limit only. */
final class VectorAngles {
  private VectorAngles() {}

  /** Whether some |x| of n, a multiple of the lanes, is beyond what is reduced here. */
  static boolean beyond(float[] a, int at, int n) {
    for (int i = 0; i < n; i += LANES) {
      if (load(a, at + i).abs().compare(GT, Angles.LIMIT).anyTrue()) {
        return true;
      }
    }
    return false;
  }

  static FloatVector sin(FloatVector x) {
    FloatVector t = x.fma(all(Angles.INVERSE_PI), all(Angles.ROUND));
    FloatVector sin = sinOf(x, t.sub(Angles.ROUND));
    return flipped(sin, bits(t).lanewise(LSHL, 31));
  }

  static FloatVector cos(FloatVector x) {
    FloatVector t = x.fma(all(Angles.INVERSE_PI), all(-0.5f)).add(Angles.ROUND);
    FloatVector sin = sinOf(x, t.sub(Angles.ROUND).add(0.5f));
    return flipped(sin, bits(t).lanewise(LSHL, 31).neg().add(Bits.SIGN));
  }

  private static FloatVector flipped(FloatVector x, IntVector sign) {
    return bits(x).lanewise(XOR, sign).reinterpretAsFloats();
  }

  private static FloatVector sinOf(FloatVector x, FloatVector q) {
    FloatVector r = q.fma(all(-Angles.PI_HIGH), x);
    r = q.fma(all(-Angles.PI_MIDDLE), r);
    r = q.fma(all(-Angles.PI_LOW), r);
    FloatVector z = r.mul(r);
    FloatVector p = z.fma(all(Angles.S9), all(Angles.S7));
    p = p.fma(z, all(Angles.S5));
    p = p.fma(z, all(Angles.S3));
    return p.mul(z).fma(r, r);
  }

  /** atan of the smaller |coordinate| over the larger, between 0 and pi / 4. */
  static FloatVector flatAngle(FloatVector y, FloatVector x) {
    FloatVector ax = x.abs();
    FloatVector ay = y.abs();
    FloatVector large = ax.blend(ay, ay.compare(GT, ax));
    FloatVector small = ay.blend(ax, ay.compare(GT, ax));
    FloatVector scale = all(1f).blend(0.0625f, large.compare(GT, Angles.HUGE));
    FloatVector u = small.mul(scale);
    FloatVector w = large.mul(scale);
    FloatVector far = w.mul(Angles.TAN_PI_8);
    FloatVector over = u.blend(u.sub(w), u.compare(GT, far));
    FloatVector under = w.blend(u.add(w), u.compare(GT, far));
    FloatVector t = over.div(under);
    FloatVector z = t.mul(t);
    FloatVector p = z.fma(all(Angles.A9), all(Angles.A7));
    p = p.fma(z, all(Angles.A5));
    p = p.fma(z, all(Angles.A3));
    FloatVector r = p.mul(z).fma(t, t);
    return r.blend(r.add(Angles.PI_4), u.compare(GT, far));
  }

  /** That angle turned into the quadrant of (x, y). */
  static FloatVector turned(FloatVector flat, FloatVector y, FloatVector x) {
    FloatVector ax = x.abs();
    FloatVector ay = y.abs();
    FloatVector same = all(Angles.PI_4).blend(0f, ax.compare(EQ, 0f));
    FloatVector r = flat.blend(same, ax.compare(EQ, ay));
    r = r.blend(all(Angles.PI_2).sub(r), ay.compare(GT, ax));
    // The sign of x, that of -0 included, as -1 or 1.
    FloatVector side = copySign(all(1f), x);
    r = r.blend(all(Angles.PI).sub(r), side.compare(LT, 0f));
    return copySign(r, y);
  }
}
