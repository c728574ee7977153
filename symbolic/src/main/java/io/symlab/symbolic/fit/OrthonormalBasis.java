package io.symlab.symbolic.fit;

import java.util.ArrayList;
import java.util.List;

/** Orthonormal vectors, and what they leave of a target (Gram-Schmidt). */
final class OrthonormalBasis {
  /** A vector whose new part is this small a share of its square depends on the others. */
  static final double DEPENDENT = 1e-9;

  private final List<double[]> vectors = new ArrayList<>();
  private final double[] rest;

  /**
   * @param target [rows], stays as it is
   */
  OrthonormalBasis(double[] target) {
    rest = target.clone();
  }

  /** Adds what is new in a vector; overwrites it. */
  void add(double[] vector) {
    double size = dot(vector, vector);
    for (double[] direction : vectors) {
      subtract(dot(direction, vector), direction, vector);
    }
    double left = dot(vector, vector);
    if (!(left > DEPENDENT * size)) {
      return;
    }
    double norm = Math.sqrt(left);
    for (int i = 0; i < vector.length; i++) {
      vector[i] /= norm;
    }
    vectors.add(vector);
    subtract(dot(vector, rest), vector, rest);
  }

  int size() {
    return vectors.size();
  }

  double[] vector(int k) {
    return vectors.get(k);
  }

  /** What is left of the target, [rows]. */
  double[] rest() {
    return rest;
  }

  private static void subtract(double times, double[] direction, double[] from) {
    for (int i = 0; i < from.length; i++) {
      from[i] -= times * direction[i];
    }
  }

  static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
