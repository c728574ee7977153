package io.symlab.symbolic.kernels;

import static io.symlab.symbolic.kernels.Vectors.FLOATS;
import static io.symlab.symbolic.kernels.Vectors.LANES;
import static io.symlab.symbolic.kernels.Vectors.load;

import jdk.incubator.vector.FloatVector;

/**
 * Inner products on vectors. Lanes are added up in order: the library's own reduction gives other
 * bits interpreted than compiled.
 */
final class VectorInnerProducts extends InnerProducts {
  private final float[] scratch = new float[LANES];

  VectorInnerProducts() {
    super(LANES);
  }

  @Override
  public double dot(float[] a, float[] b, int n) {
    double sum = 0;
    int from = 0;
    while (n - from >= 4 * LANES) {
      int until = from + Math.min(BLOCK, (n - from) / (4 * LANES) * (4 * LANES));
      FloatVector s0 = FloatVector.zero(FLOATS);
      FloatVector s1 = FloatVector.zero(FLOATS);
      FloatVector s2 = FloatVector.zero(FLOATS);
      FloatVector s3 = FloatVector.zero(FLOATS);
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
}
