package io.symlab.symbolic.kernels;

/** Kernels of two arguments as plain loops. */
final class PlainPairs {
  private PlainPairs() {}

  static class Add extends BinaryKernel {
    @Override
    public float value(float x, float y) {
      return x + y;
    }

    @Override
    public float leftSlope(float x, float y, float v) {
      return 1f;
    }

    @Override
    public float rightSlope(float x, float y, float v) {
      return 1f;
    }

    @Override
    public void values(float[] a, int aAt, float[] b, int bAt, float[] out, int n) {
      for (int i = 0; i < n; i++) {
        out[i] = value(a[aAt + i], b[bAt + i]);
      }
    }

    @Override
    public void values(float[] a, int aAt, float y, float[] out, int n) {
      for (int i = 0; i < n; i++) {
        out[i] = value(a[aAt + i], y);
      }
    }

    @Override
    public void values(float x, float[] b, int bAt, float[] out, int n) {
      for (int i = 0; i < n; i++) {
        out[i] = value(x, b[bAt + i]);
      }
    }
  }

  static class Sub extends BinaryKernel {
    @Override
    public float value(float x, float y) {
      return x - y;
    }

    @Override
    public float leftSlope(float x, float y, float v) {
      return 1f;
    }

    @Override
    public float rightSlope(float x, float y, float v) {
      return -1f;
    }

    @Override
    public void values(float[] a, int aAt, float[] b, int bAt, float[] out, int n) {
      for (int i = 0; i < n; i++) {
        out[i] = value(a[aAt + i], b[bAt + i]);
      }
    }

    @Override
    public void values(float[] a, int aAt, float y, float[] out, int n) {
      for (int i = 0; i < n; i++) {
        out[i] = value(a[aAt + i], y);
      }
    }

    @Override
    public void values(float x, float[] b, int bAt, float[] out, int n) {
      for (int i = 0; i < n; i++) {
        out[i] = value(x, b[bAt + i]);
      }
    }
  }

  static class Mul extends BinaryKernel {
    @Override
    public float value(float x, float y) {
      return x * y;
    }

    @Override
    public float leftSlope(float x, float y, float v) {
      return y;
    }

    @Override
    public float rightSlope(float x, float y, float v) {
      return x;
    }

    @Override
    public void values(float[] a, int aAt, float[] b, int bAt, float[] out, int n) {
      for (int i = 0; i < n; i++) {
        out[i] = value(a[aAt + i], b[bAt + i]);
      }
    }

    @Override
    public void values(float[] a, int aAt, float y, float[] out, int n) {
      for (int i = 0; i < n; i++) {
        out[i] = value(a[aAt + i], y);
      }
    }

    @Override
    public void values(float x, float[] b, int bAt, float[] out, int n) {
      for (int i = 0; i < n; i++) {
        out[i] = value(x, b[bAt + i]);
      }
    }
  }

  static class Div extends BinaryKernel {
    @Override
    public float value(float x, float y) {
      return x / y;
    }

    @Override
    public float leftSlope(float x, float y, float v) {
      return 1f / y;
    }

    @Override
    public float rightSlope(float x, float y, float v) {
      return -v / y;
    }

    @Override
    public void values(float[] a, int aAt, float[] b, int bAt, float[] out, int n) {
      for (int i = 0; i < n; i++) {
        out[i] = value(a[aAt + i], b[bAt + i]);
      }
    }

    @Override
    public void values(float[] a, int aAt, float y, float[] out, int n) {
      for (int i = 0; i < n; i++) {
        out[i] = value(a[aAt + i], y);
      }
    }

    @Override
    public void values(float x, float[] b, int bAt, float[] out, int n) {
      for (int i = 0; i < n; i++) {
        out[i] = value(x, b[bAt + i]);
      }
    }
  }

  /** At x = 0 the slopes count as 0. */
  static class Pow extends BinaryKernel {
    @Override
    public float value(float x, float y) {
      return Logarithms.pow(x, y);
    }

    @Override
    public float leftSlope(float x, float y, float v) {
      return x == 0f ? 0f : y * Logarithms.power(Math.abs(x), y - 1f);
    }

    @Override
    public float rightSlope(float x, float y, float v) {
      return x == 0f ? 0f : v * Logarithms.logOf(Math.abs(x), 0f);
    }
  }

  static class Max extends BinaryKernel {
    @Override
    public float value(float x, float y) {
      return Math.max(x, y);
    }

    @Override
    public float leftSlope(float x, float y, float v) {
      return x >= y ? 1f : 0f;
    }

    @Override
    public float rightSlope(float x, float y, float v) {
      return x >= y ? 0f : 1f;
    }
  }

  static class Min extends BinaryKernel {
    @Override
    public float value(float x, float y) {
      return Math.min(x, y);
    }

    @Override
    public float leftSlope(float x, float y, float v) {
      return x <= y ? 1f : 0f;
    }

    @Override
    public float rightSlope(float x, float y, float v) {
      return x <= y ? 0f : 1f;
    }
  }

  /** The slope is 0 wherever there is one. */
  static class Greater extends BinaryKernel {
    @Override
    public float value(float x, float y) {
      return x > y ? 1f : x <= y ? 0f : Float.NaN;
    }

    @Override
    public float leftSlope(float x, float y, float v) {
      return 0f;
    }

    @Override
    public float rightSlope(float x, float y, float v) {
      return 0f;
    }
  }

  /** At the origin the slopes count as 0. */
  static class Atan2 extends BinaryKernel {
    @Override
    public float value(float x, float y) {
      return Angles.atan2(x, y);
    }

    @Override
    public float leftSlope(float x, float y, float v) {
      return other(y, x, y);
    }

    @Override
    public float rightSlope(float x, float y, float v) {
      return other(-x, x, y);
    }

    private static float other(float coordinate, float x, float y) {
      float norm = x * x + y * y;
      return norm == 0f ? 0f : coordinate / norm;
    }
  }
}
