package io.symlab.symbolic.kernels;

/**
 * The operations that the kernels' functions consist of, each exactly rounded, on whatever holds
 * values: what {@link WrittenOut} writes functions with, for a loop that has them within it instead
 * of calling them.
 *
 * @param <V> a value, of one row or of several side by side
 */
public interface Lanes<V> {
  /** A number that is the same in all rows. */
  V literal(float number);

  V add(V a, V b);

  V sub(V a, V b);

  V mul(V a, V b);

  V div(V a, V b);

  /** a b + c, rounded once. */
  V fma(V a, V b, V c);

  /** NaN below 0. */
  V sqrt(V a);

  V abs(V a);

  V neg(V a);

  /** As {@link Math#max(float, float)}. */
  V max(V a, V b);

  /** As {@link Math#min(float, float)}. */
  V min(V a, V b);

  /** Where {@code a < b} the third, elsewhere, NaN included, the fourth. */
  V less(V a, V b, V then, V otherwise);

  /** Where {@code a <= b} the third, elsewhere, NaN included, the fourth. */
  V lessOrEqual(V a, V b, V then, V otherwise);

  /** Of a value's bits those that the mask has. */
  V bitsAnd(V a, int mask);

  /** The bits of both. */
  V bitsOr(V a, V b);

  /** Bits plus a number, as integers. */
  V bitsAdd(V a, int number);

  /** The difference of two values' bits, as integers. */
  V bitsSub(V a, V b);

  /** Bits moved up. */
  V bitsLeft(V a, int places);

  /** Bits moved down, the sign's put in their place. */
  V bitsRight(V a, int places);

  /**
   * The sine of an angle that is too large to be taken apart in single precision; of others what is
   * given.
   *
   * @param near sine where the angle is not
   */
  V sinFar(V angle, V near);

  /** The same for the cosine. */
  V cosFar(V angle, V near);
}
