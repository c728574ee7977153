package io.symlab.model.rule.features;

/** Exponential moving averages of a gradient, the raw material of the gradient features. */
public final class Ema {
  private Ema() {}

  /** m = beta m + (1 - beta) g, in place. */
  static void ofGradient(float[] m, float[] g, double beta) {
    float keep = (float) beta;
    float take = (float) (1 - beta);
    for (int i = 0; i < m.length; i++) {
      m[i] = keep * m[i] + take * g[i];
    }
  }

  /** v = beta v + (1 - beta) g^2, in place. */
  static void ofSquare(float[] v, float[] g, double beta) {
    float keep = (float) beta;
    float take = (float) (1 - beta);
    for (int i = 0; i < v.length; i++) {
      v[i] = keep * v[i] + take * g[i] * g[i];
    }
  }

  /**
   * What an average that started from 0 is to be multiplied with after as many steps: 1 / (1 - beta
   * ^ step).
   */
  public static double correction(double beta, int step) {
    return 1 / (1 - StrictMath.pow(beta, step));
  }
}
