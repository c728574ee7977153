package io.symlab.symbolic.kernels;

/**
 * sin and cos of angles beyond what single precision takes apart, for loops of whole formulas: what
 * {@link WrittenOut} makes of such an angle is put right afterwards, row by row. There are seldom
 * any.
 */
public final class FarAngles {
  private FarAngles() {}

  /**
   * Puts right the sines of large angles.
   *
   * @param x angles, [n or more]
   * @param sines of them, right for the others
   * @param n a multiple of a vector's lanes
   */
  public static void sin(float[] x, float[] sines, int n) {
    if (VectorAngles.beyond(x, 0, n)) {
      for (int i = 0; i < n; i++) {
        sines[i] = isFar(x[i]) ? Angles.sin(x[i]) : sines[i];
      }
    }
  }

  /** The same for cosines. */
  public static void cos(float[] x, float[] cosines, int n) {
    if (VectorAngles.beyond(x, 0, n)) {
      for (int i = 0; i < n; i++) {
        cosines[i] = isFar(x[i]) ? Angles.cos(x[i]) : cosines[i];
      }
    }
  }

  private static boolean isFar(float x) {
    return Math.abs(x) > Angles.LIMIT;
  }
}
