package io.symlab.model.rule.features;

import io.symlab.model.optimizee.Optimizee.ParameterGroup;
import java.util.Arrays;
import java.util.List;

/**
 * The average of g^2 over one tensor as Adafactor keeps it (Shazeer, Stern 2018, algorithm 4): not
 * of each coordinate, but of each row's and each column's mean, whose product stands for it. Rows
 * and columns lie along the tensor's two longest sides; a vector has neither, and keeps the average
 * of each coordinate. Constants are those of learned_optimization's {@code AdafacMLPLOpt} (Metz et
 * al. 2022), whose features these are.
 */
final class FactoredMoment {
  private static final float LEAST = 1e-9f;
  private static final float LEAST_SQUARE = 1e-30f;

  private final float keep;
  private final float take;
  private final int offset;
  private final int length;
  private final boolean factored;

  /** Per coordinate, where its row and its column are. */
  private final int[] rowOf;

  private final int[] columnOf;

  /** Per row, which rows it is averaged with: those that differ in their place along the side. */
  private final int[] bandOf;

  /** The averages; of a vector both are one. */
  private final float[] rows;

  private final float[] columns;
  private final float[] rowFactors;
  private final float[] columnFactors;
  private final double[] rowSums;
  private final double[] columnSums;
  private final double[] bands;

  FactoredMoment(ParameterGroup group, double decay) {
    keep = (float) decay;
    take = (float) (1 - decay);
    offset = group.offset();
    length = group.length();
    long[] shape = group.shape().stream().mapToLong(Long::longValue).toArray();
    factored = shape.length >= 2;
    int longest = factored ? longest(shape, -1) : 0;
    int second = factored ? longest(shape, longest) : 0;
    // A row runs along the longest side, a column along the second.
    rowOf = factored ? without(shape, longest) : new int[0];
    columnOf = factored ? without(shape, second) : new int[0];
    int rowCount = factored ? (int) (length / Math.max(1, shape[longest])) : length;
    int columnCount = factored ? (int) (length / Math.max(1, shape[second])) : 0;
    rows = new float[rowCount];
    columns = factored ? new float[columnCount] : rows;
    rowFactors = new float[factored ? rowCount : 0];
    columnFactors = new float[columnCount];
    rowSums = new double[rowFactors.length];
    columnSums = new double[columnCount];
    bandOf = factored ? bands(shape, longest, second) : new int[0];
    bands = new double[factored ? (int) (rowCount / Math.max(1, shape[second])) : 0];
  }

  /** The longest side but for one; of equal ones the last, as numpy's argsort has it. */
  private static int longest(long[] shape, int but) {
    int longest = -1;
    for (int side = 0; side < shape.length; side++) {
      if (side != but && (longest < 0 || shape[side] >= shape[longest])) {
        longest = side;
      }
    }
    return longest;
  }

  /** Per coordinate of a tensor of this shape, its place in the tensor without one of the sides. */
  private static int[] without(long[] shape, int side) {
    int inner = 1;
    for (int s = side + 1; s < shape.length; s++) {
      inner *= (int) shape[s];
    }
    int all = 1;
    for (long size : shape) {
      all *= (int) size;
    }
    int[] places = new int[all];
    int along = (int) shape[side];
    for (int i = 0; i < all; i++) {
      places[i] = i / (inner * along) * inner + i % inner;
    }
    return places;
  }

  private static int[] bands(long[] shape, int longest, int second) {
    long[] rowShape = new long[shape.length - 1];
    for (int s = 0, to = 0; s < shape.length; s++) {
      if (s != longest) {
        rowShape[to++] = shape[s];
      }
    }
    return without(rowShape, second > longest ? second - 1 : second);
  }

  static List<FactoredMoment> of(List<ParameterGroup> groups, double decay) {
    return groups.stream().map(group -> new FactoredMoment(group, decay)).toList();
  }

  /** Takes over the averages of another of the same tensor. */
  void remember(FactoredMoment other) {
    System.arraycopy(other.rows, 0, rows, 0, rows.length);
    System.arraycopy(other.columns, 0, columns, 0, columns.length);
    factors();
  }

  /** The gradient of a step, of all of the problem. */
  void add(float[] g) {
    if (!factored) {
      for (int i = 0; i < length; i++) {
        rows[i] = keep * rows[i] + take * (g[offset + i] * g[offset + i] + LEAST_SQUARE);
      }
      return;
    }
    Arrays.fill(rowSums, 0);
    Arrays.fill(columnSums, 0);
    for (int i = 0; i < length; i++) {
      double square = g[offset + i] * g[offset + i] + LEAST_SQUARE;
      rowSums[rowOf[i]] += square;
      columnSums[columnOf[i]] += square;
    }
    average(rows, rowSums);
    average(columns, columnSums);
    factors();
  }

  private void average(float[] averages, double[] sums) {
    double each = (double) length / averages.length;
    for (int k = 0; k < averages.length; k++) {
      averages[k] = keep * averages[k] + take * (float) (sums[k] / each);
    }
  }

  private void factors() {
    Arrays.fill(bands, 0);
    for (int r = 0; r < rowFactors.length; r++) {
      bands[bandOf[r]] += rows[r];
    }
    for (int r = 0; r < rowFactors.length; r++) {
      float mean = (float) (bands[bandOf[r]] * bands.length / rows.length);
      rowFactors[r] = inverseRoot(Math.max(rows[r] / (mean + LEAST), LEAST));
    }
    for (int c = 0; c < columnFactors.length; c++) {
      columnFactors[c] = inverseRoot(Math.max(columns[c], LEAST));
    }
  }

  /** The average of a coordinate's row. */
  void row(float[] out) {
    for (int i = 0; i < length; i++) {
      out[offset + i] = rows[factored ? rowOf[i] : i];
    }
  }

  /** The average of a coordinate's column. */
  void column(float[] out) {
    for (int i = 0; i < length; i++) {
      out[offset + i] = columns[factored ? columnOf[i] : i];
    }
  }

  /** One over the root of what one of these gave. */
  void inverse(float[] out) {
    for (int i = offset; i < offset + length; i++) {
      out[i] = inverseRoot(out[i] + 1e-8f);
    }
  }

  /** The gradient, divided by the root of the average. */
  void divideGradient(float[] g, float[] out) {
    divide(g, LEAST, LEAST, out);
  }

  /** A momentum, divided by the root of the average; the same but for a constant. */
  void divideMomentum(float[] m, float[] out) {
    divide(m, 1e-6f, 0, out);
  }

  private void divide(float[] x, float added, float least, float[] out) {
    for (int i = 0; i < length; i++) {
      out[offset + i] =
          factored
              ? x[offset + i] * rowFactors[rowOf[i]] * columnFactors[columnOf[i]]
              : x[offset + i] * inverseRoot(Math.max(rows[i] + added, least));
    }
  }

  private static float inverseRoot(float x) {
    return 1 / (float) Math.sqrt(x);
  }
}
