package io.symlab.symbolic.kernels;

import java.util.Arrays;

/**
 * A function that is made of others: runs their kernels one after the other over a block, and comes
 * back in reverse mode. What a person defines as an operator of one's own is one of these, so that
 * it gives the same bits, row by row, as its expansion would. Not thread-safe.
 */
public final class Composition {
  /** The kernels of the functions that it is made of, which may change while it lives. */
  public interface Parts {
    /** The kernel of a function of one argument, or null. */
    UnaryKernel unary(int code);

    /** The kernel of a function of two arguments, or null. */
    BinaryKernel binary(int code);

    /** A function goes over so many rows. */
    void used(int code, int n);
  }

  /** Instead of a function: one of the arguments, its number in {@link #places}. */
  public static final int ARGUMENT = -1;

  /** Instead of a function: one of the numbers, its place in {@link #places}. */
  public static final int NUMBER = -2;

  private final int[] codes;
  private final int[] places;
  private final float[] constants;
  private final Parts parts;
  private final boolean[][] reads;
  private final float[] numbers;
  private final float[] slopes;
  private final float[][] values;
  private final int[] starts;
  private final float[][] adjoints;
  private float[][] buffers = new float[0][];
  private float[] left = new float[0];
  private float[] right = new float[0];

  /**
   * Postfix: every function comes right after its (last) argument.
   *
   * @param codes per node a function, {@link #ARGUMENT} or {@link #NUMBER}
   * @param places per node the first argument's node, or which argument or number it is
   * @param constants the numbers
   */
  public Composition(int[] codes, int[] places, float[] constants, Parts parts) {
    this.codes = codes.clone();
    this.places = places.clone();
    this.constants = constants.clone();
    this.parts = parts;
    int nodes = codes.length;
    reads = new boolean[2][nodes];
    numbers = new float[nodes];
    slopes = new float[nodes];
    values = new float[nodes][];
    starts = new int[nodes];
    adjoints = new float[nodes][];
    for (int node = 0; node < nodes; node++) {
      for (int argument = 0; argument < 2; argument++) {
        reads[argument][node] =
            codes[node] == ARGUMENT
                ? places[node] == argument
                : codes[node] >= 0 && (reads[argument][places[node]] || reads[argument][node - 1]);
      }
    }
  }

  /** As a function of one argument. */
  public UnaryKernel unary() {
    return new One();
  }

  /** As a function of two arguments. */
  public BinaryKernel binary() {
    return new Two();
  }

  private int root() {
    return codes.length - 1;
  }

  private float value(float x, float y) {
    for (int node = 0; node < codes.length; node++) {
      int code = codes[node];
      int at = places[node];
      if (code == ARGUMENT) {
        numbers[node] = at == 0 ? x : y;
      } else if (code == NUMBER) {
        numbers[node] = constants[at];
      } else if (parts.unary(code) != null) {
        numbers[node] = parts.unary(code).value(numbers[at]);
      } else {
        numbers[node] = parts.binary(code).value(numbers[at], numbers[node - 1]);
      }
    }
    return numbers[root()];
  }

  private float slope(float x, float y, int argument) {
    value(x, y);
    Arrays.fill(slopes, 0);
    slopes[root()] = 1;
    float sum = 0;
    for (int node = root(); node >= 0; node--) {
      int code = codes[node];
      int at = places[node];
      if (!reads[argument][node]) {
        continue;
      }
      if (code == ARGUMENT) {
        sum += slopes[node];
      } else if (parts.unary(code) != null) {
        slopes[at] = slopes[node] * parts.unary(code).slope(numbers[at], numbers[node]);
      } else {
        BinaryKernel kernel = parts.binary(code);
        float v = numbers[node];
        slopes[at] = slopes[node] * kernel.leftSlope(numbers[at], numbers[node - 1], v);
        slopes[node - 1] = slopes[node] * kernel.rightSlope(numbers[at], numbers[node - 1], v);
      }
    }
    return sum;
  }

  /** Runs forward; an argument that is null is the number beside it. */
  private void forward(
      float[] a, int aAt, float x, float[] b, int bAt, float y, float[] out, int n) {
    reserve(n);
    for (int node = 0; node < codes.length; node++) {
      int code = codes[node];
      int at = places[node];
      if (code == ARGUMENT) {
        values[node] = at == 0 ? a : b;
        starts[node] = at == 0 ? aAt : bAt;
        numbers[node] = at == 0 ? x : y;
      } else if (code == NUMBER) {
        values[node] = null;
        numbers[node] = constants[at];
      } else {
        apply(node, node == root() ? out : buffers[node], n);
      }
    }
  }

  private void apply(int node, float[] out, int n) {
    int a = places[node];
    int b = node - 1;
    UnaryKernel one = parts.unary(codes[node]);
    BinaryKernel two = one == null ? parts.binary(codes[node]) : null;
    values[node] = out;
    starts[node] = 0;
    parts.used(codes[node], n);
    if (one != null && values[a] != null) {
      one.values(values[a], starts[a], out, n);
    } else if (one != null) {
      values[node] = null;
      numbers[node] = one.value(numbers[a]);
    } else if (values[a] != null && values[b] != null) {
      two.values(values[a], starts[a], values[b], starts[b], out, n);
    } else if (values[a] != null) {
      two.values(values[a], starts[a], numbers[b], out, n);
    } else if (values[b] != null) {
      two.values(numbers[a], values[b], starts[b], out, n);
    } else {
      values[node] = null;
      numbers[node] = two.value(numbers[a], numbers[b]);
    }
  }

  private void finish(float[] out, int n) {
    if (values[root()] == null) {
      Arrays.fill(out, 0, n, numbers[root()]);
    }
  }

  /** Comes back from the block last run forward: adds up an argument's adjoints. */
  private void reverse(float[] adjoint, float[] out, int n, int argument) {
    Arrays.fill(out, 0, n, 0f);
    adjoints[root()] = adjoint;
    for (int node = root(); node >= 0; node--) {
      if (!reads[argument][node]) {
        continue;
      }
      int code = codes[node];
      int a = places[node];
      if (code == ARGUMENT) {
        float[] terms = adjoints[node];
        for (int i = 0; i < n; i++) {
          out[i] += terms[i];
        }
      } else if (parts.unary(code) != null) {
        adjoints[a] = buffers[codes.length + a];
        parts
            .unary(code)
            .adjoints(values[a], starts[a], values[node], adjoints[node], adjoints[a], n);
      } else {
        pair(node, n, argument);
      }
    }
  }

  private void pair(int node, int n, int argument) {
    int a = places[node];
    int b = node - 1;
    BinaryKernel kernel = parts.binary(codes[node]);
    float[] x = block(a, left, n);
    float[] y = block(b, right, n);
    if (reads[argument][a]) {
      adjoints[a] = buffers[codes.length + a];
      kernel.leftAdjoints(x, starts[a], y, starts[b], values[node], adjoints[node], adjoints[a], n);
    }
    if (reads[argument][b]) {
      adjoints[b] = buffers[codes.length + b];
      kernel.rightAdjoints(
          x, starts[a], y, starts[b], values[node], adjoints[node], adjoints[b], n);
    }
  }

  private float[] block(int node, float[] scratch, int n) {
    if (values[node] != null) {
      return values[node];
    }
    starts[node] = 0;
    Arrays.fill(scratch, 0, n, numbers[node]);
    return scratch;
  }

  private void reserve(int n) {
    if (left.length < n) {
      buffers = new float[2 * codes.length][n];
      left = new float[n];
      right = new float[n];
    }
  }

  private final class One extends UnaryKernel {
    @Override
    public float value(float x) {
      return Composition.this.value(x, 0);
    }

    @Override
    public float slope(float x, float v) {
      return Composition.this.slope(x, 0, 0);
    }

    @Override
    public void values(float[] a, int aAt, float[] out, int n) {
      forward(a, aAt, 0, null, 0, 0, out, n);
    }

    @Override
    public void adjoints(float[] a, int aAt, float[] v, float[] adjoint, float[] out, int n) {
      reserve(n);
      forward(a, aAt, 0, null, 0, 0, buffers[root()], n);
      reverse(adjoint, out, n, 0);
    }
  }

  private final class Two extends BinaryKernel {
    @Override
    public float value(float x, float y) {
      return Composition.this.value(x, y);
    }

    @Override
    public float leftSlope(float x, float y, float v) {
      return Composition.this.slope(x, y, 0);
    }

    @Override
    public float rightSlope(float x, float y, float v) {
      return Composition.this.slope(x, y, 1);
    }

    @Override
    public void values(float[] a, int aAt, float[] b, int bAt, float[] out, int n) {
      forward(a, aAt, 0, b, bAt, 0, out, n);
    }

    @Override
    public void values(float[] a, int aAt, float y, float[] out, int n) {
      forward(a, aAt, 0, null, 0, y, out, n);
      finish(out, n);
    }

    @Override
    public void values(float x, float[] b, int bAt, float[] out, int n) {
      forward(null, 0, x, b, bAt, 0, out, n);
      finish(out, n);
    }

    @Override
    public void leftAdjoints(
        float[] a, int aAt, float[] b, int bAt, float[] v, float[] adjoint, float[] out, int n) {
      reserve(n);
      forward(a, aAt, 0, b, bAt, 0, buffers[root()], n);
      reverse(adjoint, out, n, 0);
    }

    @Override
    public void rightAdjoints(
        float[] a, int aAt, float[] b, int bAt, float[] v, float[] adjoint, float[] out, int n) {
      reserve(n);
      forward(a, aAt, 0, b, bAt, 0, buffers[root()], n);
      reverse(adjoint, out, n, 1);
    }
  }
}
