package io.symlab.model.kernels;

/**
 * tanh as a rational function, by multiplication, addition and one division alone: those are
 * exactly rounded, so the result does not depend on how the code is run, as that of a library's
 * tanh may. tanh(x) = x P(x^2) / Q(x^2) within 3e-7 (relative) on [-8, 8], a least-maximum fit of
 * our own; beyond, x is clamped to where the result is 1 - 2e-7.
 *
 * <p>Beyond the clamp a result no longer depends on x, so its slope is 0 there, not the 5e-7 or so
 * that the formula from the result would give: a saturated unit must not pull at its weights.
 */
final class Tanh {
  static final float LIMIT = 8;
  static final float P1 = 0.12979221f;
  static final float P2 = 0.002985859f;
  static final float P3 = 9.878635e-06f;
  static final float P4 = -1.4704146e-08f;
  static final float P5 = 2.3508417e-11f;
  static final float Q1 = 0.46312538f;
  static final float Q2 = 0.024027914f;
  static final float Q3 = 0.00023720285f;

  /** 1 - t^2 of the clamped tanh; a slope of no more than this is none. */
  static final float TANH_CLAMPED = 1 - tanh(LIMIT) * tanh(LIMIT);

  /** s - s^2 of the clamped sigmoid, on the side where rounding leaves more of it. */
  static final float SIGMOID_CLAMPED =
      Math.max(
          sigmoid(2 * LIMIT) - sigmoid(2 * LIMIT) * sigmoid(2 * LIMIT),
          sigmoid(-2 * LIMIT) - sigmoid(-2 * LIMIT) * sigmoid(-2 * LIMIT));

  /** y + 1 of the clamped elu. */
  static final float ELU_CLAMPED = elu(-2 * LIMIT) + 1;

  /** Larger than 1 over any difference of the slopes above from their neighbours. */
  private static final float STEEP = 1e20f;

  private Tanh() {}

  /**
   * A slope, or 0 where it is that of a clamped result; without a branch, to be made vectors of.
   */
  static float slope(float raw, float clamped) {
    return Math.max(0f, raw) * Math.min(1f, Math.max(0f, (raw - clamped) * STEEP));
  }

  /** tanh' from tanh's result. */
  static float tanhSlope(float t) {
    return slope(1 - t * t, TANH_CLAMPED);
  }

  /** sigmoid' from sigmoid's result. */
  static float sigmoidSlope(float s) {
    return slope(s - s * s, SIGMOID_CLAMPED);
  }

  /** elu' from elu's result. */
  static float eluSlope(float y) {
    return slope(Math.min(y, 0f) + 1, ELU_CLAMPED);
  }

  static float tanh(float x) {
    float y = clamp(x);
    float z = y * y;
    return numerator(y, z) / denominator(z);
  }

  /** 1 / (1 + exp(-x)). */
  static float sigmoid(float x) {
    return Math.fma(tanh(0.5f * x), 0.5f, 0.5f);
  }

  /** x where positive, else exp(x) - 1 = 2 t / (1 - t) with t = tanh(x / 2). */
  static float elu(float x) {
    float y = clamp(0.5f * x);
    float z = y * y;
    float p = numerator(y, z);
    float q = denominator(z);
    return x > 0 ? x : (p + p) / (q - p);
  }

  private static float clamp(float x) {
    float y = x < -LIMIT ? -LIMIT : x;
    return y > LIMIT ? LIMIT : y;
  }

  private static float numerator(float x, float z) {
    float p = Math.fma(z, P5, P4);
    p = Math.fma(p, z, P3);
    p = Math.fma(p, z, P2);
    p = Math.fma(p, z, P1);
    p = Math.fma(p, z, 1f);
    return p * x;
  }

  private static float denominator(float z) {
    float q = Math.fma(z, Q3, Q2);
    q = Math.fma(q, z, Q1);
    return Math.fma(q, z, 1f);
  }
}
