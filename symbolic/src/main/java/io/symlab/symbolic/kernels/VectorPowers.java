package io.symlab.symbolic.kernels;

import static io.symlab.symbolic.kernels.Vectors.LANES;
import static io.symlab.symbolic.kernels.Vectors.all;
import static io.symlab.symbolic.kernels.Vectors.load;
import static io.symlab.symbolic.kernels.Vectors.sign;
import static io.symlab.symbolic.kernels.Vectors.sqrt;
import static jdk.incubator.vector.VectorOperators.GT;

import jdk.incubator.vector.FloatVector;

/**
 * Kernels of signs, powers and roots on vectors. The last lanes may overlap those before: they are
 * read first, so that results may be written over arguments.
 */
final class VectorPowers {
  private VectorPowers() {}

  static final class Neg extends PlainPowers.Neg {
    @Override
    public void values(float[] a, int aAt, float[] out, int n) {
      int end = n - LANES;
      if (end < 0) {
        super.values(a, aAt, out, n);
        return;
      }
      FloatVector last = load(a, aAt + end);
      for (int i = 0; i < end; i += LANES) {
        value(load(a, aAt + i)).intoArray(out, i);
      }
      value(last).intoArray(out, end);
    }

    @Override
    public void adjoints(float[] a, int aAt, float[] v, float[] adjoint, float[] out, int n) {
      int end = n - LANES;
      if (end < 0) {
        super.adjoints(a, aAt, v, adjoint, out, n);
        return;
      }
      for (int i = 0; i < end; i += LANES) {
        load(adjoint, i).mul(slope(load(a, aAt + i), load(v, i))).intoArray(out, i);
      }
      load(adjoint, end).mul(slope(load(a, aAt + end), load(v, end))).intoArray(out, end);
    }

    private static FloatVector value(FloatVector x) {
      return x.neg();
    }

    private static FloatVector slope(FloatVector x, FloatVector v) {
      return all(-1f);
    }
  }

  static final class Abs extends PlainPowers.Abs {
    @Override
    public void values(float[] a, int aAt, float[] out, int n) {
      int end = n - LANES;
      if (end < 0) {
        super.values(a, aAt, out, n);
        return;
      }
      FloatVector last = load(a, aAt + end);
      for (int i = 0; i < end; i += LANES) {
        value(load(a, aAt + i)).intoArray(out, i);
      }
      value(last).intoArray(out, end);
    }

    @Override
    public void adjoints(float[] a, int aAt, float[] v, float[] adjoint, float[] out, int n) {
      int end = n - LANES;
      if (end < 0) {
        super.adjoints(a, aAt, v, adjoint, out, n);
        return;
      }
      for (int i = 0; i < end; i += LANES) {
        load(adjoint, i).mul(slope(load(a, aAt + i), load(v, i))).intoArray(out, i);
      }
      load(adjoint, end).mul(slope(load(a, aAt + end), load(v, end))).intoArray(out, end);
    }

    private static FloatVector value(FloatVector x) {
      return x.abs();
    }

    private static FloatVector slope(FloatVector x, FloatVector v) {
      return sign(x);
    }
  }

  static final class Sign extends PlainPowers.Sign {
    @Override
    public void values(float[] a, int aAt, float[] out, int n) {
      int end = n - LANES;
      if (end < 0) {
        super.values(a, aAt, out, n);
        return;
      }
      FloatVector last = load(a, aAt + end);
      for (int i = 0; i < end; i += LANES) {
        value(load(a, aAt + i)).intoArray(out, i);
      }
      value(last).intoArray(out, end);
    }

    @Override
    public void adjoints(float[] a, int aAt, float[] v, float[] adjoint, float[] out, int n) {
      int end = n - LANES;
      if (end < 0) {
        super.adjoints(a, aAt, v, adjoint, out, n);
        return;
      }
      for (int i = 0; i < end; i += LANES) {
        load(adjoint, i).mul(slope(load(a, aAt + i), load(v, i))).intoArray(out, i);
      }
      load(adjoint, end).mul(slope(load(a, aAt + end), load(v, end))).intoArray(out, end);
    }

    private static FloatVector value(FloatVector x) {
      return sign(x);
    }

    private static FloatVector slope(FloatVector x, FloatVector v) {
      return all(0f);
    }
  }

  static final class Square extends PlainPowers.Square {
    @Override
    public void values(float[] a, int aAt, float[] out, int n) {
      int end = n - LANES;
      if (end < 0) {
        super.values(a, aAt, out, n);
        return;
      }
      FloatVector last = load(a, aAt + end);
      for (int i = 0; i < end; i += LANES) {
        value(load(a, aAt + i)).intoArray(out, i);
      }
      value(last).intoArray(out, end);
    }

    @Override
    public void adjoints(float[] a, int aAt, float[] v, float[] adjoint, float[] out, int n) {
      int end = n - LANES;
      if (end < 0) {
        super.adjoints(a, aAt, v, adjoint, out, n);
        return;
      }
      for (int i = 0; i < end; i += LANES) {
        load(adjoint, i).mul(slope(load(a, aAt + i), load(v, i))).intoArray(out, i);
      }
      load(adjoint, end).mul(slope(load(a, aAt + end), load(v, end))).intoArray(out, end);
    }

    private static FloatVector value(FloatVector x) {
      return x.mul(x);
    }

    private static FloatVector slope(FloatVector x, FloatVector v) {
      return x.add(x);
    }
  }

  static final class Cube extends PlainPowers.Cube {
    @Override
    public void values(float[] a, int aAt, float[] out, int n) {
      int end = n - LANES;
      if (end < 0) {
        super.values(a, aAt, out, n);
        return;
      }
      FloatVector last = load(a, aAt + end);
      for (int i = 0; i < end; i += LANES) {
        value(load(a, aAt + i)).intoArray(out, i);
      }
      value(last).intoArray(out, end);
    }

    @Override
    public void adjoints(float[] a, int aAt, float[] v, float[] adjoint, float[] out, int n) {
      int end = n - LANES;
      if (end < 0) {
        super.adjoints(a, aAt, v, adjoint, out, n);
        return;
      }
      for (int i = 0; i < end; i += LANES) {
        load(adjoint, i).mul(slope(load(a, aAt + i), load(v, i))).intoArray(out, i);
      }
      load(adjoint, end).mul(slope(load(a, aAt + end), load(v, end))).intoArray(out, end);
    }

    private static FloatVector value(FloatVector x) {
      return x.mul(x).mul(x);
    }

    private static FloatVector slope(FloatVector x, FloatVector v) {
      return x.mul(3f).mul(x);
    }
  }

  static final class Sqrt extends PlainPowers.Sqrt {
    @Override
    public void values(float[] a, int aAt, float[] out, int n) {
      int end = n - LANES;
      if (end < 0) {
        super.values(a, aAt, out, n);
        return;
      }
      FloatVector last = load(a, aAt + end);
      for (int i = 0; i < end; i += LANES) {
        value(load(a, aAt + i)).intoArray(out, i);
      }
      value(last).intoArray(out, end);
    }

    @Override
    public void adjoints(float[] a, int aAt, float[] v, float[] adjoint, float[] out, int n) {
      int end = n - LANES;
      if (end < 0) {
        super.adjoints(a, aAt, v, adjoint, out, n);
        return;
      }
      for (int i = 0; i < end; i += LANES) {
        load(adjoint, i).mul(slope(load(a, aAt + i), load(v, i))).intoArray(out, i);
      }
      load(adjoint, end).mul(slope(load(a, aAt + end), load(v, end))).intoArray(out, end);
    }

    private static FloatVector value(FloatVector x) {
      return sqrt(x.abs());
    }

    private static FloatVector slope(FloatVector x, FloatVector v) {
      return all(0f).blend(sign(x).mul(0.5f).div(v), v.compare(GT, 0f));
    }
  }

  static final class Relu extends PlainPowers.Relu {
    @Override
    public void values(float[] a, int aAt, float[] out, int n) {
      int end = n - LANES;
      if (end < 0) {
        super.values(a, aAt, out, n);
        return;
      }
      FloatVector last = load(a, aAt + end);
      for (int i = 0; i < end; i += LANES) {
        value(load(a, aAt + i)).intoArray(out, i);
      }
      value(last).intoArray(out, end);
    }

    @Override
    public void adjoints(float[] a, int aAt, float[] v, float[] adjoint, float[] out, int n) {
      int end = n - LANES;
      if (end < 0) {
        super.adjoints(a, aAt, v, adjoint, out, n);
        return;
      }
      for (int i = 0; i < end; i += LANES) {
        load(adjoint, i).mul(slope(load(a, aAt + i), load(v, i))).intoArray(out, i);
      }
      load(adjoint, end).mul(slope(load(a, aAt + end), load(v, end))).intoArray(out, end);
    }

    private static FloatVector value(FloatVector x) {
      return x.max(0f);
    }

    private static FloatVector slope(FloatVector x, FloatVector v) {
      return all(0f).blend(1f, x.compare(GT, 0f));
    }
  }

  static final class Inv extends PlainPowers.Inv {
    @Override
    public void values(float[] a, int aAt, float[] out, int n) {
      int end = n - LANES;
      if (end < 0) {
        super.values(a, aAt, out, n);
        return;
      }
      FloatVector last = load(a, aAt + end);
      for (int i = 0; i < end; i += LANES) {
        value(load(a, aAt + i)).intoArray(out, i);
      }
      value(last).intoArray(out, end);
    }

    @Override
    public void adjoints(float[] a, int aAt, float[] v, float[] adjoint, float[] out, int n) {
      int end = n - LANES;
      if (end < 0) {
        super.adjoints(a, aAt, v, adjoint, out, n);
        return;
      }
      for (int i = 0; i < end; i += LANES) {
        load(adjoint, i).mul(slope(load(a, aAt + i), load(v, i))).intoArray(out, i);
      }
      load(adjoint, end).mul(slope(load(a, aAt + end), load(v, end))).intoArray(out, end);
    }

    private static FloatVector value(FloatVector x) {
      return all(1f).div(x);
    }

    private static FloatVector slope(FloatVector x, FloatVector v) {
      return v.neg().mul(v);
    }
  }
}
