package io.symlab.symbolic.kernels;

/** Kernels of signs, powers and roots as plain loops. */
final class PlainPowers {
  private PlainPowers() {}

  static class Neg extends UnaryKernel {
    @Override
    public float value(float x) {
      return -x;
    }

    @Override
    public float slope(float x, float v) {
      return -1f;
    }

    @Override
    public void values(float[] a, int aAt, float[] out, int n) {
      for (int i = 0; i < n; i++) {
        out[i] = value(a[aAt + i]);
      }
    }
  }

  static class Abs extends UnaryKernel {
    @Override
    public float value(float x) {
      return Math.abs(x);
    }

    @Override
    public float slope(float x, float v) {
      return Math.signum(x);
    }

    @Override
    public void values(float[] a, int aAt, float[] out, int n) {
      for (int i = 0; i < n; i++) {
        out[i] = value(a[aAt + i]);
      }
    }
  }

  /** The slope is 0 wherever there is one. */
  static class Sign extends UnaryKernel {
    @Override
    public float value(float x) {
      return Math.signum(x);
    }

    @Override
    public float slope(float x, float v) {
      return 0f;
    }

    @Override
    public void values(float[] a, int aAt, float[] out, int n) {
      for (int i = 0; i < n; i++) {
        out[i] = value(a[aAt + i]);
      }
    }
  }

  static class Square extends UnaryKernel {
    @Override
    public float value(float x) {
      return x * x;
    }

    @Override
    public float slope(float x, float v) {
      return x + x;
    }

    @Override
    public void values(float[] a, int aAt, float[] out, int n) {
      for (int i = 0; i < n; i++) {
        out[i] = value(a[aAt + i]);
      }
    }
  }

  static class Cube extends UnaryKernel {
    @Override
    public float value(float x) {
      return x * x * x;
    }

    @Override
    public float slope(float x, float v) {
      return 3f * x * x;
    }

    @Override
    public void values(float[] a, int aAt, float[] out, int n) {
      for (int i = 0; i < n; i++) {
        out[i] = value(a[aAt + i]);
      }
    }
  }

  /** At 0, where the slope is infinite, it counts as 0: columns may be 0 in many rows. */
  static class Sqrt extends UnaryKernel {
    @Override
    public float value(float x) {
      return (float) Math.sqrt(Math.abs(x));
    }

    @Override
    public float slope(float x, float v) {
      return v > 0f ? Math.signum(x) * 0.5f / v : 0f;
    }

    @Override
    public void values(float[] a, int aAt, float[] out, int n) {
      for (int i = 0; i < n; i++) {
        out[i] = value(a[aAt + i]);
      }
    }
  }

  static class Relu extends UnaryKernel {
    @Override
    public float value(float x) {
      return Math.max(x, 0f);
    }

    @Override
    public float slope(float x, float v) {
      return x > 0f ? 1f : 0f;
    }

    @Override
    public void values(float[] a, int aAt, float[] out, int n) {
      for (int i = 0; i < n; i++) {
        out[i] = value(a[aAt + i]);
      }
    }
  }

  static class Inv extends UnaryKernel {
    @Override
    public float value(float x) {
      return 1f / x;
    }

    @Override
    public float slope(float x, float v) {
      return -v * v;
    }

    @Override
    public void values(float[] a, int aAt, float[] out, int n) {
      for (int i = 0; i < n; i++) {
        out[i] = value(a[aAt + i]);
      }
    }
  }
}
