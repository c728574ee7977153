package io.symlab.symbolic.kernels;

import static io.symlab.symbolic.kernels.Vectors.FLOATS;
import static io.symlab.symbolic.kernels.Vectors.LANES;
import static io.symlab.symbolic.kernels.Vectors.all;
import static io.symlab.symbolic.kernels.Vectors.load;

import jdk.incubator.vector.FloatVector;

/** {@link Averages} on vectors; the last rows, fewer than a vector, are left to the plain loops. */
final class VectorAverages extends Averages {
  /** What is read beyond the window. */
  private static final float[] ZEROS = new float[LANES];

  @Override
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
    int i = 0;
    for (; i <= n - LANES; i += LANES) {
      if (all) {
        everyLag(e, at + i, step, lags, b, c, out, n, i);
      } else {
        newest(e, at + i, step, lags, b).mul(c[0]).intoArray(out, i);
      }
    }
    values(e, at, step, lags, b, c, out, all, n, i);
  }

  private static FloatVector newest(float[][] e, int at, int step, int lags, float b) {
    FloatVector mean = FloatVector.zero(FLOATS);
    for (int j = lags - 1; j >= 0; j--) {
      mean = all(b).fma(mean, term(e[j], at + j * step).mul(1f - b));
    }
    return mean;
  }

  private static void everyLag(
      float[][] e, int at, int step, int lags, float b, float[] c, float[] out, int n, int i) {
    FloatVector mean = FloatVector.zero(FLOATS);
    for (int j = lags - 1; j >= 0; j--) {
      mean = all(b).fma(mean, term(e[j], at + j * step).mul(1f - b));
      mean.mul(c[j]).intoArray(out, j * n + i);
    }
  }

  private static FloatVector term(float[] e, int at) {
    return load(e == null ? ZEROS : e, e == null ? 0 : at);
  }

  @Override
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
    int i = 0;
    for (; i <= n - LANES; i += LANES) {
      FloatVector s = FloatVector.zero(FLOATS);
      FloatVector slope = FloatVector.zero(FLOATS);
      for (int j = 0; j < lags; j++) {
        boolean reached = j == 0 || all;
        FloatVector a = load(reached ? adjoint : ZEROS, reached ? j * n + i : 0);
        s = a.fma(all(c[j]), s.mul(b));
        if (de != null) {
          s.mul(1f - b).intoArray(de, j * n + i);
        }
        boolean last = j + 1 == lags;
        // The values are zeros before the first.
        FloatVector older = load(last ? ZEROS : v, last ? 0 : (j + 1) * n + i);
        older = older.div(last ? 1f : c[j + 1]);
        slope = s.fma(older.sub(term(e[j], at + j * step + i)), slope);
        slope = a.mul(d[j]).fma(load(v, j * n + i), slope);
      }
      slope.intoArray(db, i);
    }
    adjoints(e, at, step, lags, b, c, d, v, adjoint, all, de, db, n, i);
  }
}
