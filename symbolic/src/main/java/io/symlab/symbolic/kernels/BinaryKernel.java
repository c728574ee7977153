package io.symlab.symbolic.kernels;

/**
 * A function of two arguments and its derivatives, over blocks of rows, as {@link UnaryKernel}. An
 * argument that is the same in all rows is given as a number.
 */
public abstract class BinaryKernel {
  /** f(x, y). */
  public abstract float value(float x, float y);

  /** df/dx, where v = f(x, y). */
  public abstract float leftSlope(float x, float y, float v);

  /** df/dy, where v = f(x, y). */
  public abstract float rightSlope(float x, float y, float v);

  /**
   * out[i] = f(a[aAt + i], b[bAt + i]) for i in [0, n); out may be an argument that starts at 0.
   */
  public void values(float[] a, int aAt, float[] b, int bAt, float[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = value(a[aAt + i], b[bAt + i]);
    }
  }

  /** out[i] = f(a[aAt + i], y). */
  public void values(float[] a, int aAt, float y, float[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = value(a[aAt + i], y);
    }
  }

  /** out[i] = f(x, b[bAt + i]). */
  public void values(float x, float[] b, int bAt, float[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = value(x, b[bAt + i]);
    }
  }

  /**
   * The chain rule: out[i] = adjoint[i] * df/dx for i in [0, n).
   *
   * @param v [n], the values
   * @param out none of the others
   */
  public void leftAdjoints(
      float[] a, int aAt, float[] b, int bAt, float[] v, float[] adjoint, float[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = adjoint[i] * leftSlope(a[aAt + i], b[bAt + i], v[i]);
    }
  }

  /** The same with df/dy. */
  public void rightAdjoints(
      float[] a, int aAt, float[] b, int bAt, float[] v, float[] adjoint, float[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = adjoint[i] * rightSlope(a[aAt + i], b[bAt + i], v[i]);
    }
  }
}
