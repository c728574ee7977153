package io.symlab.symbolic.expression;

/** Functions that the Java library lacks, in double precision, for the operators of that name. */
final class Special {
  /** Chebyshev coefficients of erfc (Press et al., Numerical Recipes, 3rd ed., section 6.2.2). */
  private static final double[] ERFC = {
    -1.3026537197817094, 6.419697923564902e-1, 1.9476473204185836e-2, -9.56151478680863e-3,
    -9.46595344482036e-4, 3.66839497852761e-4, 4.2523324806907e-5, -2.0278578112534e-5,
    -1.624290004647e-6, 1.303655835580e-6, 1.5626441722e-8, -8.5238095915e-8,
    6.529054439e-9, 5.059343495e-9, -9.91364156e-10, -2.27365122e-10,
    9.6467911e-11, 2.394038e-12, -6.886027e-12, 8.94487e-13,
    3.13092e-13, -1.12708e-13, 3.81e-16, 7.106e-15,
    -1.523e-15, -9.4e-17, 1.21e-16, -2.8e-17
  };

  private Special() {}

  static double asinh(double x) {
    double magnitude = Math.abs(x);
    if (magnitude > 1e10) {
      // Where the square would run over, it does not matter.
      return Math.signum(x) * (Math.log(magnitude) + Math.log(2));
    }
    return Math.signum(x)
        * Math.log1p(
            magnitude + magnitude * magnitude / (1 + Math.sqrt(magnitude * magnitude + 1)));
  }

  static double erf(double x) {
    if (Math.abs(x) >= 0.5) {
      return x > 0 ? 1 - tail(x) : tail(-x) - 1;
    }
    if (x == 0) {
      return x; // of its sign
    }
    double term = x;
    double sum = x;
    for (int k = 1; k < 16; k++) {
      term *= -x * x / k;
      sum += term / (2 * k + 1);
    }
    return 2 / Math.sqrt(Math.PI) * sum;
  }

  static double erfc(double x) {
    if (Math.abs(x) < 0.5) {
      return 1 - erf(x);
    }
    return x > 0 ? tail(x) : 2 - tail(-x);
  }

  /** erfc(x) for x > 0. */
  private static double tail(double x) {
    double t = 2 / (2 + x);
    double ty = 4 * t - 2;
    double d = 0;
    double dd = 0;
    for (int j = ERFC.length - 1; j > 0; j--) {
      double previous = d;
      d = ty * d - dd + ERFC[j];
      dd = previous;
    }
    return t * Math.exp(-x * x + 0.5 * (ERFC[0] + ty * d) - dd);
  }
}
