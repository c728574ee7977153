package io.symlab.symbolic.kernels;

import static io.symlab.symbolic.kernels.Vectors.LANES;
import static io.symlab.symbolic.kernels.Vectors.all;
import static io.symlab.symbolic.kernels.Vectors.load;
import static jdk.incubator.vector.VectorOperators.GE;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LE;

import jdk.incubator.vector.FloatVector;

/** Kernels of comparisons on vectors, written as {@link VectorPowers}. */
final class VectorComparisons {
  private VectorComparisons() {}

  static final class Max extends PlainPairs.Max {
    @Override
    public void values(float[] a, int aAt, float[] b, int bAt, float[] out, int n) {
      int end = n - LANES;
      if (end < 0) {
        super.values(a, aAt, b, bAt, out, n);
        return;
      }
      FloatVector x = load(a, aAt + end);
      FloatVector y = load(b, bAt + end);
      for (int i = 0; i < end; i += LANES) {
        value(load(a, aAt + i), load(b, bAt + i)).intoArray(out, i);
      }
      value(x, y).intoArray(out, end);
    }

    @Override
    public void values(float[] a, int aAt, float y, float[] out, int n) {
      int end = n - LANES;
      if (end < 0) {
        super.values(a, aAt, y, out, n);
        return;
      }
      FloatVector x = load(a, aAt + end);
      for (int i = 0; i < end; i += LANES) {
        value(load(a, aAt + i), all(y)).intoArray(out, i);
      }
      value(x, all(y)).intoArray(out, end);
    }

    @Override
    public void values(float x, float[] b, int bAt, float[] out, int n) {
      int end = n - LANES;
      if (end < 0) {
        super.values(x, b, bAt, out, n);
        return;
      }
      FloatVector y = load(b, bAt + end);
      for (int i = 0; i < end; i += LANES) {
        value(all(x), load(b, bAt + i)).intoArray(out, i);
      }
      value(all(x), y).intoArray(out, end);
    }

    @Override
    public void leftAdjoints(
        float[] a, int aAt, float[] b, int bAt, float[] v, float[] adjoint, float[] out, int n) {
      int end = n - LANES;
      if (end < 0) {
        super.leftAdjoints(a, aAt, b, bAt, v, adjoint, out, n);
        return;
      }
      for (int i = 0; i < end; i += LANES) {
        left(a, aAt, b, bAt, v, adjoint, out, i);
      }
      left(a, aAt, b, bAt, v, adjoint, out, end);
    }

    @Override
    public void rightAdjoints(
        float[] a, int aAt, float[] b, int bAt, float[] v, float[] adjoint, float[] out, int n) {
      int end = n - LANES;
      if (end < 0) {
        super.rightAdjoints(a, aAt, b, bAt, v, adjoint, out, n);
        return;
      }
      for (int i = 0; i < end; i += LANES) {
        right(a, aAt, b, bAt, v, adjoint, out, i);
      }
      right(a, aAt, b, bAt, v, adjoint, out, end);
    }

    private static FloatVector value(FloatVector x, FloatVector y) {
      return x.max(y);
    }

    private static void left(
        float[] a,
        int aAt,
        float[] b,
        int bAt,
        float[] values,
        float[] adjoint,
        float[] out,
        int i) {
      FloatVector x = load(a, aAt + i);
      FloatVector y = load(b, bAt + i);
      load(adjoint, i).mul(all(0f).blend(1f, x.compare(GE, y))).intoArray(out, i);
    }

    private static void right(
        float[] a,
        int aAt,
        float[] b,
        int bAt,
        float[] values,
        float[] adjoint,
        float[] out,
        int i) {
      FloatVector x = load(a, aAt + i);
      FloatVector y = load(b, bAt + i);
      load(adjoint, i).mul(all(1f).blend(0f, x.compare(GE, y))).intoArray(out, i);
    }
  }

  static final class Min extends PlainPairs.Min {
    @Override
    public void values(float[] a, int aAt, float[] b, int bAt, float[] out, int n) {
      int end = n - LANES;
      if (end < 0) {
        super.values(a, aAt, b, bAt, out, n);
        return;
      }
      FloatVector x = load(a, aAt + end);
      FloatVector y = load(b, bAt + end);
      for (int i = 0; i < end; i += LANES) {
        value(load(a, aAt + i), load(b, bAt + i)).intoArray(out, i);
      }
      value(x, y).intoArray(out, end);
    }

    @Override
    public void values(float[] a, int aAt, float y, float[] out, int n) {
      int end = n - LANES;
      if (end < 0) {
        super.values(a, aAt, y, out, n);
        return;
      }
      FloatVector x = load(a, aAt + end);
      for (int i = 0; i < end; i += LANES) {
        value(load(a, aAt + i), all(y)).intoArray(out, i);
      }
      value(x, all(y)).intoArray(out, end);
    }

    @Override
    public void values(float x, float[] b, int bAt, float[] out, int n) {
      int end = n - LANES;
      if (end < 0) {
        super.values(x, b, bAt, out, n);
        return;
      }
      FloatVector y = load(b, bAt + end);
      for (int i = 0; i < end; i += LANES) {
        value(all(x), load(b, bAt + i)).intoArray(out, i);
      }
      value(all(x), y).intoArray(out, end);
    }

    @Override
    public void leftAdjoints(
        float[] a, int aAt, float[] b, int bAt, float[] v, float[] adjoint, float[] out, int n) {
      int end = n - LANES;
      if (end < 0) {
        super.leftAdjoints(a, aAt, b, bAt, v, adjoint, out, n);
        return;
      }
      for (int i = 0; i < end; i += LANES) {
        left(a, aAt, b, bAt, v, adjoint, out, i);
      }
      left(a, aAt, b, bAt, v, adjoint, out, end);
    }

    @Override
    public void rightAdjoints(
        float[] a, int aAt, float[] b, int bAt, float[] v, float[] adjoint, float[] out, int n) {
      int end = n - LANES;
      if (end < 0) {
        super.rightAdjoints(a, aAt, b, bAt, v, adjoint, out, n);
        return;
      }
      for (int i = 0; i < end; i += LANES) {
        right(a, aAt, b, bAt, v, adjoint, out, i);
      }
      right(a, aAt, b, bAt, v, adjoint, out, end);
    }

    private static FloatVector value(FloatVector x, FloatVector y) {
      return x.min(y);
    }

    private static void left(
        float[] a,
        int aAt,
        float[] b,
        int bAt,
        float[] values,
        float[] adjoint,
        float[] out,
        int i) {
      FloatVector x = load(a, aAt + i);
      FloatVector y = load(b, bAt + i);
      load(adjoint, i).mul(all(0f).blend(1f, x.compare(LE, y))).intoArray(out, i);
    }

    private static void right(
        float[] a,
        int aAt,
        float[] b,
        int bAt,
        float[] values,
        float[] adjoint,
        float[] out,
        int i) {
      FloatVector x = load(a, aAt + i);
      FloatVector y = load(b, bAt + i);
      load(adjoint, i).mul(all(1f).blend(0f, x.compare(LE, y))).intoArray(out, i);
    }
  }

  static final class Greater extends PlainPairs.Greater {
    @Override
    public void values(float[] a, int aAt, float[] b, int bAt, float[] out, int n) {
      int end = n - LANES;
      if (end < 0) {
        super.values(a, aAt, b, bAt, out, n);
        return;
      }
      FloatVector x = load(a, aAt + end);
      FloatVector y = load(b, bAt + end);
      for (int i = 0; i < end; i += LANES) {
        value(load(a, aAt + i), load(b, bAt + i)).intoArray(out, i);
      }
      value(x, y).intoArray(out, end);
    }

    @Override
    public void values(float[] a, int aAt, float y, float[] out, int n) {
      int end = n - LANES;
      if (end < 0) {
        super.values(a, aAt, y, out, n);
        return;
      }
      FloatVector x = load(a, aAt + end);
      for (int i = 0; i < end; i += LANES) {
        value(load(a, aAt + i), all(y)).intoArray(out, i);
      }
      value(x, all(y)).intoArray(out, end);
    }

    @Override
    public void values(float x, float[] b, int bAt, float[] out, int n) {
      int end = n - LANES;
      if (end < 0) {
        super.values(x, b, bAt, out, n);
        return;
      }
      FloatVector y = load(b, bAt + end);
      for (int i = 0; i < end; i += LANES) {
        value(all(x), load(b, bAt + i)).intoArray(out, i);
      }
      value(all(x), y).intoArray(out, end);
    }

    private static FloatVector value(FloatVector x, FloatVector y) {
      return all(Float.NaN).blend(0f, x.compare(LE, y)).blend(1f, x.compare(GT, y));
    }
  }
}
