package io.symlab.symbolic.fit;

/** Solves the small, symmetric, positive definite systems of {@link ConstantFitting}. */
final class Cholesky {
  private Cholesky() {}

  /**
   * x of (A + diag(damping) diag(A)) x = b; null when the matrix is not positive definite or not
   * finite. Rows of A that are all 0 get a unit diagonal, so their x is b.
   */
  static double[] solve(double[][] a, double[] damping, double[] b) {
    int n = b.length;
    double[][] l = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        double sum = i == j ? diagonal(a[i][i], damping[i]) : a[i][j];
        for (int k = 0; k < j; k++) {
          sum -= l[i][k] * l[j][k];
        }
        if (i == j) {
          if (!(sum > 0) || !Double.isFinite(sum)) {
            return null;
          }
          l[i][i] = Math.sqrt(sum);
        } else {
          l[i][j] = sum / l[j][j];
        }
      }
    }
    double[] x = new double[n];
    for (int i = 0; i < n; i++) {
      double sum = b[i];
      for (int k = 0; k < i; k++) {
        sum -= l[i][k] * x[k];
      }
      x[i] = sum / l[i][i];
    }
    for (int i = n - 1; i >= 0; i--) {
      double sum = x[i];
      for (int k = i + 1; k < n; k++) {
        sum -= l[k][i] * x[k];
      }
      x[i] = sum / l[i][i];
    }
    return x;
  }

  private static double diagonal(double value, double damping) {
    return value == 0 ? 1 : value * (1 + damping);
  }
}
