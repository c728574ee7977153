package io.symlab.model.rule.compiled;

import io.symlab.model.rule.compiled.LoopCode.Kind;
import io.symlab.symbolic.kernels.FarAngles;

/**
 * A part of a code that is not written as a class: sines or cosines, with those of large angles put
 * right.
 *
 * @param kind {@link Kind#SIN_FAR} or {@link Kind#COS_FAR}
 * @param angles the array that has the angles
 * @param near the array of their sines or cosines, wrong where an angle is large
 * @param out the array for the right ones
 */
record FarLoop(Kind kind, int angles, int near, int out) implements Loop {
  @Override
  public void run(float[][] arrays, float[] numbers, int from, int rows) {
    System.arraycopy(arrays[near], 0, arrays[out], 0, rows);
    if (kind == Kind.SIN_FAR) {
      FarAngles.sin(arrays[angles], arrays[out], rows);
    } else {
      FarAngles.cos(arrays[angles], arrays[out], rows);
    }
  }
}
