package io.symlab.symbolic.kernels;

import static io.symlab.symbolic.kernels.Vectors.CHUNK;
import static io.symlab.symbolic.kernels.Vectors.LANES;
import static io.symlab.symbolic.kernels.Vectors.load;
import static jdk.incubator.vector.VectorOperators.EQ;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/**
 * Kernels of sin, cos and atan2 on vectors. Where an angle is too large for them its whole chunk of
 * rows goes to the plain function, and so do the last rows, fewer than a vector: the bits are the
 * same.
 */
final class VectorCircles {
  private VectorCircles() {}

  static final class Sin extends PlainTranscendentals.Sin {
    private final Pass values = new Pass(VectorCircles.class, "sin");
    private final Pass slopes = new Pass(VectorCircles.class, "sinSlopes");

    @Override
    public void values(float[] a, int aAt, float[] out, int n) {
      int i = 0;
      while (i <= n - LANES) {
        int m = Vectors.chunk(n - i);
        if (VectorAngles.beyond(a, aAt + i, m)) {
          plain(a, aAt, out, i, i + m);
        } else {
          values.run(a, aAt + i, null, 0, null, out, i, m);
        }
        i += m;
      }
      plain(a, aAt, out, i, n);
    }

    private static void plain(float[] a, int aAt, float[] out, int from, int until) {
      for (int i = from; i < until; i++) {
        out[i] = Angles.sin(a[aAt + i]);
      }
    }

    @Override
    public void adjoints(float[] a, int aAt, float[] v, float[] adjoint, float[] out, int n) {
      int i = 0;
      while (i <= n - LANES) {
        int m = Vectors.chunk(n - i);
        if (VectorAngles.beyond(a, aAt + i, m)) {
          slopes(a, aAt, adjoint, out, i, i + m);
        } else {
          slopes.run(a, aAt + i, adjoint, i, null, out, i, m);
        }
        i += m;
      }
      slopes(a, aAt, adjoint, out, i, n);
    }

    private static void slopes(
        float[] a, int aAt, float[] adjoint, float[] out, int from, int until) {
      for (int i = from; i < until; i++) {
        out[i] = adjoint[i] * Angles.cos(a[aAt + i]);
      }
    }
  }

  static final class Cos extends PlainTranscendentals.Cos {
    private final Pass values = new Pass(VectorCircles.class, "cos");
    private final Pass slopes = new Pass(VectorCircles.class, "cosSlopes");

    @Override
    public void values(float[] a, int aAt, float[] out, int n) {
      int i = 0;
      while (i <= n - LANES) {
        int m = Vectors.chunk(n - i);
        if (VectorAngles.beyond(a, aAt + i, m)) {
          plain(a, aAt, out, i, i + m);
        } else {
          values.run(a, aAt + i, null, 0, null, out, i, m);
        }
        i += m;
      }
      plain(a, aAt, out, i, n);
    }

    private static void plain(float[] a, int aAt, float[] out, int from, int until) {
      for (int i = from; i < until; i++) {
        out[i] = Angles.cos(a[aAt + i]);
      }
    }

    @Override
    public void adjoints(float[] a, int aAt, float[] v, float[] adjoint, float[] out, int n) {
      int i = 0;
      while (i <= n - LANES) {
        int m = Vectors.chunk(n - i);
        if (VectorAngles.beyond(a, aAt + i, m)) {
          slopes(a, aAt, adjoint, out, i, i + m);
        } else {
          slopes.run(a, aAt + i, adjoint, i, null, out, i, m);
        }
        i += m;
      }
      slopes(a, aAt, adjoint, out, i, n);
    }

    private static void slopes(
        float[] a, int aAt, float[] adjoint, float[] out, int from, int until) {
      for (int i = from; i < until; i++) {
        out[i] = adjoint[i] * -Angles.sin(a[aAt + i]);
      }
    }
  }

  /** In two passes, as {@link VectorErrorFunctions}. */
  static final class Atan2 extends PlainPairs.Atan2 {
    private final Pass flats = new Pass(VectorCircles.class, "flats");
    private final Pass turned = new Pass(VectorCircles.class, "turned");
    private final float[] flat = new float[CHUNK];
    private final float[] filled = new float[CHUNK];
    private final float[] result = new float[CHUNK];

    @Override
    public void values(float[] a, int aAt, float[] b, int bAt, float[] out, int n) {
      int i = 0;
      while (i <= n - LANES) {
        int m = Vectors.chunk(n - i);
        flats.run(a, aAt + i, b, bAt + i, flat, null, 0, m);
        turned.run(a, aAt + i, b, bAt + i, flat, out, i, m);
        i += m;
      }
      for (; i < n; i++) {
        out[i] = value(a[aAt + i], b[bAt + i]);
      }
    }

    @Override
    public void values(float[] a, int aAt, float y, float[] out, int n) {
      Arrays.fill(filled, y);
      for (int i = 0; i < n; i += CHUNK) {
        values(a, aAt + i, filled, 0, result, Math.min(CHUNK, n - i));
        System.arraycopy(result, 0, out, i, Math.min(CHUNK, n - i));
      }
    }

    @Override
    public void values(float x, float[] b, int bAt, float[] out, int n) {
      Arrays.fill(filled, x);
      for (int i = 0; i < n; i += CHUNK) {
        values(filled, 0, b, bAt + i, result, Math.min(CHUNK, n - i));
        System.arraycopy(result, 0, out, i, Math.min(CHUNK, n - i));
      }
    }

    @Override
    public void leftAdjoints(
        float[] a, int aAt, float[] b, int bAt, float[] v, float[] adjoint, float[] out, int n) {
      int i = 0;
      for (; i <= n - LANES; i += LANES) {
        FloatVector x = load(a, aAt + i);
        FloatVector y = load(b, bAt + i);
        load(adjoint, i).mul(over(y, x, y)).intoArray(out, i);
      }
      for (; i < n; i++) {
        out[i] = adjoint[i] * leftSlope(a[aAt + i], b[bAt + i], v[i]);
      }
    }

    @Override
    public void rightAdjoints(
        float[] a, int aAt, float[] b, int bAt, float[] v, float[] adjoint, float[] out, int n) {
      int i = 0;
      for (; i <= n - LANES; i += LANES) {
        FloatVector x = load(a, aAt + i);
        FloatVector y = load(b, bAt + i);
        load(adjoint, i).mul(over(x.neg(), x, y)).intoArray(out, i);
      }
      for (; i < n; i++) {
        out[i] = adjoint[i] * rightSlope(a[aAt + i], b[bAt + i], v[i]);
      }
    }

    private static FloatVector over(FloatVector coordinate, FloatVector x, FloatVector y) {
      FloatVector norm = x.mul(x).add(y.mul(y));
      return coordinate.div(norm).blend(0f, norm.compare(EQ, 0f));
    }
  }

  static void sin(
      float[] a, int aAt, float[] b, int bAt, float[] scratch, float[] out, int at, int n) {
    for (int k = 0; k < n; k += LANES) {
      VectorAngles.sin(load(a, aAt + k)).intoArray(out, at + k);
    }
  }

  static void cos(
      float[] a, int aAt, float[] b, int bAt, float[] scratch, float[] out, int at, int n) {
    for (int k = 0; k < n; k += LANES) {
      VectorAngles.cos(load(a, aAt + k)).intoArray(out, at + k);
    }
  }

  static void sinSlopes(
      float[] a, int aAt, float[] b, int bAt, float[] scratch, float[] out, int at, int n) {
    for (int k = 0; k < n; k += LANES) {
      load(b, bAt + k).mul(VectorAngles.cos(load(a, aAt + k))).intoArray(out, at + k);
    }
  }

  static void cosSlopes(
      float[] a, int aAt, float[] b, int bAt, float[] scratch, float[] out, int at, int n) {
    for (int k = 0; k < n; k += LANES) {
      load(b, bAt + k).mul(VectorAngles.sin(load(a, aAt + k)).neg()).intoArray(out, at + k);
    }
  }

  static void flats(
      float[] a, int aAt, float[] b, int bAt, float[] scratch, float[] out, int at, int n) {
    for (int k = 0; k < n; k += LANES) {
      VectorAngles.flatAngle(load(a, aAt + k), load(b, bAt + k)).intoArray(scratch, k);
    }
  }

  static void turned(
      float[] a, int aAt, float[] b, int bAt, float[] scratch, float[] out, int at, int n) {
    for (int k = 0; k < n; k += LANES) {
      VectorAngles.turned(load(scratch, k), load(a, aAt + k), load(b, bAt + k))
          .intoArray(out, at + k);
    }
  }
}
