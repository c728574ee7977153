package io.symlab.model.rule.symbolic;

import io.symlab.model.rule.features.FeatureState;

/**
 * The arithmetic of gradient features over one block, the same bits as {@link FeatureState}'s.
 * Every array is read and written at the same places, without an offset: only then does the
 * compiler make vector instructions of loops over several arrays.
 */
final class FeatureLoops {
  private static final float KEEP = (float) FeatureState.BETA;
  private static final float TAKE = (float) (1 - FeatureState.BETA);

  private FeatureLoops() {}

  /** next = beta m + (1 - beta) x; next may be m. */
  static void average(float[] m, float[] x, double beta, float[] next, int n) {
    float keep = (float) beta;
    float take = (float) (1 - beta);
    for (int i = 0; i < n; i++) {
      next[i] = keep * m[i] + take * x[i];
    }
  }

  /** m = beta m + (1 - beta) x in place; out = correction m. */
  static void corrected(float[] m, float[] x, double beta, float correction, float[] out, int n) {
    float keep = (float) beta;
    float take = (float) (1 - beta);
    for (int i = 0; i < n; i++) {
      float mean = keep * m[i] + take * x[i];
      m[i] = mean;
      out[i] = mean * correction;
    }
  }

  /** mt, with its averages m and v of g and g^2 in place. */
  static void mt(float[] g, float[] m, float[] v, float correction, float[] mt, int n) {
    for (int i = 0; i < n; i++) {
      float first = KEEP * m[i] + TAKE * g[i];
      float second = KEEP * v[i] + TAKE * g[i] * g[i];
      m[i] = first;
      v[i] = second;
      float inverse = 1 / ((float) Math.sqrt(second * correction) + FeatureState.EPSILON);
      mt[i] = first * correction * inverse;
    }
  }

  /** gt, with its average v of g^2 in place. */
  static void gt(float[] g, float[] v, float correction, float[] gt, int n) {
    for (int i = 0; i < n; i++) {
      float second = KEEP * v[i] + TAKE * g[i] * g[i];
      v[i] = second;
      gt[i] = g[i] * (1 / ((float) Math.sqrt(second * correction) + FeatureState.EPSILON));
    }
  }

  /** Both, which share what they divide by. */
  static void both(
      float[] g, float[] m, float[] v, float correction, float[] mt, float[] gt, int n) {
    for (int i = 0; i < n; i++) {
      float first = KEEP * m[i] + TAKE * g[i];
      float second = KEEP * v[i] + TAKE * g[i] * g[i];
      m[i] = first;
      v[i] = second;
      float inverse = 1 / ((float) Math.sqrt(second * correction) + FeatureState.EPSILON);
      mt[i] = first * correction * inverse;
      gt[i] = g[i] * inverse;
    }
  }
}
