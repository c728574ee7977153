package io.symlab.model.kernels;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Matrix products over rows of coordinates, in register tiles: as many sums at once as hide the
 * latency of a multiplication, each loaded value used as often as possible. Sums start from {@code
 * FloatVector.zero}, not from a constant, which the compiler would box.
 */
final class VectorMatrixProducts {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();

  private VectorMatrixProducts() {}

  /** Rows r .. r+3 of y = w x, four vectors at a time. */
  static void multiply4x4(
      float[] w, int wAt, int cols, float[] x, int xAt, float[] y, int yAt, int stride, int width) {
    int w1 = wAt + cols;
    int w2 = w1 + cols;
    int w3 = w2 + cols;
    for (int j = 0; j < width; j += 4 * LANES) {
      FloatVector s00 = zero();
      FloatVector s01 = zero();
      FloatVector s02 = zero();
      FloatVector s03 = zero();
      FloatVector s10 = zero();
      FloatVector s11 = zero();
      FloatVector s12 = zero();
      FloatVector s13 = zero();
      FloatVector s20 = zero();
      FloatVector s21 = zero();
      FloatVector s22 = zero();
      FloatVector s23 = zero();
      FloatVector s30 = zero();
      FloatVector s31 = zero();
      FloatVector s32 = zero();
      FloatVector s33 = zero();
      int in = xAt + j;
      for (int c = 0; c < cols; c++) {
        FloatVector x0 = load(x, in);
        FloatVector x1 = load(x, in + LANES);
        FloatVector x2 = load(x, in + 2 * LANES);
        FloatVector x3 = load(x, in + 3 * LANES);
        FloatVector m = all(w[wAt + c]);
        s00 = m.fma(x0, s00);
        s01 = m.fma(x1, s01);
        s02 = m.fma(x2, s02);
        s03 = m.fma(x3, s03);
        m = all(w[w1 + c]);
        s10 = m.fma(x0, s10);
        s11 = m.fma(x1, s11);
        s12 = m.fma(x2, s12);
        s13 = m.fma(x3, s13);
        m = all(w[w2 + c]);
        s20 = m.fma(x0, s20);
        s21 = m.fma(x1, s21);
        s22 = m.fma(x2, s22);
        s23 = m.fma(x3, s23);
        m = all(w[w3 + c]);
        s30 = m.fma(x0, s30);
        s31 = m.fma(x1, s31);
        s32 = m.fma(x2, s32);
        s33 = m.fma(x3, s33);
        in += stride;
      }
      int out = yAt + j;
      s00.intoArray(y, out);
      s01.intoArray(y, out + LANES);
      s02.intoArray(y, out + 2 * LANES);
      s03.intoArray(y, out + 3 * LANES);
      out += stride;
      s10.intoArray(y, out);
      s11.intoArray(y, out + LANES);
      s12.intoArray(y, out + 2 * LANES);
      s13.intoArray(y, out + 3 * LANES);
      out += stride;
      s20.intoArray(y, out);
      s21.intoArray(y, out + LANES);
      s22.intoArray(y, out + 2 * LANES);
      s23.intoArray(y, out + 3 * LANES);
      out += stride;
      s30.intoArray(y, out);
      s31.intoArray(y, out + LANES);
      s32.intoArray(y, out + 2 * LANES);
      s33.intoArray(y, out + 3 * LANES);
    }
  }

  /** Rows r .. r+5 of y = w x, two vectors at a time. */
  static void multiply6x2(
      float[] w, int wAt, int cols, float[] x, int xAt, float[] y, int yAt, int stride, int width) {
    int w1 = wAt + cols;
    int w2 = w1 + cols;
    int w3 = w2 + cols;
    int w4 = w3 + cols;
    int w5 = w4 + cols;
    for (int j = 0; j < width; j += 2 * LANES) {
      FloatVector s00 = zero();
      FloatVector s01 = zero();
      FloatVector s10 = zero();
      FloatVector s11 = zero();
      FloatVector s20 = zero();
      FloatVector s21 = zero();
      FloatVector s30 = zero();
      FloatVector s31 = zero();
      FloatVector s40 = zero();
      FloatVector s41 = zero();
      FloatVector s50 = zero();
      FloatVector s51 = zero();
      int in = xAt + j;
      for (int c = 0; c < cols; c++) {
        FloatVector x0 = load(x, in);
        FloatVector x1 = load(x, in + LANES);
        FloatVector m = all(w[wAt + c]);
        s00 = m.fma(x0, s00);
        s01 = m.fma(x1, s01);
        m = all(w[w1 + c]);
        s10 = m.fma(x0, s10);
        s11 = m.fma(x1, s11);
        m = all(w[w2 + c]);
        s20 = m.fma(x0, s20);
        s21 = m.fma(x1, s21);
        m = all(w[w3 + c]);
        s30 = m.fma(x0, s30);
        s31 = m.fma(x1, s31);
        m = all(w[w4 + c]);
        s40 = m.fma(x0, s40);
        s41 = m.fma(x1, s41);
        m = all(w[w5 + c]);
        s50 = m.fma(x0, s50);
        s51 = m.fma(x1, s51);
        in += stride;
      }
      int out = yAt + j;
      s00.intoArray(y, out);
      s01.intoArray(y, out + LANES);
      out += stride;
      s10.intoArray(y, out);
      s11.intoArray(y, out + LANES);
      out += stride;
      s20.intoArray(y, out);
      s21.intoArray(y, out + LANES);
      out += stride;
      s30.intoArray(y, out);
      s31.intoArray(y, out + LANES);
      out += stride;
      s40.intoArray(y, out);
      s41.intoArray(y, out + LANES);
      out += stride;
      s50.intoArray(y, out);
      s51.intoArray(y, out + LANES);
    }
  }

  /** Rows r .. r+3 of y = w x, two vectors at a time. */
  static void multiply4x2(
      float[] w, int wAt, int cols, float[] x, int xAt, float[] y, int yAt, int stride, int width) {
    int w1 = wAt + cols;
    int w2 = w1 + cols;
    int w3 = w2 + cols;
    for (int j = 0; j < width; j += 2 * LANES) {
      FloatVector s00 = zero();
      FloatVector s01 = zero();
      FloatVector s10 = zero();
      FloatVector s11 = zero();
      FloatVector s20 = zero();
      FloatVector s21 = zero();
      FloatVector s30 = zero();
      FloatVector s31 = zero();
      int in = xAt + j;
      for (int c = 0; c < cols; c++) {
        FloatVector x0 = load(x, in);
        FloatVector x1 = load(x, in + LANES);
        FloatVector m = all(w[wAt + c]);
        s00 = m.fma(x0, s00);
        s01 = m.fma(x1, s01);
        m = all(w[w1 + c]);
        s10 = m.fma(x0, s10);
        s11 = m.fma(x1, s11);
        m = all(w[w2 + c]);
        s20 = m.fma(x0, s20);
        s21 = m.fma(x1, s21);
        m = all(w[w3 + c]);
        s30 = m.fma(x0, s30);
        s31 = m.fma(x1, s31);
        in += stride;
      }
      int out = yAt + j;
      s00.intoArray(y, out);
      s01.intoArray(y, out + LANES);
      out += stride;
      s10.intoArray(y, out);
      s11.intoArray(y, out + LANES);
      out += stride;
      s20.intoArray(y, out);
      s21.intoArray(y, out + LANES);
      out += stride;
      s30.intoArray(y, out);
      s31.intoArray(y, out + LANES);
    }
  }

  /** One row of y = w x, four vectors at a time. */
  static void multiply1(
      float[] w, int wAt, int cols, float[] x, int xAt, float[] y, int yAt, int stride, int width) {
    for (int j = 0; j < width; j += 4 * LANES) {
      FloatVector s00 = zero();
      FloatVector s01 = zero();
      FloatVector s02 = zero();
      FloatVector s03 = zero();
      int in = xAt + j;
      for (int c = 0; c < cols; c++) {
        FloatVector x0 = load(x, in);
        FloatVector x1 = load(x, in + LANES);
        FloatVector x2 = load(x, in + 2 * LANES);
        FloatVector x3 = load(x, in + 3 * LANES);
        FloatVector m = all(w[wAt + c]);
        s00 = m.fma(x0, s00);
        s01 = m.fma(x1, s01);
        s02 = m.fma(x2, s02);
        s03 = m.fma(x3, s03);
        in += stride;
      }
      int out = yAt + j;
      s00.intoArray(y, out);
      s01.intoArray(y, out + LANES);
      s02.intoArray(y, out + 2 * LANES);
      s03.intoArray(y, out + 3 * LANES);
    }
  }

  /**
   * Adds the products of four rows of d with four rows of x to their partial sums.
   *
   * @param sumsPerRow distance in {@code sums} from a row of d to the next
   */
  static void outer4x4(
      float[] d,
      int dAt,
      float[] x,
      int xAt,
      float[] sums,
      int at,
      int sumsPerRow,
      int stride,
      int width) {
    int row0 = at;
    int row1 = at + sumsPerRow;
    int row2 = at + 2 * sumsPerRow;
    int row3 = at + 3 * sumsPerRow;
    FloatVector s00 = load(sums, row0);
    FloatVector s01 = load(sums, row0 + LANES);
    FloatVector s02 = load(sums, row0 + 2 * LANES);
    FloatVector s03 = load(sums, row0 + 3 * LANES);
    FloatVector s10 = load(sums, row1);
    FloatVector s11 = load(sums, row1 + LANES);
    FloatVector s12 = load(sums, row1 + 2 * LANES);
    FloatVector s13 = load(sums, row1 + 3 * LANES);
    FloatVector s20 = load(sums, row2);
    FloatVector s21 = load(sums, row2 + LANES);
    FloatVector s22 = load(sums, row2 + 2 * LANES);
    FloatVector s23 = load(sums, row2 + 3 * LANES);
    FloatVector s30 = load(sums, row3);
    FloatVector s31 = load(sums, row3 + LANES);
    FloatVector s32 = load(sums, row3 + 2 * LANES);
    FloatVector s33 = load(sums, row3 + 3 * LANES);
    for (int j = 0; j < width; j += LANES) {
      FloatVector x0 = load(x, xAt + j);
      FloatVector x1 = load(x, xAt + stride + j);
      FloatVector x2 = load(x, xAt + 2 * stride + j);
      FloatVector x3 = load(x, xAt + 3 * stride + j);
      FloatVector left = load(d, dAt + j);
      s00 = left.fma(x0, s00);
      s01 = left.fma(x1, s01);
      s02 = left.fma(x2, s02);
      s03 = left.fma(x3, s03);
      left = load(d, dAt + stride + j);
      s10 = left.fma(x0, s10);
      s11 = left.fma(x1, s11);
      s12 = left.fma(x2, s12);
      s13 = left.fma(x3, s13);
      left = load(d, dAt + 2 * stride + j);
      s20 = left.fma(x0, s20);
      s21 = left.fma(x1, s21);
      s22 = left.fma(x2, s22);
      s23 = left.fma(x3, s23);
      left = load(d, dAt + 3 * stride + j);
      s30 = left.fma(x0, s30);
      s31 = left.fma(x1, s31);
      s32 = left.fma(x2, s32);
      s33 = left.fma(x3, s33);
    }
    s00.intoArray(sums, row0);
    s01.intoArray(sums, row0 + LANES);
    s02.intoArray(sums, row0 + 2 * LANES);
    s03.intoArray(sums, row0 + 3 * LANES);
    s10.intoArray(sums, row1);
    s11.intoArray(sums, row1 + LANES);
    s12.intoArray(sums, row1 + 2 * LANES);
    s13.intoArray(sums, row1 + 3 * LANES);
    s20.intoArray(sums, row2);
    s21.intoArray(sums, row2 + LANES);
    s22.intoArray(sums, row2 + 2 * LANES);
    s23.intoArray(sums, row2 + 3 * LANES);
    s30.intoArray(sums, row3);
    s31.intoArray(sums, row3 + LANES);
    s32.intoArray(sums, row3 + 2 * LANES);
    s33.intoArray(sums, row3 + 3 * LANES);
  }

  /** The same for four rows of d and two of x. */
  static void outer4x2(
      float[] d,
      int dAt,
      float[] x,
      int xAt,
      float[] sums,
      int at,
      int sumsPerRow,
      int stride,
      int width) {
    int row0 = at;
    int row1 = at + sumsPerRow;
    int row2 = at + 2 * sumsPerRow;
    int row3 = at + 3 * sumsPerRow;
    FloatVector s00 = load(sums, row0);
    FloatVector s01 = load(sums, row0 + LANES);
    FloatVector s10 = load(sums, row1);
    FloatVector s11 = load(sums, row1 + LANES);
    FloatVector s20 = load(sums, row2);
    FloatVector s21 = load(sums, row2 + LANES);
    FloatVector s30 = load(sums, row3);
    FloatVector s31 = load(sums, row3 + LANES);
    for (int j = 0; j < width; j += LANES) {
      FloatVector x0 = load(x, xAt + j);
      FloatVector x1 = load(x, xAt + stride + j);
      FloatVector left = load(d, dAt + j);
      s00 = left.fma(x0, s00);
      s01 = left.fma(x1, s01);
      left = load(d, dAt + stride + j);
      s10 = left.fma(x0, s10);
      s11 = left.fma(x1, s11);
      left = load(d, dAt + 2 * stride + j);
      s20 = left.fma(x0, s20);
      s21 = left.fma(x1, s21);
      left = load(d, dAt + 3 * stride + j);
      s30 = left.fma(x0, s30);
      s31 = left.fma(x1, s31);
    }
    s00.intoArray(sums, row0);
    s01.intoArray(sums, row0 + LANES);
    s10.intoArray(sums, row1);
    s11.intoArray(sums, row1 + LANES);
    s20.intoArray(sums, row2);
    s21.intoArray(sums, row2 + LANES);
    s30.intoArray(sums, row3);
    s31.intoArray(sums, row3 + LANES);
  }

  /** The same for four rows of d and one of x. */
  static void outer4x1(
      float[] d,
      int dAt,
      float[] x,
      int xAt,
      float[] sums,
      int at,
      int sumsPerRow,
      int stride,
      int width) {
    FloatVector s0 = zero();
    FloatVector s1 = zero();
    FloatVector s2 = zero();
    FloatVector s3 = zero();
    for (int j = 0; j < width; j += LANES) {
      FloatVector right = load(x, xAt + j);
      s0 = right.fma(load(d, dAt + j), s0);
      s1 = right.fma(load(d, dAt + stride + j), s1);
      s2 = right.fma(load(d, dAt + 2 * stride + j), s2);
      s3 = right.fma(load(d, dAt + 3 * stride + j), s3);
    }
    add(sums, at, s0);
    add(sums, at + sumsPerRow, s1);
    add(sums, at + 2 * sumsPerRow, s2);
    add(sums, at + 3 * sumsPerRow, s3);
  }

  /** The same for one row of each. */
  static void outer1x1(float[] d, int dAt, float[] x, int xAt, float[] sums, int at, int width) {
    FloatVector s = zero();
    for (int j = 0; j < width; j += LANES) {
      s = load(d, dAt + j).fma(load(x, xAt + j), s);
    }
    add(sums, at, s);
  }

  private static void add(float[] sums, int at, FloatVector s) {
    load(sums, at).add(s).intoArray(sums, at);
  }

  private static FloatVector zero() {
    return FloatVector.zero(SPECIES);
  }

  private static FloatVector all(float value) {
    return FloatVector.broadcast(SPECIES, value);
  }

  private static FloatVector load(float[] from, int at) {
    return FloatVector.fromArray(SPECIES, from, at);
  }
}
