package io.symlab.symbolic.kernels;

/**
 * A function of one argument and its derivative, over blocks of rows. Each kernel has a loop of its
 * own, since a loop shared by all would call the function once per row.
 *
 * <p>Blocks of any length give the same bits row by row, whatever the kernel's vectors.
 */
public abstract class UnaryKernel {
  /** f(x). */
  public abstract float value(float x);

  /** f'(x), where v = f(x): many derivatives are cheap in it. */
  public abstract float slope(float x, float v);

  /** out[i] = f(a[aAt + i]) for i in [0, n); out may be a where aAt is 0. */
  public void values(float[] a, int aAt, float[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = value(a[aAt + i]);
    }
  }

  /**
   * The chain rule: out[i] = adjoint[i] * f'(a[aAt + i]) for i in [0, n).
   *
   * @param v [n], the values
   * @param out none of the others
   */
  public void adjoints(float[] a, int aAt, float[] v, float[] adjoint, float[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = adjoint[i] * slope(a[aAt + i], v[i]);
    }
  }
}
