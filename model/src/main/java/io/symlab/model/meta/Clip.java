package io.symlab.model.meta;

/** Shortens a meta-gradient that is too long. */
final class Clip {
  private Clip() {}

  /** Shortens a vector whose Euclidean norm is above {@code most}; 0 is any length. */
  static void to(double most, double[] vector) {
    if (most == 0) {
      return;
    }
    double square = 0;
    for (double x : vector) {
      square += x * x;
    }
    double norm = Math.sqrt(square);
    if (norm > most) {
      for (int i = 0; i < vector.length; i++) {
        vector[i] *= most / norm;
      }
    }
  }
}
