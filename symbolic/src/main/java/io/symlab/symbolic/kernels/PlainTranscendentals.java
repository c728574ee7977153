package io.symlab.symbolic.kernels;

/** Kernels of exponentials, logarithms and circular functions as plain loops. */
final class PlainTranscendentals {
  private PlainTranscendentals() {}

  static class Exp extends UnaryKernel {
    @Override
    public float value(float x) {
      return Exponentials.exp(x);
    }

    @Override
    public float slope(float x, float v) {
      return v;
    }

    @Override
    public void values(float[] a, int aAt, float[] out, int n) {
      for (int i = 0; i < n; i++) {
        out[i] = value(a[aAt + i]);
      }
    }
  }

  static class Tanh extends UnaryKernel {
    @Override
    public float value(float x) {
      return Exponentials.tanh(x);
    }

    @Override
    public float slope(float x, float v) {
      return Math.fma(-v, v, 1f);
    }

    @Override
    public void values(float[] a, int aAt, float[] out, int n) {
      for (int i = 0; i < n; i++) {
        out[i] = value(a[aAt + i]);
      }
    }
  }

  static class Sinh extends UnaryKernel {
    @Override
    public float value(float x) {
      return Exponentials.sinh(x);
    }

    @Override
    public float slope(float x, float v) {
      return (float) Math.sqrt(Math.fma(v, v, 1f));
    }

    @Override
    public void values(float[] a, int aAt, float[] out, int n) {
      for (int i = 0; i < n; i++) {
        out[i] = value(a[aAt + i]);
      }
    }
  }

  static class Cosh extends UnaryKernel {
    @Override
    public float value(float x) {
      return Exponentials.cosh(x);
    }

    @Override
    public float slope(float x, float v) {
      return Exponentials.sinh(x);
    }

    @Override
    public void values(float[] a, int aAt, float[] out, int n) {
      for (int i = 0; i < n; i++) {
        out[i] = value(a[aAt + i]);
      }
    }
  }

  static class Log extends UnaryKernel {
    @Override
    public float value(float x) {
      return Logarithms.log(x);
    }

    @Override
    public float slope(float x, float v) {
      return Math.signum(x) / (Math.abs(x) + Logarithms.TINY);
    }

    @Override
    public void values(float[] a, int aAt, float[] out, int n) {
      for (int i = 0; i < n; i++) {
        out[i] = value(a[aAt + i]);
      }
    }
  }

  static class Asinh extends UnaryKernel {
    @Override
    public float value(float x) {
      return Logarithms.asinh(x);
    }

    @Override
    public float slope(float x, float v) {
      return 1f / (float) Math.sqrt(Math.fma(x, x, 1f));
    }

    @Override
    public void values(float[] a, int aAt, float[] out, int n) {
      for (int i = 0; i < n; i++) {
        out[i] = value(a[aAt + i]);
      }
    }
  }

  static class Erf extends UnaryKernel {
    @Override
    public float value(float x) {
      return ErrorFunctions.erf(x);
    }

    @Override
    public float slope(float x, float v) {
      return ErrorFunctions.slope(x);
    }

    @Override
    public void values(float[] a, int aAt, float[] out, int n) {
      for (int i = 0; i < n; i++) {
        out[i] = value(a[aAt + i]);
      }
    }
  }

  static class Erfc extends UnaryKernel {
    @Override
    public float value(float x) {
      return ErrorFunctions.erfc(x);
    }

    @Override
    public float slope(float x, float v) {
      return -ErrorFunctions.slope(x);
    }

    @Override
    public void values(float[] a, int aAt, float[] out, int n) {
      for (int i = 0; i < n; i++) {
        out[i] = value(a[aAt + i]);
      }
    }
  }

  static class Sin extends UnaryKernel {
    @Override
    public float value(float x) {
      return Angles.sin(x);
    }

    @Override
    public float slope(float x, float v) {
      return Angles.cos(x);
    }

    @Override
    public void values(float[] a, int aAt, float[] out, int n) {
      for (int i = 0; i < n; i++) {
        out[i] = value(a[aAt + i]);
      }
    }
  }

  static class Cos extends UnaryKernel {
    @Override
    public float value(float x) {
      return Angles.cos(x);
    }

    @Override
    public float slope(float x, float v) {
      return -Angles.sin(x);
    }

    @Override
    public void values(float[] a, int aAt, float[] out, int n) {
      for (int i = 0; i < n; i++) {
        out[i] = value(a[aAt + i]);
      }
    }
  }
}
