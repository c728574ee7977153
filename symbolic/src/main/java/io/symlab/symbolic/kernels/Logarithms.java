package io.symlab.symbolic.kernels;

/**
 * Logarithms and powers in single precision, by exactly rounded operations as {@link Exponentials}.
 * Vectors do the same, bit for bit, in {@link VectorLogarithms}.
 *
 * <p>Relative errors: log and asinh 3e-7, pow 3e-7.
 */
final class Logarithms {
  /** What log adds to |x|. */
  static final float TINY = 1e-8f;

  /** From here asinh(x) is ln(2 x) in single precision. */
  static final float ASINH_LARGE = 1e4f;

  /** Bits of sqrt(1/2): mantissas are taken from here to sqrt(2). */
  static final int MANTISSA_FROM = 0x3f3504f3;

  static final int EXPONENT = 0xff800000;
  static final int ONE = 0x3f800000;

  /** An integer's bits added to these are the float 12582912 plus the integer. */
  static final int ROUND_BITS = 0x4b400000;

  static final float ROUND = 12582912f;

  static final float LN2_HIGH = 0.693359375f;
  static final float LN2_LOW = -2.1219444e-4f;
  static final float LN2 = 0.6931472f;

  // ln(1 + f) = f - t (f - R z), t = f / (2 + f), z = t^2, R = R0 + R1 z + R2 z^2.
  static final float R0 = 0.66666776f;
  static final float R1 = 0.39977553f;
  static final float R2 = 0.29872137f;

  // log2((1 + t) / (1 - t)) = C t (1 + z (L0 + ...)), C = 2 / ln(2) in two parts.
  static final float C_HIGH = 2.88539f;
  static final float C_LOW = 3.8519196e-8f;
  static final float L0 = 0.3333333f;
  static final float L1 = 0.20000486f;
  static final float L2 = 0.14249419f;
  static final float L3 = 0.121384196f;

  // 2^r = 1 + r (X1 + ...) for |r| <= 1/2.
  static final float X1 = 0.6931472f;
  static final float X2 = 0.24022648f;
  static final float X3 = 0.055503592f;
  static final float X4 = 0.009618506f;
  static final float X5 = 0.0013391242f;
  static final float X6 = 0.00015327103f;

  /** Beyond, 2^x is 0 or infinite whatever is added to x. */
  static final float POWER_LIMIT = 160;

  private Logarithms() {}

  /** ln(|x| + 1e-8), the part of the sum that rounding drops included. */
  static float log(float x) {
    float a = Math.abs(x);
    float sum = a + TINY;
    float log = logOf(sum, TINY - (sum - a));
    return sum < Float.POSITIVE_INFINITY ? log : sum;
  }

  /** ln(a) + ln(1 + w / a ...): from w so that nothing cancels near 0. */
  static float asinh(float x) {
    float a = Math.abs(x);
    float square = a * a;
    float w = a + square / (1f + (float) Math.sqrt(square + 1f));
    float sum = 1f + w;
    boolean large = a > ASINH_LARGE;
    float log = logOf(large ? a : sum, w - (sum - 1f)) + (large ? LN2 : 0f);
    return Bits.copySign(a < Float.POSITIVE_INFINITY ? log : a, x);
  }

  /** ln(s + low) for finite s > 0 and low below s's last digit. */
  static float logOf(float s, float low) {
    int bits = Float.floatToRawIntBits(s);
    int from = bits - MANTISSA_FROM;
    int exponent = from & EXPONENT;
    float m = Float.intBitsToFloat(bits - exponent);
    // Where s is large low does not count, and its scale would run over.
    float f = s > 4f ? m - 1f : Math.fma(low, Float.intBitsToFloat(ONE - exponent), m - 1f);
    float e = Float.intBitsToFloat(ROUND_BITS + (from >> 23)) - ROUND;
    float t = f / (2f + f);
    float z = t * t;
    float r = Math.fma(z, R2, R1);
    r = Math.fma(r, z, R0);
    // f - R z, then f - t (f - R z).
    r = Math.fma(-r, z, f);
    r = Math.fma(-t, r, f);
    return Math.fma(e, LN2_HIGH, Math.fma(e, LN2_LOW, r));
  }

  /** sign(x) |x|^y; 0^y is 0 for y >= 0 and NaN below, x^0 is sign(x). */
  static float pow(float x, float y) {
    return power(Math.abs(x), y) * (x > 0f ? 1f : x < 0f ? -1f : x);
  }

  /** a^y for a >= 0, by a logarithm of twice the digits; a^0 = 1. */
  static float power(float a, float y) {
    boolean small = a < Float.MIN_NORMAL;
    int bits = Float.floatToRawIntBits(small ? a * 16777216f : a);
    int from = bits - MANTISSA_FROM;
    float m = Float.intBitsToFloat(bits - (from & EXPONENT));
    float e = Float.intBitsToFloat(ROUND_BITS + (from >> 23)) - ROUND - (small ? 24f : 0f);
    float f = m - 1f;
    float d = 2f + f;
    float dLow = f - (d - 2f);
    float t = f / d;
    float tLow = Math.fma(-t, dLow, Math.fma(-t, d, f)) / d;
    float z = t * t;
    float p = Math.fma(z, L3, L2);
    p = Math.fma(p, z, L1);
    p = Math.fma(p, z, L0);
    float high = C_HIGH * t;
    float low = Math.fma(C_HIGH, t, -high);
    low = Math.fma(C_LOW, t, low);
    low = Math.fma(C_HIGH, tLow, low);
    low = Math.fma(high * z, p, low);
    float log = e + high;
    low = low + (high - (log - e));
    // Again high and low, so that the integer next to y log(a) is that next to the sum's.
    float sum = log + low;
    low = low - (sum - log);
    // Infinite and NaN as a is.
    log = a < Float.POSITIVE_INFINITY ? sum : a;
    log = a == 0f ? Float.NEGATIVE_INFINITY : log;
    float product = y * log;
    float rest = Math.fma(y, low, Math.fma(y, log, -product));
    float x = product < -POWER_LIMIT ? -POWER_LIMIT : product;
    x = x > POWER_LIMIT ? POWER_LIMIT : x;
    // Beyond the limit the rest may be anything, NaN included.
    rest = x <= -POWER_LIMIT ? 0f : rest;
    rest = x >= POWER_LIMIT ? 0f : rest;
    float rounded = x + ROUND;
    float r = (x - (rounded - ROUND)) + rest;
    float v = Math.fma(r, X6, X5);
    v = Math.fma(v, r, X4);
    v = Math.fma(v, r, X3);
    v = Math.fma(v, r, X2);
    v = Math.fma(v, r, X1);
    v = Math.fma(v, r, 1f);
    // In two halves, so that results run into subnormal numbers and infinity by themselves.
    int q = Float.floatToRawIntBits(rounded) - ROUND_BITS;
    int half = q >> 1;
    v = v * Float.intBitsToFloat(ONE + (half << 23));
    v = v * Float.intBitsToFloat(ONE + ((q - half) << 23));
    return y == 0f ? 1f : v;
  }
}
