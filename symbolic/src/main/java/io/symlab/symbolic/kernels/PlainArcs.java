package io.symlab.symbolic.kernels;

/** Kernels of the tangent and of the inverse circular functions as plain loops. */
final class PlainArcs {
  private PlainArcs() {}

  static class Tan extends UnaryKernel {
    @Override
    public float value(float x) {
      return Angles.tan(x);
    }

    @Override
    public float slope(float x, float v) {
      return Math.fma(v, v, 1f);
    }

    @Override
    public void values(float[] a, int aAt, float[] out, int n) {
      for (int i = 0; i < n; i++) {
        out[i] = value(a[aAt + i]);
      }
    }
  }

  static class Asin extends UnaryKernel {
    @Override
    public float value(float x) {
      return Angles.asin(x);
    }

    @Override
    public float slope(float x, float v) {
      return 1f / Angles.opposite(x);
    }

    @Override
    public void values(float[] a, int aAt, float[] out, int n) {
      for (int i = 0; i < n; i++) {
        out[i] = value(a[aAt + i]);
      }
    }
  }

  static class Acos extends UnaryKernel {
    @Override
    public float value(float x) {
      return Angles.acos(x);
    }

    @Override
    public float slope(float x, float v) {
      return -1f / Angles.opposite(x);
    }

    @Override
    public void values(float[] a, int aAt, float[] out, int n) {
      for (int i = 0; i < n; i++) {
        out[i] = value(a[aAt + i]);
      }
    }
  }

  static class Atan extends UnaryKernel {
    @Override
    public float value(float x) {
      return Angles.atan(x);
    }

    @Override
    public float slope(float x, float v) {
      return 1f / Math.fma(x, x, 1f);
    }

    @Override
    public void values(float[] a, int aAt, float[] out, int n) {
      for (int i = 0; i < n; i++) {
        out[i] = value(a[aAt + i]);
      }
    }
  }
}
