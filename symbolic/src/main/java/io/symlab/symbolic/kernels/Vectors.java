package io.symlab.symbolic.kernels;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** The vectors that all kernels here work on: as wide as the processor likes best. */
final class Vectors {
  static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
  static final int LANES = FLOATS.length();

  /** Rows that functions in several passes go over at a time; a multiple of the lanes. */
  static final int CHUNK = Math.max(512, LANES);

  private Vectors() {}

  /** Rows of the next chunk when at least a vector of them is left: whole vectors. */
  static int chunk(int left) {
    return Math.min(CHUNK, left - left % LANES);
  }

  static FloatVector load(float[] a, int at) {
    return FloatVector.fromArray(FLOATS, a, at);
  }

  static FloatVector all(float value) {
    return FloatVector.broadcast(FLOATS, value);
  }

  static FloatVector sqrt(FloatVector x) {
    return x.lanewise(VectorOperators.SQRT);
  }

  static IntVector bits(FloatVector x) {
    return x.reinterpretAsInts();
  }

  /** As {@link Bits#copySign}. */
  static FloatVector copySign(FloatVector magnitude, FloatVector sign) {
    IntVector left = bits(magnitude).and(~Bits.SIGN);
    return left.or(bits(sign).and(Bits.SIGN)).reinterpretAsFloats();
  }

  /** -1, 0 or 1; zeros and NaN as they are. */
  static FloatVector sign(FloatVector x) {
    FloatVector up = x.blend(1f, x.compare(VectorOperators.GT, 0f));
    return up.blend(-1f, x.compare(VectorOperators.LT, 0f));
  }
}
