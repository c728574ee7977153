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
      sum = addedUp(sum, s0.add(s1).add(s2.add(s3)));
      from = until;
    }
    for (int i = from; i < n; i++) {
      sum += (double) a[i] * b[i];
    }
    return sum;
  }

  private double addedUp(double before, FloatVector vector) {
    vector.intoArray(scratch, 0);
    double sum = before;
    for (int i = 0; i < LANES; i++) {
      sum += scratch[i];
    }
    return sum;
  }

  /** By twos, so that the one column is loaded half as often. */
  @Override
  public void dots(float[] a, float[][] others, int count, int n, double[] sums) {
    int k = 0;
    for (; k + 1 < count; k += 2) {
      two(a, others[k], others[k + 1], n, sums, k);
    }
    if (k < count) {
      sums[k] = dot(a, others[k], n);
    }
  }

  private void two(float[] a, float[] b, float[] c, int n, double[] sums, int at) {
    double ab = 0;
    double ac = 0;
    int from = 0;
    while (n - from >= 4 * LANES) {
      int until = from + Math.min(BLOCK, (n - from) / (4 * LANES) * (4 * LANES));
      FloatVector b0 = FloatVector.zero(FLOATS);
      FloatVector b1 = FloatVector.zero(FLOATS);
      FloatVector b2 = FloatVector.zero(FLOATS);
      FloatVector b3 = FloatVector.zero(FLOATS);
      FloatVector c0 = FloatVector.zero(FLOATS);
      FloatVector c1 = FloatVector.zero(FLOATS);
      FloatVector c2 = FloatVector.zero(FLOATS);
      FloatVector c3 = FloatVector.zero(FLOATS);
      for (int i = from; i < until; i += 4 * LANES) {
        FloatVector a0 = load(a, i);
        FloatVector a1 = load(a, i + LANES);
        FloatVector a2 = load(a, i + 2 * LANES);
        FloatVector a3 = load(a, i + 3 * LANES);
        b0 = a0.fma(load(b, i), b0);
        c0 = a0.fma(load(c, i), c0);
        b1 = a1.fma(load(b, i + LANES), b1);
        c1 = a1.fma(load(c, i + LANES), c1);
        b2 = a2.fma(load(b, i + 2 * LANES), b2);
        c2 = a2.fma(load(c, i + 2 * LANES), c2);
        b3 = a3.fma(load(b, i + 3 * LANES), b3);
        c3 = a3.fma(load(c, i + 3 * LANES), c3);
      }
      ab = addedUp(ab, b0.add(b1).add(b2.add(b3)));
      ac = addedUp(ac, c0.add(c1).add(c2.add(c3)));
      from = until;
    }
    for (int i = from; i < n; i++) {
      ab += (double) a[i] * b[i];
      ac += (double) a[i] * c[i];
    }
    sums[at] = ab;
    sums[at + 1] = ac;
  }
}
