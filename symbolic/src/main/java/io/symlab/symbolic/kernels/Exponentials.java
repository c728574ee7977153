package io.symlab.symbolic.kernels;

/**
 * exp and what is made of it, in single precision by additions, multiplications, divisions and
 * integer operations on the bits alone. Those are exactly rounded, so results are the same bits
 * interpreted, compiled and on vectors ({@link VectorExponentials}). The polynomials are
 * least-maximum fits.
 *
 * <p>Relative errors: exp 1e-7, tanh, sinh and cosh 3e-7.
 */
final class Exponentials {
  /** Below this exp stays at 1.7e-38 instead of running into subnormal numbers. */
  static final float LEAST = -86.98f;

  /** From here exp is infinite; so is half of it from a little further on. */
  static final float MOST = 89.5f;

  static final float LOG2_E = 1.442695f;
  static final float LN2_HIGH = 0.6931472f;
  static final float LN2_LOW = -1.9046542e-9f;

  /**
   * Added to a number of small magnitude it leaves the nearest integer, plus 126, in the lowest
   * bits: shifted into the exponent those are 2^(integer - 1).
   */
  static final float ROUND = 12582912f + 126;

  /** The same for 2^(integer - 2). */
  static final float ROUND_HALF = 12582912f + 125;

  // 2 exp(r) for |r| <= ln(2) / 2. The 2 makes up for the exponent being one less.
  static final float E6 = 2 * 0.0013819824f;
  static final float E5 = 2 * 0.008368687f;
  static final float E4 = 2 * 0.041668277f;
  static final float E3 = 2 * 0.16666521f;
  static final float E2 = 2 * 0.49999994f;

  // sinh(x) = x + x z (S3 + S5 z + S7 z^2) with z = x^2, for |x| < 1.
  static final float S7 = 0.00020387172f;
  static final float S5 = 0.008330101f;
  static final float S3 = 0.16666721f;

  // tanh(x) = x P(z) / Q(z), beyond the limit 1 - 2e-7.
  static final float TANH_LIMIT = 8;
  static final float P1 = 0.12979221f;
  static final float P2 = 0.002985859f;
  static final float P3 = 9.878635e-06f;
  static final float P4 = -1.4704146e-08f;
  static final float P5 = 2.3508417e-11f;
  static final float Q1 = 0.46312538f;
  static final float Q2 = 0.024027914f;
  static final float Q3 = 0.00023720285f;

  private Exponentials() {}

  static float exp(float x) {
    return scaled(x, ROUND);
  }

  /** exp(x) / 2 for x >= 0, finite where exp(x) is just not any more. */
  static float halfExp(float x) {
    return scaled(x, ROUND_HALF);
  }

  private static float scaled(float x, float round) {
    float y = x < LEAST ? LEAST : x;
    y = y > MOST ? MOST : y;
    float t = Math.fma(y, LOG2_E, round);
    float q = t - round;
    float r = Math.fma(q, -LN2_HIGH, y);
    r = Math.fma(q, -LN2_LOW, r);
    float p = Math.fma(r, E6, E5);
    p = Math.fma(p, r, E4);
    p = Math.fma(p, r, E3);
    p = Math.fma(p, r, E2);
    p = Math.fma(p, r, 2f);
    p = Math.fma(p, r, 2f);
    return p * Float.intBitsToFloat(Float.floatToRawIntBits(t) << 23);
  }

  static float tanh(float x) {
    float y = x < -TANH_LIMIT ? -TANH_LIMIT : x;
    y = y > TANH_LIMIT ? TANH_LIMIT : y;
    float z = y * y;
    float p = Math.fma(z, P5, P4);
    p = Math.fma(p, z, P3);
    p = Math.fma(p, z, P2);
    p = Math.fma(p, z, P1);
    p = Math.fma(p, z, 1f);
    float q = Math.fma(z, Q3, Q2);
    q = Math.fma(q, z, Q1);
    q = Math.fma(q, z, 1f);
    return p * y / q;
  }

  static float sinh(float x) {
    float a = Math.abs(x);
    float z = a * a;
    float p = Math.fma(z, S7, S5);
    p = Math.fma(p, z, S3);
    p = Math.fma(p * z, a, a);
    float half = halfExp(a);
    return Bits.copySign(a < 1f ? p : half - 0.25f / half, x);
  }

  static float cosh(float x) {
    float half = halfExp(Math.abs(x));
    return half + 0.25f / half;
  }
}
