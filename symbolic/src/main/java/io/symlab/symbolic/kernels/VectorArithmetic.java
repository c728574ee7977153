package io.symlab.symbolic.kernels;

import static io.symlab.symbolic.kernels.Vectors.LANES;
import static io.symlab.symbolic.kernels.Vectors.all;
import static io.symlab.symbolic.kernels.Vectors.load;

import jdk.incubator.vector.FloatVector;

/** Kernels of sums and products on vectors, written as {@link VectorPowers}. */
final class VectorArithmetic {
  private VectorArithmetic() {}

  static final class Add extends PlainPairs.Add {
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
      return x.add(y);
    }
  }

  static final class Sub extends PlainPairs.Sub {
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
      return x.sub(y);
    }
  }

  static final class Mul extends PlainPairs.Mul {
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
      return x.mul(y);
    }
  }

  static final class Div extends PlainPairs.Div {
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
      return x.div(y);
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
      FloatVector y = load(b, bAt + i);
      load(adjoint, i).mul(all(1f).div(y)).intoArray(out, i);
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
      FloatVector y = load(b, bAt + i);
      FloatVector v = load(values, i);
      load(adjoint, i).mul(v.neg().div(y)).intoArray(out, i);
    }
  }
}
