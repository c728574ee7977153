package io.symlab.symbolic.kernels;

import static io.symlab.symbolic.kernels.Vectors.CHUNK;
import static io.symlab.symbolic.kernels.Vectors.LANES;
import static io.symlab.symbolic.kernels.Vectors.all;
import static io.symlab.symbolic.kernels.Vectors.load;
import static io.symlab.symbolic.kernels.Vectors.sqrt;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/**
 * Kernels of the tangent and of the inverse circular functions on vectors, in several passes as
 * {@link VectorErrorFunctions}; the inverses are angles of points of the unit circle.
 */
final class VectorArcs {
  private VectorArcs() {}

  static final class Tan extends PlainArcs.Tan {
    private final Pass cosines = new Pass(VectorArcs.class, "cosines");
    private final Pass tangents = new Pass(VectorArcs.class, "tangents");
    private final float[] cosine = new float[CHUNK];

    @Override
    public void values(float[] a, int aAt, float[] out, int n) {
      int i = 0;
      while (i <= n - LANES) {
        int m = Vectors.chunk(n - i);
        if (VectorAngles.beyond(a, aAt + i, m)) {
          plain(a, aAt, out, i, i + m);
        } else {
          cosines.run(a, aAt + i, null, 0, cosine, null, 0, m);
          tangents.run(a, aAt + i, null, 0, cosine, out, i, m);
        }
        i += m;
      }
      plain(a, aAt, out, i, n);
    }

    private static void plain(float[] a, int aAt, float[] out, int from, int until) {
      for (int i = from; i < until; i++) {
        out[i] = Angles.tan(a[aAt + i]);
      }
    }

    @Override
    public void adjoints(float[] a, int aAt, float[] v, float[] adjoint, float[] out, int n) {
      int i = 0;
      for (; i <= n - LANES; i += LANES) {
        FloatVector tangent = load(v, i);
        load(adjoint, i).mul(tangent.fma(tangent, all(1f))).intoArray(out, i);
      }
      for (; i < n; i++) {
        out[i] = adjoint[i] * slope(a[aAt + i], v[i]);
      }
    }
  }

  static final class Asin extends PlainArcs.Asin {
    private final Angle angle = new Angle();
    private final float[] cosine = new float[CHUNK];

    @Override
    public void values(float[] a, int aAt, float[] out, int n) {
      int i = 0;
      while (i <= n - LANES) {
        int m = Vectors.chunk(n - i);
        opposites(a, aAt + i, cosine, m);
        angle.of(a, aAt + i, cosine, 0, out, i, m);
        i += m;
      }
      for (; i < n; i++) {
        out[i] = value(a[aAt + i]);
      }
    }

    @Override
    public void adjoints(float[] a, int aAt, float[] v, float[] adjoint, float[] out, int n) {
      int i = 0;
      for (; i <= n - LANES; i += LANES) {
        load(adjoint, i).mul(all(1f).div(opposite(load(a, aAt + i)))).intoArray(out, i);
      }
      for (; i < n; i++) {
        out[i] = adjoint[i] * slope(a[aAt + i], v[i]);
      }
    }
  }

  static final class Acos extends PlainArcs.Acos {
    private final Angle angle = new Angle();
    private final float[] sine = new float[CHUNK];

    @Override
    public void values(float[] a, int aAt, float[] out, int n) {
      int i = 0;
      while (i <= n - LANES) {
        int m = Vectors.chunk(n - i);
        opposites(a, aAt + i, sine, m);
        angle.of(sine, 0, a, aAt + i, out, i, m);
        i += m;
      }
      for (; i < n; i++) {
        out[i] = value(a[aAt + i]);
      }
    }

    @Override
    public void adjoints(float[] a, int aAt, float[] v, float[] adjoint, float[] out, int n) {
      int i = 0;
      for (; i <= n - LANES; i += LANES) {
        load(adjoint, i).mul(all(-1f).div(opposite(load(a, aAt + i)))).intoArray(out, i);
      }
      for (; i < n; i++) {
        out[i] = adjoint[i] * slope(a[aAt + i], v[i]);
      }
    }
  }

  static final class Atan extends PlainArcs.Atan {
    private final Angle angle = new Angle();
    private final float[] ones = new float[CHUNK];

    Atan() {
      Arrays.fill(ones, 1f);
    }

    @Override
    public void values(float[] a, int aAt, float[] out, int n) {
      int i = 0;
      while (i <= n - LANES) {
        int m = Vectors.chunk(n - i);
        angle.of(a, aAt + i, ones, 0, out, i, m);
        i += m;
      }
      for (; i < n; i++) {
        out[i] = value(a[aAt + i]);
      }
    }

    @Override
    public void adjoints(float[] a, int aAt, float[] v, float[] adjoint, float[] out, int n) {
      int i = 0;
      for (; i <= n - LANES; i += LANES) {
        FloatVector x = load(a, aAt + i);
        load(adjoint, i).mul(all(1f).div(x.fma(x, all(1f)))).intoArray(out, i);
      }
      for (; i < n; i++) {
        out[i] = adjoint[i] * slope(a[aAt + i], v[i]);
      }
    }
  }

  /** The angles of points, in the two passes of atan2. */
  private static final class Angle {
    private final Pass flats = new Pass(VectorCircles.class, "flats");
    private final Pass turned = new Pass(VectorCircles.class, "turned");
    private final float[] flat = new float[CHUNK];

    void of(float[] y, int yAt, float[] x, int xAt, float[] out, int at, int n) {
      flats.run(y, yAt, x, xAt, flat, null, 0, n);
      turned.run(y, yAt, x, xAt, flat, out, at, n);
    }
  }

  private static void opposites(float[] a, int aAt, float[] out, int n) {
    for (int k = 0; k < n; k += LANES) {
      opposite(load(a, aAt + k)).intoArray(out, k);
    }
  }

  private static FloatVector opposite(FloatVector x) {
    return sqrt(all(1f).sub(x).mul(all(1f).add(x)));
  }

  static void cosines(
      float[] a, int aAt, float[] b, int bAt, float[] scratch, float[] out, int at, int n) {
    for (int k = 0; k < n; k += LANES) {
      VectorAngles.cos(load(a, aAt + k)).intoArray(scratch, k);
    }
  }

  static void tangents(
      float[] a, int aAt, float[] b, int bAt, float[] scratch, float[] out, int at, int n) {
    for (int k = 0; k < n; k += LANES) {
      VectorAngles.sin(load(a, aAt + k)).div(load(scratch, k)).intoArray(out, at + k);
    }
  }
}
