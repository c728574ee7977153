package io.symlab.symbolic.kernels;

/** Work on the bits of floats, spelled out so that vectors can do the same. */
final class Bits {
  static final int SIGN = 0x80000000;

  private Bits() {}

  /** |x| of the first, sign of the second, NaN included. */
  static float copySign(float magnitude, float sign) {
    return Float.intBitsToFloat(
        (Float.floatToRawIntBits(magnitude) & ~SIGN) | (Float.floatToRawIntBits(sign) & SIGN));
  }
}
