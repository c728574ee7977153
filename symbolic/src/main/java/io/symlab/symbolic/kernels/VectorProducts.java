package io.symlab.symbolic.kernels;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Inner products by vector instructions: what fitting constants spends its time in. Needs the
 * module {@code jdk.incubator.vector}.
 */
public final class VectorProducts {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();

  /** Rows that are summed in single precision before they go into the double. */
  private static final int BLOCK = 1024;

  private VectorProducts() {}

  /** How many floats a vector has, for logs. */
  public static int lanes() {
    return LANES;
  }

  /**
   * The sum of a[i] * b[i] for i in [0, n). Lanes are added up in order: the library's own
   * reduction gives other bits interpreted than compiled.
   *
   * @param scratch at least as long as a vector
   */
  public static double dot(float[] a, float[] b, int n, float[] scratch) {
    double sum = 0;
    int from = 0;
    while (n - from >= 4 * LANES) {
      int until = from + Math.min(BLOCK, (n - from) / (4 * LANES) * (4 * LANES));
      FloatVector s0 = FloatVector.zero(SPECIES);
      FloatVector s1 = FloatVector.zero(SPECIES);
      FloatVector s2 = FloatVector.zero(SPECIES);
      FloatVector s3 = FloatVector.zero(SPECIES);
      for (int i = from; i < until; i += 4 * LANES) {
        s0 = load(a, i).fma(load(b, i), s0);
        s1 = load(a, i + LANES).fma(load(b, i + LANES), s1);
        s2 = load(a, i + 2 * LANES).fma(load(b, i + 2 * LANES), s2);
        s3 = load(a, i + 3 * LANES).fma(load(b, i + 3 * LANES), s3);
      }
      s0.add(s1).add(s2.add(s3)).intoArray(scratch, 0);
      for (int i = 0; i < LANES; i++) {
        sum += scratch[i];
      }
      from = until;
    }
    for (int i = from; i < n; i++) {
      sum += (double) a[i] * b[i];
    }
    return sum;
  }

  private static FloatVector load(float[] a, int i) {
    return FloatVector.fromArray(SPECIES, a, i);
  }
}
