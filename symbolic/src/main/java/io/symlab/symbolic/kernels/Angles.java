package io.symlab.symbolic.kernels;

/**
 * Circular functions and their inverses in single precision, by exactly rounded operations as
 * {@link Exponentials}. Vectors do the same, bit for bit, in {@link VectorAngles}.
 *
 * <p>Errors: sin and cos 2e-7 of the value plus 1e-9, tan their quotient's; atan2 and atan 3e-7 of
 * the value, asin and acos 5e-7.
 */
final class Angles {
  /** Beyond, multiples of pi are taken off in double precision. */
  static final float LIMIT = 65536;

  static final float ROUND = 12582912f;
  static final float INVERSE_PI = 0.31830987f;
  static final float PI_HIGH = 3.1415927f;
  static final float PI_MIDDLE = -8.742278e-8f;
  static final float PI_LOW = -3.4302490e-15f;

  // sin(r) = r + r z (S3 + S5 z + S7 z^2 + S9 z^3), z = r^2, for |r| <= pi / 2.
  static final float S3 = -0.1666666f;
  static final float S5 = 0.008333069f;
  static final float S7 = -0.00019809768f;
  static final float S9 = 2.6060538e-06f;

  // atan(t) = t + t z (A3 + A5 z + A7 z^2 + A9 z^3), z = t^2, for |t| <= tan(pi / 8).
  static final float A3 = -0.33332953f;
  static final float A5 = 0.19977841f;
  static final float A7 = -0.13878955f;
  static final float A9 = 0.08057436f;
  static final float TAN_PI_8 = 0.41421357f;
  static final float PI_4 = 0.7853982f;
  static final float PI_2 = 1.5707964f;
  static final float PI = 3.1415927f;

  /** From here magnitudes are taken a 16th, so that their sum stays finite. */
  static final float HUGE = 1e37f;

  private Angles() {}

  static float sin(float x) {
    return Math.abs(x) > LIMIT ? (float) StrictMath.sin(x) : reducedSin(x);
  }

  static float cos(float x) {
    return Math.abs(x) > LIMIT ? (float) StrictMath.cos(x) : reducedCos(x);
  }

  static float tan(float x) {
    return sin(x) / cos(x);
  }

  /** The angle whose sine is x; NaN beyond 1. */
  static float asin(float x) {
    return atan2(x, opposite(x));
  }

  /** The angle whose cosine is x; NaN beyond 1. */
  static float acos(float x) {
    return atan2(opposite(x), x);
  }

  static float atan(float x) {
    return atan2(x, 1f);
  }

  /** The other coordinate of a point of the unit circle: sqrt(1 - x^2), without cancelling. */
  static float opposite(float x) {
    return (float) Math.sqrt((1f - x) * (1f + x));
  }

  private static float reducedSin(float x) {
    float t = Math.fma(x, INVERSE_PI, ROUND);
    return Float.intBitsToFloat(
        Float.floatToRawIntBits(sinOf(x, t - ROUND)) ^ (Float.floatToRawIntBits(t) << 31));
  }

  /** cos(r + (k + 1/2) pi) = -(-1)^k sin(r). */
  private static float reducedCos(float x) {
    float t = Math.fma(x, INVERSE_PI, -0.5f) + ROUND;
    return Float.intBitsToFloat(
        Float.floatToRawIntBits(sinOf(x, (t - ROUND) + 0.5f))
            ^ (Bits.SIGN - (Float.floatToRawIntBits(t) << 31)));
  }

  /** sin(x - q pi) where that is between -pi / 2 and pi / 2. */
  private static float sinOf(float x, float q) {
    float r = Math.fma(q, -PI_HIGH, x);
    r = Math.fma(q, -PI_MIDDLE, r);
    r = Math.fma(q, -PI_LOW, r);
    float z = r * r;
    float p = Math.fma(z, S9, S7);
    p = Math.fma(p, z, S5);
    p = Math.fma(p, z, S3);
    return Math.fma(p * z, r, r);
  }

  /** The angle of the point (x, y). */
  static float atan2(float y, float x) {
    float ax = Math.abs(x);
    float ay = Math.abs(y);
    boolean steep = ay > ax;
    float large = steep ? ay : ax;
    float small = steep ? ax : ay;
    float scale = large > HUGE ? 0.0625f : 1f;
    float u = small * scale;
    float w = large * scale;
    boolean beyond = u > w * TAN_PI_8;
    float t = (beyond ? u - w : u) / (beyond ? u + w : w);
    float z = t * t;
    float p = Math.fma(z, A9, A7);
    p = Math.fma(p, z, A5);
    p = Math.fma(p, z, A3);
    float r = Math.fma(p * z, t, t);
    r = beyond ? r + PI_4 : r;
    r = small == large ? (large == 0f ? 0f : PI_4) : r;
    r = steep ? PI_2 - r : r;
    r = Float.floatToRawIntBits(x) < 0 ? PI - r : r;
    return Bits.copySign(r, y);
  }
}
