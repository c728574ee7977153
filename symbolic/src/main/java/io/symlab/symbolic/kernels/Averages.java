package io.symlab.symbolic.kernels;

/**
 * Exponential moving averages over the lags of a signal, for blocks of rows: m_j = b m_{j+1} + (1 -
 * b) e_j from the oldest lag to the newest, and the derivatives of that recursion. Plain loops;
 * {@link VectorAverages} has them on vectors, with the same bits.
 *
 * <p>What is averaged is given lag by lag: e_j[i] = e[j][at + j * step + i], zeros where e[j] is
 * null. So both columns by reference (step 0) and blocks [lags][n] (all e[j] the same, step n) are.
 */
public class Averages {
  Averages() {}

  /**
   * m_j c_j for all lags, into out [lags][n], or for the newest only, into out [n]. out may be the
   * block that is averaged.
   *
   * @param c [lags] factors, those of bias correction or ones
   */
  public void values(
      float[][] e,
      int at,
      int step,
      int lags,
      float b,
      float[] c,
      float[] out,
      boolean all,
      int n) {
    values(e, at, step, lags, b, c, out, all, n, 0);
  }

  /** The same for rows from one on. */
  static void values(
      float[][] e,
      int at,
      int step,
      int lags,
      float b,
      float[] c,
      float[] out,
      boolean all,
      int n,
      int from) {
    float rest = 1f - b;
    for (int i = from; i < n; i++) {
      float mean = 0f;
      for (int j = lags - 1; j >= 0; j--) {
        float term = e[j] == null ? 0f : e[j][at + j * step + i];
        mean = Math.fma(b, mean, rest * term);
        if (all) {
          out[j * n + i] = mean * c[j];
        }
      }
      if (!all) {
        out[i] = mean * c[0];
      }
    }
  }

  /**
   * The derivatives: with the adjoints A_j of the values v_j = m_j c_j, of which those of older
   * lags are 0 unless {@code all}, s_j = A_j c_j + b s_{j-1}, de_j = (1 - b) s_j and db = the sum
   * over j of s_j (m_{j+1} - e_j) + A_j v_j d_j.
   *
   * @param v [lags][n], the values for all lags
   * @param c [lags] as before, none of them 0
   * @param d [lags] the logarithmic derivatives of c by b
   * @param adjoint [lags][n] or [n]
   * @param de [lags][n], or null when not wanted
   * @param db [n], overwritten
   */
  public void adjoints(
      float[][] e,
      int at,
      int step,
      int lags,
      float b,
      float[] c,
      float[] d,
      float[] v,
      float[] adjoint,
      boolean all,
      float[] de,
      float[] db,
      int n) {
    adjoints(e, at, step, lags, b, c, d, v, adjoint, all, de, db, n, 0);
  }

  /** The same for rows from one on. */
  static void adjoints(
      float[][] e,
      int at,
      int step,
      int lags,
      float b,
      float[] c,
      float[] d,
      float[] v,
      float[] adjoint,
      boolean all,
      float[] de,
      float[] db,
      int n,
      int from) {
    float rest = 1f - b;
    for (int i = from; i < n; i++) {
      float s = 0f;
      float slope = 0f;
      for (int j = 0; j < lags; j++) {
        float a = j == 0 || all ? adjoint[j * n + i] : 0f;
        s = Math.fma(a, c[j], b * s);
        if (de != null) {
          de[j * n + i] = rest * s;
        }
        float older = j + 1 < lags ? v[(j + 1) * n + i] / c[j + 1] : 0f;
        float term = e[j] == null ? 0f : e[j][at + j * step + i];
        slope = Math.fma(s, older - term, slope);
        slope = Math.fma(a * d[j], v[j * n + i], slope);
      }
      db[i] = slope;
    }
  }
}
