package io.symlab.symbolic.kernels;

/**
 * erf and erfc in single precision, by exactly rounded operations as {@link Exponentials}. Vectors
 * do the same, bit for bit, in {@link VectorErrorFunctions}.
 *
 * <p>Relative errors: erf 2e-7, erfc 4e-7; erfc is 0 where it would be subnormal.
 */
final class ErrorFunctions {
  /** erfc is below the least normal number from here. */
  static final float LIMIT = 9.19f;

  static final float TWO_OVER_SQRT_PI = 1.1283792f;

  // erf(x) = x (E0 + E1 z + ...), z = x^2, for |x| < 1.
  static final float E0 = 1.1283791f;
  static final float E1 = -0.37612242f;
  static final float E2 = 0.11279441f;
  static final float E3 = -0.02668885f;
  static final float E4 = 0.0048899325f;
  static final float E5 = -0.00055134814f;

  // erfc(a) = exp(-a^2) t (T0 + T1 t + ...), t = 2 / (2 + a), for a >= 0.
  static final float T0 = 0.2820645f;
  static final float T1 = 0.28285706f;
  static final float T2 = 0.2386447f;
  static final float T3 = 0.22554205f;
  static final float T4 = -0.09831689f;
  static final float T5 = 0.4212703f;
  static final float T6 = -0.67001456f;
  static final float T7 = 0.42892012f;
  static final float T8 = -0.12325019f;
  static final float T9 = 0.0122828735f;

  private ErrorFunctions() {}

  static float erf(float x) {
    float a = Math.abs(x);
    float z = a * a;
    float p = Math.fma(z, E5, E4);
    p = Math.fma(p, z, E3);
    p = Math.fma(p, z, E2);
    p = Math.fma(p, z, E1);
    p = Math.fma(p, z, E0);
    return Bits.copySign(a < 1f ? p * a : 1f - tail(a), x);
  }

  static float erfc(float x) {
    float tail = tail(Math.abs(x));
    return x < 0f ? 2f - tail : tail;
  }

  /** Both slopes up to the sign: 2 / sqrt(pi) exp(-x^2). */
  static float slope(float x) {
    return TWO_OVER_SQRT_PI * Exponentials.exp(-(x * x));
  }

  /** erfc(a) for a >= 0. */
  private static float tail(float a) {
    float square = a * a;
    float rest = Math.fma(a, a, -square);
    float e = Exponentials.exp(-square);
    e = Math.fma(-e, rest, e);
    float t = 2f / (2f + a);
    float p = Math.fma(t, T9, T8);
    p = Math.fma(p, t, T7);
    p = Math.fma(p, t, T6);
    p = Math.fma(p, t, T5);
    p = Math.fma(p, t, T4);
    p = Math.fma(p, t, T3);
    p = Math.fma(p, t, T2);
    p = Math.fma(p, t, T1);
    p = Math.fma(p, t, T0);
    return a > LIMIT ? 0f : p * t * e;
  }
}
