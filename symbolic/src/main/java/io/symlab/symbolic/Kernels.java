package io.symlab.symbolic;

/**
 * The operators' block kernels: plain loops over floats. They are what a program's evaluation
 * spends its time in, so the cheap ones and exp, tanh, sinh and cosh use only additions,
 * multiplications, divisions, minima and maxima, which a compiler turns into vector instructions,
 * and which give the same bits interpreted and compiled.
 */
final class Kernels {
  private Kernels() {}

  static void add(float[] a, float[] b, float[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = a[i] + b[i];
    }
  }

  static void sub(float[] a, float[] b, float[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = a[i] - b[i];
    }
  }

  static void mul(float[] a, float[] b, float[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = a[i] * b[i];
    }
  }

  static void div(float[] a, float[] b, float[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = a[i] / b[i];
    }
  }

  static void pow(float[] a, float[] b, float[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = (float) (Math.signum(a[i]) * Math.pow(Math.abs(a[i]), b[i]));
    }
  }

  static void max(float[] a, float[] b, float[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = Math.max(a[i], b[i]);
    }
  }

  static void min(float[] a, float[] b, float[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = Math.min(a[i], b[i]);
    }
  }

  static void greater(float[] a, float[] b, float[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = a[i] > b[i] ? 1f : a[i] <= b[i] ? 0f : Float.NaN;
    }
  }

  static void atan2(float[] a, float[] b, float[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = (float) Math.atan2(a[i], b[i]);
    }
  }

  static void neg(float[] a, float[] b, float[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = -a[i];
    }
  }

  static void abs(float[] a, float[] b, float[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = Math.abs(a[i]);
    }
  }

  static void sign(float[] a, float[] b, float[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = Math.signum(a[i]);
    }
  }

  static void square(float[] a, float[] b, float[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = a[i] * a[i];
    }
  }

  static void cube(float[] a, float[] b, float[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = a[i] * a[i] * a[i];
    }
  }

  static void sqrt(float[] a, float[] b, float[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = (float) Math.sqrt(Math.abs(a[i]));
    }
  }

  static void log(float[] a, float[] b, float[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = (float) Math.log(Math.abs(a[i]) + 1e-8);
    }
  }

  /**
   * exp(x) = 1 + p for x >= 0 and 1 / (1 + p) otherwise, with p = expm1(|x|); `up` is 1 or 0
   * without a branch. Below -87 the result stays at e^-87 instead of running into subnormal
   * numbers.
   */
  static void exp(float[] a, float[] b, float[] out, int n) {
    for (int i = 0; i < n; i++) {
      float x = Math.max(a[i], -87f);
      float p = 1f + expm1(Math.abs(x));
      float up = Math.min(1f, Math.max(0f, x * 1e38f));
      out[i] = up * (p - 1f / p) + 1f / p;
    }
  }

  /** A rational approximation (the one Eigen uses), good to some 3e-7. */
  static void tanh(float[] a, float[] b, float[] out, int n) {
    for (int i = 0; i < n; i++) {
      float x = Math.max(-7.90531f, Math.min(7.90531f, a[i]));
      float z = x * x;
      float p = z * -2.7607684E-16f + 2.000188E-13f;
      p = p * z - 8.604672E-11f;
      p = p * z + 5.1222973E-8f;
      p = p * z + 1.48572235E-5f;
      p = p * z + 6.3726195E-4f;
      p = p * z + 4.8935246E-3f;
      float q = z * 1.1982584E-6f + 1.1853471E-4f;
      q = q * z + 2.2684347E-3f;
      q = q * z + 4.893525E-3f;
      out[i] = x * p / q;
    }
  }

  /** sinh(|x|) = (p + p / (1 + p)) / 2 with p = expm1(|x|), which is exact near 0. */
  static void sinh(float[] a, float[] b, float[] out, int n) {
    for (int i = 0; i < n; i++) {
      float x = a[i];
      float p = expm1(Math.abs(x));
      float q = Math.min(p, 3e38f);
      float sign = Math.max(-1f, Math.min(1f, x * 1e38f));
      out[i] = sign * 0.5f * (p + q / (1f + q));
    }
  }

  static void cosh(float[] a, float[] b, float[] out, int n) {
    for (int i = 0; i < n; i++) {
      float p = 1f + expm1(Math.abs(a[i]));
      out[i] = 0.5f * (p + 1f / p);
    }
  }

  /**
   * e^x - 1 for x >= 0: a Taylor polynomial at x / 256, then eight times expm1(2 t) = p (p + 2),
   * which magnifies errors no more than the exponential itself does.
   */
  private static float expm1(float x) {
    float t = x * 0.00390625f;
    float p = t * (1f / 5040) + (1f / 720);
    p = p * t + (1f / 120);
    p = p * t + (1f / 24);
    p = p * t + (1f / 6);
    p = p * t + 0.5f;
    p = (p * t) * t + t;
    p = p * (p + 2f);
    p = p * (p + 2f);
    p = p * (p + 2f);
    p = p * (p + 2f);
    p = p * (p + 2f);
    p = p * (p + 2f);
    p = p * (p + 2f);
    return p * (p + 2f);
  }

  static void asinh(float[] a, float[] b, float[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = (float) Special.asinh(a[i]);
    }
  }

  static void erf(float[] a, float[] b, float[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = (float) Special.erf(a[i]);
    }
  }

  static void erfc(float[] a, float[] b, float[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = (float) Special.erfc(a[i]);
    }
  }

  static void sin(float[] a, float[] b, float[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = (float) Math.sin(a[i]);
    }
  }

  static void cos(float[] a, float[] b, float[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = (float) Math.cos(a[i]);
    }
  }

  static void relu(float[] a, float[] b, float[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = Math.max(a[i], 0f);
    }
  }

  static void inv(float[] a, float[] b, float[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = 1f / a[i];
    }
  }
}
