package io.symlab.model.kernels;

import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LT;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** {@link Tanh} on vectors, with the same bits. */
final class VectorTanh {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;

  private VectorTanh() {}

  static FloatVector tanh(FloatVector x) {
    FloatVector y = clamp(x);
    FloatVector z = y.mul(y);
    return numerator(y, z).div(denominator(z));
  }

  static FloatVector sigmoid(FloatVector x) {
    FloatVector half = all(0.5f);
    return tanh(x.mul(half)).fma(half, half);
  }

  static FloatVector elu(FloatVector x) {
    FloatVector y = clamp(x.mul(0.5f));
    FloatVector z = y.mul(y);
    FloatVector p = numerator(y, z);
    FloatVector q = denominator(z);
    return p.add(p).div(q.sub(p)).blend(x, x.compare(GT, 0f));
  }

  private static FloatVector clamp(FloatVector x) {
    FloatVector y = x.blend(-Tanh.LIMIT, x.compare(LT, -Tanh.LIMIT));
    return y.blend(Tanh.LIMIT, y.compare(GT, Tanh.LIMIT));
  }

  private static FloatVector numerator(FloatVector x, FloatVector z) {
    FloatVector p = z.fma(all(Tanh.P5), all(Tanh.P4));
    p = p.fma(z, all(Tanh.P3));
    p = p.fma(z, all(Tanh.P2));
    p = p.fma(z, all(Tanh.P1));
    p = p.fma(z, all(1f));
    return p.mul(x);
  }

  private static FloatVector denominator(FloatVector z) {
    FloatVector q = z.fma(all(Tanh.Q3), all(Tanh.Q2));
    q = q.fma(z, all(Tanh.Q1));
    return q.fma(z, all(1f));
  }

  private static FloatVector all(float value) {
    return FloatVector.broadcast(SPECIES, value);
  }
}
