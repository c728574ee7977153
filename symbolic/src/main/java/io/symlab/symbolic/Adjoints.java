package io.symlab.symbolic;

/**
 * The operators' derivatives by blocks: what reverse mode multiplies the adjoint with. Constants
 * are fitted, rules are tuned and inputs' influence is measured with them.
 */
final class Adjoints {
  private Adjoints() {}

  static void add(float[] a, float[] b, float[] v, float[] adjoint, float[] da, float[] db, int n) {
    if (da != null) {
      for (int i = 0; i < n; i++) {
        da[i] = adjoint[i];
      }
    }
    if (db != null) {
      for (int i = 0; i < n; i++) {
        db[i] = adjoint[i];
      }
    }
  }

  static void sub(float[] a, float[] b, float[] v, float[] adjoint, float[] da, float[] db, int n) {
    if (da != null) {
      for (int i = 0; i < n; i++) {
        da[i] = adjoint[i];
      }
    }
    if (db != null) {
      for (int i = 0; i < n; i++) {
        db[i] = -adjoint[i];
      }
    }
  }

  static void mul(float[] a, float[] b, float[] v, float[] adjoint, float[] da, float[] db, int n) {
    if (da != null) {
      for (int i = 0; i < n; i++) {
        da[i] = adjoint[i] * b[i];
      }
    }
    if (db != null) {
      for (int i = 0; i < n; i++) {
        db[i] = adjoint[i] * a[i];
      }
    }
  }

  static void div(float[] a, float[] b, float[] v, float[] adjoint, float[] da, float[] db, int n) {
    if (da != null) {
      for (int i = 0; i < n; i++) {
        da[i] = adjoint[i] / b[i];
      }
    }
    if (db != null) {
      for (int i = 0; i < n; i++) {
        db[i] = -adjoint[i] * v[i] / b[i];
      }
    }
  }

  /** At a = 0 the slopes count as 0. */
  static void pow(float[] a, float[] b, float[] v, float[] adjoint, float[] da, float[] db, int n) {
    if (da != null) {
      for (int i = 0; i < n; i++) {
        da[i] = slopeInBase(adjoint[i], a[i], b[i]);
      }
    }
    if (db != null) {
      for (int i = 0; i < n; i++) {
        db[i] = a[i] == 0 ? 0f : (float) (adjoint[i] * v[i] * Math.log(Math.abs(a[i])));
      }
    }
  }

  static void max(float[] a, float[] b, float[] v, float[] adjoint, float[] da, float[] db, int n) {
    if (da != null) {
      for (int i = 0; i < n; i++) {
        da[i] = a[i] >= b[i] ? adjoint[i] : 0f;
      }
    }
    if (db != null) {
      for (int i = 0; i < n; i++) {
        db[i] = a[i] >= b[i] ? 0f : adjoint[i];
      }
    }
  }

  static void min(float[] a, float[] b, float[] v, float[] adjoint, float[] da, float[] db, int n) {
    if (da != null) {
      for (int i = 0; i < n; i++) {
        da[i] = a[i] <= b[i] ? adjoint[i] : 0f;
      }
    }
    if (db != null) {
      for (int i = 0; i < n; i++) {
        db[i] = a[i] <= b[i] ? 0f : adjoint[i];
      }
    }
  }

  static void atan2(
      float[] a, float[] b, float[] v, float[] adjoint, float[] da, float[] db, int n) {
    if (da != null) {
      for (int i = 0; i < n; i++) {
        da[i] = slopeOfAngle(adjoint[i], b[i], a[i], b[i]);
      }
    }
    if (db != null) {
      for (int i = 0; i < n; i++) {
        db[i] = slopeOfAngle(-adjoint[i], a[i], a[i], b[i]);
      }
    }
  }

  /** Steps: the slope is 0 wherever there is one. */
  static void flat(
      float[] a, float[] b, float[] v, float[] adjoint, float[] da, float[] db, int n) {
    if (da != null) {
      for (int i = 0; i < n; i++) {
        da[i] = 0f;
      }
    }
    if (db != null) {
      for (int i = 0; i < n; i++) {
        db[i] = 0f;
      }
    }
  }

  static void neg(float[] a, float[] b, float[] v, float[] adjoint, float[] da, float[] db, int n) {
    for (int i = 0; i < n; i++) {
      da[i] = -adjoint[i];
    }
  }

  static void abs(float[] a, float[] b, float[] v, float[] adjoint, float[] da, float[] db, int n) {
    for (int i = 0; i < n; i++) {
      da[i] = adjoint[i] * Math.signum(a[i]);
    }
  }

  static void square(
      float[] a, float[] b, float[] v, float[] adjoint, float[] da, float[] db, int n) {
    for (int i = 0; i < n; i++) {
      da[i] = adjoint[i] * 2f * a[i];
    }
  }

  static void cube(
      float[] a, float[] b, float[] v, float[] adjoint, float[] da, float[] db, int n) {
    for (int i = 0; i < n; i++) {
      da[i] = adjoint[i] * 3f * a[i] * a[i];
    }
  }

  /** At 0, where the slope is infinite, it counts as 0: columns may be 0 in many rows. */
  static void sqrt(
      float[] a, float[] b, float[] v, float[] adjoint, float[] da, float[] db, int n) {
    for (int i = 0; i < n; i++) {
      da[i] = v[i] > 0 ? adjoint[i] * Math.signum(a[i]) * 0.5f / v[i] : 0f;
    }
  }

  static void log(float[] a, float[] b, float[] v, float[] adjoint, float[] da, float[] db, int n) {
    for (int i = 0; i < n; i++) {
      da[i] = (float) (adjoint[i] * Math.signum(a[i]) / (Math.abs(a[i]) + 1e-8));
    }
  }

  static void exp(float[] a, float[] b, float[] v, float[] adjoint, float[] da, float[] db, int n) {
    for (int i = 0; i < n; i++) {
      da[i] = adjoint[i] * v[i];
    }
  }

  static void tanh(
      float[] a, float[] b, float[] v, float[] adjoint, float[] da, float[] db, int n) {
    for (int i = 0; i < n; i++) {
      da[i] = adjoint[i] * (1f - v[i] * v[i]);
    }
  }

  static void sinh(
      float[] a, float[] b, float[] v, float[] adjoint, float[] da, float[] db, int n) {
    for (int i = 0; i < n; i++) {
      da[i] = adjoint[i] * (float) Math.sqrt(1f + v[i] * v[i]);
    }
  }

  static void cosh(
      float[] a, float[] b, float[] v, float[] adjoint, float[] da, float[] db, int n) {
    for (int i = 0; i < n; i++) {
      da[i] = adjoint[i] * Math.signum(a[i]) * (float) Math.sqrt(Math.max(0f, v[i] * v[i] - 1f));
    }
  }

  static void asinh(
      float[] a, float[] b, float[] v, float[] adjoint, float[] da, float[] db, int n) {
    for (int i = 0; i < n; i++) {
      da[i] = adjoint[i] / (float) Math.sqrt(1f + a[i] * a[i]);
    }
  }

  static void erf(float[] a, float[] b, float[] v, float[] adjoint, float[] da, float[] db, int n) {
    for (int i = 0; i < n; i++) {
      da[i] = adjoint[i] * slopeOfErf(a[i]);
    }
  }

  static void erfc(
      float[] a, float[] b, float[] v, float[] adjoint, float[] da, float[] db, int n) {
    for (int i = 0; i < n; i++) {
      da[i] = -adjoint[i] * slopeOfErf(a[i]);
    }
  }

  static void sin(float[] a, float[] b, float[] v, float[] adjoint, float[] da, float[] db, int n) {
    for (int i = 0; i < n; i++) {
      da[i] = adjoint[i] * (float) Math.cos(a[i]);
    }
  }

  static void cos(float[] a, float[] b, float[] v, float[] adjoint, float[] da, float[] db, int n) {
    for (int i = 0; i < n; i++) {
      da[i] = -adjoint[i] * (float) Math.sin(a[i]);
    }
  }

  static void relu(
      float[] a, float[] b, float[] v, float[] adjoint, float[] da, float[] db, int n) {
    for (int i = 0; i < n; i++) {
      da[i] = a[i] > 0 ? adjoint[i] : 0f;
    }
  }

  static void inv(float[] a, float[] b, float[] v, float[] adjoint, float[] da, float[] db, int n) {
    for (int i = 0; i < n; i++) {
      da[i] = -adjoint[i] * v[i] * v[i];
    }
  }

  private static float slopeInBase(float adjoint, float a, float b) {
    return a == 0 ? 0f : (float) (adjoint * b * Math.pow(Math.abs(a), b - 1.0));
  }

  private static float slopeOfAngle(float adjoint, float other, float a, float b) {
    float norm = a * a + b * b;
    return norm == 0 ? 0f : adjoint * other / norm;
  }

  private static float slopeOfErf(float a) {
    return (float) (2 / Math.sqrt(Math.PI) * Math.exp(-(double) a * a));
  }
}
