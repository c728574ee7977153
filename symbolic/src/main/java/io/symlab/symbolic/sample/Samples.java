package io.symlab.symbolic.sample;

import java.util.Arrays;

/**
 * Rows to learn from or to judge by, column-major and read-only: F feature columns and the target
 * y. Columns may be longer than the rows they show, so that views of a growing record share memory.
 */
public final class Samples {
  private final int rows;
  private final float[][] columns;
  private final float[] target;
  private final float[] weights;
  private final double targetVariance;
  private final double targetMean;
  private final long version;

  /** The same columns and target as doubles, [F][rows] and [rows]; null where there are none. */
  private final double[][] doubleColumns;

  private final double[] doubleTarget;

  /**
   * @param columns [F][at least rows], kept by reference and never to be changed below rows
   * @param targetVariance what losses are measured in while evolving; positive
   * @param version equal versions of one reservoir show equal rows
   */
  public Samples(int rows, float[][] columns, float[] target, double targetVariance, long version) {
    this(
        rows,
        columns,
        target,
        null,
        targetVariance,
        TargetSpread.mean(target, 0, 1, rows),
        version);
  }

  private Samples(
      int rows,
      float[][] columns,
      float[] target,
      float[] weights,
      double targetVariance,
      double targetMean,
      long version) {
    this(rows, columns, target, weights, targetVariance, targetMean, version, null, null);
  }

  private Samples(
      int rows,
      float[][] columns,
      float[] target,
      float[] weights,
      double targetVariance,
      double targetMean,
      long version,
      double[][] doubleColumns,
      double[] doubleTarget) {
    this.rows = rows;
    this.columns = columns;
    this.target = target;
    this.weights = weights;
    this.targetVariance = targetVariance;
    this.targetMean = targetMean;
    this.version = version;
    this.doubleColumns = doubleColumns;
    this.doubleTarget = doubleTarget;
  }

  /**
   * The same rows, which besides know the doubles that their floats were rounded from: what scores
   * and fits in double precision work on.
   *
   * @param exactColumns [F][rows], kept by reference
   * @param exactTarget [rows], kept by reference
   */
  public Samples withDoubles(double[][] exactColumns, double[] exactTarget) {
    if (exactColumns.length != columns.length || exactTarget.length != rows) {
      throw new IllegalArgumentException(
          "doubles of " + exactColumns.length + " columns and " + exactTarget.length + " rows");
    }
    return new Samples(
        rows,
        columns,
        target,
        weights,
        targetVariance,
        targetMean,
        version,
        exactColumns,
        exactTarget);
  }

  /** Whether the rows know the doubles that their floats were rounded from. */
  public boolean hasDoubles() {
    return doubleColumns != null;
  }

  /** The columns as doubles, null where only floats are known. */
  public double[][] doubleColumns() {
    return doubleColumns;
  }

  /** One y, as exactly as it is known. */
  public double targetAt(int row) {
    return doubleTarget == null ? target[row] : doubleTarget[row];
  }

  /**
   * All rows of these columns.
   *
   * @param columns [F][rows], kept by reference
   * @param target [rows], kept by reference
   */
  public static Samples of(float[][] columns, float[] target) {
    for (float[] column : columns) {
      if (column.length != target.length) {
        throw new IllegalArgumentException(
            "a feature column has " + column.length + " rows, the target " + target.length);
      }
    }
    return new Samples(
        target.length, columns, target, TargetSpread.variance(target, 0, 1, target.length, 1), 0);
  }

  /**
   * All rows of these columns, each with a weight: an error counts as often as its row's weight
   * says.
   *
   * @param columns [F][rows], kept by reference
   * @param target [rows], kept by reference
   * @param weights [rows], kept by reference: finite, not negative, not all 0
   */
  public static Samples of(float[][] columns, float[] target, float[] weights) {
    double sum = 0;
    for (float weight : weights) {
      if (!(weight >= 0 && weight < Float.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException("a weight is " + weight + "; it must be 0 or more");
      }
      sum += weight;
    }
    if (weights.length != target.length || !(sum > 0)) {
      throw new IllegalArgumentException(
          "there must be a weight for each of the " + target.length + " rows, and not only zeros");
    }
    Samples plain = of(columns, target);
    return new Samples(
        plain.rows,
        columns,
        target,
        weights,
        TargetSpread.weightedVariance(target, weights),
        plain.targetMean,
        plain.version);
  }

  /**
   * From rows as they are stored.
   *
   * @param values row-major, [rows * width], the target in the last column
   */
  public static Samples ofRows(int rows, int width, float[] values) {
    if (width < 2 || values.length < (long) rows * width) {
      throw new IllegalArgumentException(
          rows + " rows of width " + width + " need as many values, there are " + values.length);
    }
    float[][] columns = new float[width - 1][rows];
    float[] target = new float[rows];
    for (int row = 0; row < rows; row++) {
      for (int f = 0; f < width - 1; f++) {
        columns[f][row] = values[row * width + f];
      }
      target[row] = values[row * width + width - 1];
    }
    return of(columns, target);
  }

  public int rows() {
    return rows;
  }

  public int features() {
    return columns.length;
  }

  /** Column f, valid below {@link #rows}; not to be changed. */
  public float[] column(int f) {
    return columns[f];
  }

  /** All columns, valid below {@link #rows}; not to be changed. */
  public float[][] columns() {
    return columns.clone();
  }

  /** The target column, valid below {@link #rows}; not to be changed. */
  public float[] target() {
    return target;
  }

  /** The rows' weights, valid below {@link #rows}; null when each counts the same. */
  public float[] weights() {
    return weights;
  }

  /** The variance of y that losses are measured in: of a growing record its first batch's. */
  public double targetVariance() {
    return targetVariance;
  }

  /** The mean of y that goes with {@link #targetVariance}. */
  public double targetMean() {
    return targetMean;
  }

  /** The same rows of a record whose first batch had this mean. */
  Samples withMean(double mean) {
    return new Samples(
        rows, columns, target, weights, targetVariance, mean, version, doubleColumns, doubleTarget);
  }

  /** The sum of the weights: the rows, where each counts the same. */
  public double weight() {
    double sum = 0;
    for (int i = 0; weights != null && i < rows; i++) {
      sum += weights[i];
    }
    return weights == null ? rows : sum;
  }

  /** The variance of y over these very rows, by their weights. */
  public double ownVariance() {
    return weights == null
        ? TargetSpread.variance(target, 0, 1, rows, 1)
        : TargetSpread.weightedVariance(Arrays.copyOf(target, rows), weights);
  }

  /** Two views of one reservoir with the same version show the same rows. */
  public long version() {
    return version;
  }

  /** The columns themselves, for evaluation inside the engine. */
  public float[][] rawColumns() {
    return columns;
  }

  /** These rows, copied in this order. */
  public Samples pick(int[] chosen) {
    float[][] picked = new float[columns.length][chosen.length];
    float[] y = new float[chosen.length];
    for (int f = 0; f < columns.length; f++) {
      float[] from = columns[f];
      float[] to = picked[f];
      for (int i = 0; i < chosen.length; i++) {
        to[i] = from[chosen[i]];
      }
    }
    for (int i = 0; i < chosen.length; i++) {
      y[i] = target[chosen[i]];
    }
    float[] w = weights == null ? null : new float[chosen.length];
    for (int i = 0; w != null && i < chosen.length; i++) {
      w[i] = weights[chosen[i]];
    }
    if (doubleColumns == null) {
      return new Samples(chosen.length, picked, y, w, targetVariance, targetMean, version);
    }
    double[][] exact = new double[columns.length][];
    for (int f = 0; f < columns.length; f++) {
      exact[f] = picked(doubleColumns[f], chosen);
    }
    return new Samples(
        chosen.length,
        picked,
        y,
        w,
        targetVariance,
        targetMean,
        version,
        exact,
        picked(doubleTarget, chosen));
  }

  private static double[] picked(double[] from, int[] chosen) {
    double[] to = new double[chosen.length];
    for (int i = 0; i < chosen.length; i++) {
      to[i] = from[chosen[i]];
    }
    return to;
  }

  /** These rows and others with as many columns, measured in these rows' unit. */
  public Samples and(Samples other) {
    int all = rows + other.rows;
    float[][] joined = new float[columns.length][];
    for (int f = 0; f < columns.length; f++) {
      joined[f] = joined(columns[f], other.columns[f], other.rows);
    }
    float[] w = null;
    if (weights != null || other.weights != null) {
      w = joined(weightsOrOnes(), other.weightsOrOnes(), other.rows);
    }
    boolean exact = doubleColumns != null && other.doubleColumns != null;
    double[][] doubles = exact ? new double[columns.length][] : null;
    for (int f = 0; exact && f < columns.length; f++) {
      doubles[f] = joined(doubleColumns[f], other.doubleColumns[f]);
    }
    return new Samples(
        all,
        joined,
        joined(target, other.target, other.rows),
        w,
        targetVariance,
        targetMean,
        version,
        doubles,
        exact ? joined(doubleTarget, other.doubleTarget) : null);
  }

  private float[] weightsOrOnes() {
    float[] ones = new float[rows];
    Arrays.fill(ones, 1);
    return weights == null ? ones : weights;
  }

  private float[] joined(float[] first, float[] second, int count) {
    float[] joined = Arrays.copyOf(first, rows + count);
    System.arraycopy(second, 0, joined, rows, count);
    return joined;
  }

  private double[] joined(double[] first, double[] second) {
    double[] joined = Arrays.copyOf(first, rows + second.length);
    System.arraycopy(second, 0, joined, rows, second.length);
    return joined;
  }
}
