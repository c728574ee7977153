package io.symlab.symbolic.kernels;

import static jdk.incubator.vector.VectorOperators.F2D;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * Sums on vectors of doubles, two of them side by side so that additions need not wait for each
 * other. Lanes are added up in order: the library's own reduction gives other bits interpreted than
 * compiled.
 */
final class VectorSums extends Sums {
  private static final VectorSpecies<Double> DOUBLES = DoubleVector.SPECIES_PREFERRED;
  private static final int LANES = DOUBLES.length();

  /** As many floats as a vector has doubles. */
  private static final VectorSpecies<Float> HALF =
      VectorSpecies.of(float.class, VectorShape.forBitSize(DOUBLES.vectorBitSize() / 2));

  private final double[] scratch = new double[LANES];

  VectorSums() {
    super(LANES);
  }

  private static DoubleVector load(float[] a, int at) {
    return (DoubleVector) FloatVector.fromArray(HALF, a, at).convertShape(F2D, DOUBLES, 0);
  }

  private double lanes(DoubleVector sums) {
    sums.intoArray(scratch, 0);
    double sum = 0;
    for (double lane : scratch) {
      sum += lane;
    }
    return sum;
  }

  @Override
  public double of(float[] a, int n) {
    DoubleVector s0 = DoubleVector.zero(DOUBLES);
    DoubleVector s1 = DoubleVector.zero(DOUBLES);
    int i = 0;
    for (; i <= n - 2 * LANES; i += 2 * LANES) {
      s0 = s0.add(load(a, i));
      s1 = s1.add(load(a, i + LANES));
    }
    double sum = lanes(s0.add(s1));
    for (; i < n; i++) {
      sum += a[i];
    }
    return sum;
  }

  @Override
  public void moments(float[] f, float[] y, int yAt, int n, double[] sums) {
    DoubleVector s0 = DoubleVector.zero(DOUBLES);
    DoubleVector s1 = DoubleVector.zero(DOUBLES);
    DoubleVector q0 = DoubleVector.zero(DOUBLES);
    DoubleVector q1 = DoubleVector.zero(DOUBLES);
    DoubleVector p0 = DoubleVector.zero(DOUBLES);
    DoubleVector p1 = DoubleVector.zero(DOUBLES);
    int i = 0;
    for (; i <= n - 2 * LANES; i += 2 * LANES) {
      DoubleVector f0 = load(f, i);
      DoubleVector f1 = load(f, i + LANES);
      s0 = s0.add(f0);
      s1 = s1.add(f1);
      q0 = f0.fma(f0, q0);
      q1 = f1.fma(f1, q1);
      p0 = f0.fma(load(y, yAt + i), p0);
      p1 = f1.fma(load(y, yAt + i + LANES), p1);
    }
    sums[0] += lanes(s0.add(s1));
    sums[1] += lanes(q0.add(q1));
    sums[2] += lanes(p0.add(p1));
    for (; i < n; i++) {
      double value = f[i];
      sums[0] += value;
      sums[1] += value * value;
      sums[2] += value * y[yAt + i];
    }
  }

  @Override
  public void moments(float[] f, float[] y, float[] w, int at, int n, double[] sums) {
    DoubleVector s = DoubleVector.zero(DOUBLES);
    DoubleVector q = DoubleVector.zero(DOUBLES);
    DoubleVector p = DoubleVector.zero(DOUBLES);
    int i = 0;
    for (; i <= n - LANES; i += LANES) {
      DoubleVector value = load(f, i);
      DoubleVector weighted = value.mul(load(w, at + i));
      s = s.add(weighted);
      q = weighted.fma(value, q);
      p = weighted.fma(load(y, at + i), p);
    }
    sums[0] += lanes(s);
    sums[1] += lanes(q);
    sums[2] += lanes(p);
    for (; i < n; i++) {
      double weighted = (double) f[i] * w[at + i];
      sums[0] += weighted;
      sums[1] += weighted * f[i];
      sums[2] += weighted * y[at + i];
    }
  }

  @Override
  public double squaredErrors(float[] f, float[] y, int yAt, int n) {
    DoubleVector s0 = DoubleVector.zero(DOUBLES);
    DoubleVector s1 = DoubleVector.zero(DOUBLES);
    int i = 0;
    for (; i <= n - 2 * LANES; i += 2 * LANES) {
      DoubleVector e0 = load(f, i).sub(load(y, yAt + i));
      DoubleVector e1 = load(f, i + LANES).sub(load(y, yAt + i + LANES));
      s0 = e0.fma(e0, s0);
      s1 = e1.fma(e1, s1);
    }
    double sum = lanes(s0.add(s1));
    for (; i < n; i++) {
      double error = f[i] - (double) y[yAt + i];
      sum += error * error;
    }
    return sum;
  }

  @Override
  public double squaredErrors(float[] f, float[] y, float[] w, int at, int n) {
    DoubleVector s = DoubleVector.zero(DOUBLES);
    int i = 0;
    for (; i <= n - LANES; i += LANES) {
      DoubleVector error = load(f, i).sub(load(y, at + i));
      s = error.mul(load(w, at + i)).fma(error, s);
    }
    double sum = lanes(s);
    for (; i < n; i++) {
      double error = f[i] - (double) y[at + i];
      sum += w[at + i] * error * error;
    }
    return sum;
  }
}
