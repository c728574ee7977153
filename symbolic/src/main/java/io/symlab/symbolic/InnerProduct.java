package io.symlab.symbolic;

import io.symlab.symbolic.kernels.VectorProducts;

/**
 * Inner products of columns, by vector instructions where the JVM offers them ({@code --add-modules
 * jdk.incubator.vector}) and by a plain loop elsewhere. Results agree to single precision, not bit
 * for bit: {@link #kernel} goes into logs.
 */
interface InnerProduct {
  /** The sum of a[i] * b[i] for i in [0, n). */
  double of(float[] a, float[] b, int n);

  /** The best kernel that this JVM has. Not thread-safe: one per thread. */
  static InnerProduct best() {
    if (!hasVectors()) {
      return InnerProduct::plain;
    }
    float[] scratch = new float[64];
    return (a, b, n) -> VectorProducts.dot(a, b, n, scratch);
  }

  /** The name of the best kernel. */
  static String kernel() {
    return hasVectors() ? "vectors of " + VectorProducts.lanes() + " floats" : "plain loops";
  }

  private static boolean hasVectors() {
    return ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
  }

  /** Four sums side by side, so that additions need not wait for each other. */
  static double plain(float[] a, float[] b, int n) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int i = 0;
    for (; i + 3 < n; i += 4) {
      s0 += (double) a[i] * b[i];
      s1 += (double) a[i + 1] * b[i + 1];
      s2 += (double) a[i + 2] * b[i + 2];
      s3 += (double) a[i + 3] * b[i + 3];
    }
    for (; i < n; i++) {
      s0 += (double) a[i] * b[i];
    }
    return (s0 + s1) + (s2 + s3);
  }
}
