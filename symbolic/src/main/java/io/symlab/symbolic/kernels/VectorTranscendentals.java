package io.symlab.symbolic.kernels;

import static io.symlab.symbolic.kernels.Vectors.LANES;
import static io.symlab.symbolic.kernels.Vectors.all;
import static io.symlab.symbolic.kernels.Vectors.load;
import static io.symlab.symbolic.kernels.Vectors.sign;
import static io.symlab.symbolic.kernels.Vectors.sqrt;

import jdk.incubator.vector.FloatVector;

/** Kernels of exponentials and logarithms on vectors, written as {@link VectorPowers}. */
final class VectorTranscendentals {
  private VectorTranscendentals() {}

  static final class Exp extends PlainTranscendentals.Exp {
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
      return VectorExponentials.exp(x);
    }

    private static FloatVector slope(FloatVector x, FloatVector v) {
      return v;
    }
  }

  static final class Tanh extends PlainTranscendentals.Tanh {
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
      return VectorExponentials.tanh(x);
    }

    private static FloatVector slope(FloatVector x, FloatVector v) {
      return v.neg().fma(v, all(1f));
    }
  }

  static final class Sinh extends PlainTranscendentals.Sinh {
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
      return VectorExponentials.sinh(x);
    }

    private static FloatVector slope(FloatVector x, FloatVector v) {
      return sqrt(v.fma(v, all(1f)));
    }
  }

  static final class Cosh extends PlainTranscendentals.Cosh {
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
      return VectorExponentials.cosh(x);
    }

    private static FloatVector slope(FloatVector x, FloatVector v) {
      return VectorExponentials.sinh(x);
    }
  }

  static final class Log extends PlainTranscendentals.Log {
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
      return VectorLogarithms.log(x);
    }

    private static FloatVector slope(FloatVector x, FloatVector v) {
      return sign(x).div(x.abs().add(Logarithms.TINY));
    }
  }
}
