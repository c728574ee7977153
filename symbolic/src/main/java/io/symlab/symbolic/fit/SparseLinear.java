package io.symlab.symbolic.fit;

import io.symlab.symbolic.expression.Expression;
import java.util.ArrayList;
import java.util.List;

/**
 * Sparse linear models over a library of terms by orthogonal matching pursuit (Pati et al. 1993):
 * term after term, the one that explains most of what is left, all coefficients solved anew. What a
 * search over trees finds last, sums of many small parts, is where a first population can start.
 */
public final class SparseLinear {
  /** A column whose variation is this small a part of its size is a constant. */
  private static final double FLAT = 1e-10;

  private final List<Expression> terms = new ArrayList<>();
  private final List<float[]> columns = new ArrayList<>();
  private final List<double[]> standards = new ArrayList<>();
  private final double[] residual;
  private final double[] target;
  private final int rows;

  private final double mean;

  /**
   * @param explained [rows], what the sums are to come close to
   */
  public SparseLinear(double[] explained) {
    rows = explained.length;
    double sum = 0;
    for (double value : explained) {
      sum += value;
    }
    mean = sum / rows;
    target = new double[rows];
    for (int i = 0; i < rows; i++) {
      target[i] = explained[i] - mean;
    }
    residual = target.clone();
  }

  /** A term of a sum and its coefficient. */
  public record Weighted(double coefficient, int term) {}

  /**
   * A sum over some terms.
   *
   * @param offset what is added to it
   */
  public record Sum(List<Weighted> terms, double offset) {}

  /** Adds a term to the library, if its values are finite and vary. */
  public void add(Expression term, float[] values) {
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < rows; i++) {
      sum += values[i];
      squares += (double) values[i] * values[i];
    }
    double variation = squares - sum * sum / rows;
    if (!(variation > FLAT * squares) || !Double.isFinite(variation)) {
      return;
    }
    float[] standard = new float[rows];
    double center = sum / rows;
    double norm = Math.sqrt(variation);
    for (int i = 0; i < rows; i++) {
      standard[i] = (float) ((values[i] - center) / norm);
    }
    terms.add(term);
    columns.add(standard);
    standards.add(new double[] {center, norm});
  }

  /** The term of a number. */
  public Expression term(int i) {
    return terms.get(i);
  }

  /** The least-squares sum over some terms; null when they are not independent. */
  public Sum solve(List<Integer> chosen) {
    int n = chosen.size();
    double[][] matrix = new double[n][n];
    double[] right = new double[n];
    for (int i = 0; i < n; i++) {
      right[i] = dot(columns.get(chosen.get(i)), target);
      for (int j = 0; j <= i; j++) {
        matrix[i][j] = dot(columns.get(chosen.get(i)), columns.get(chosen.get(j)));
        matrix[j][i] = matrix[i][j];
      }
    }
    double[] solution = Cholesky.solve(matrix, new double[n], right);
    if (solution == null) {
      return null;
    }
    List<Weighted> sum = new ArrayList<>();
    double offset = mean;
    for (int i = 0; i < n; i++) {
      double[] standard = standards.get(chosen.get(i));
      double coefficient = solution[i] / standard[1];
      offset -= coefficient * standard[0];
      sum.add(new Weighted(coefficient, chosen.get(i)));
    }
    return new Sum(sum, offset);
  }

  private static double dot(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (double) a[i] * b[i];
    }
    return sum;
  }

  /** How many terms the library has. */
  public int size() {
    return terms.size();
  }

  /**
   * The numbers of the first terms that the pursuit chooses, best first.
   *
   * @param most to choose
   */
  public List<Integer> pursue(int most) {
    List<Integer> chosen = new ArrayList<>();
    List<double[]> basis = new ArrayList<>();
    boolean[] used = new boolean[terms.size()];
    double all = dot(target, target);
    while (chosen.size() < Math.min(most, terms.size()) && dot(residual, residual) > 1e-12 * all) {
      int best = -1;
      double most2 = 0;
      for (int t = 0; t < used.length; t++) {
        double correlation = used[t] ? 0 : Math.abs(dot(columns.get(t), residual));
        if (correlation > most2) {
          best = t;
          most2 = correlation;
        }
      }
      if (best < 0) {
        break;
      }
      used[best] = true;
      double[] direction = orthogonal(columns.get(best), basis);
      if (direction == null) {
        continue;
      }
      basis.add(direction);
      chosen.add(best);
      double along = dot(direction, residual);
      for (int i = 0; i < rows; i++) {
        residual[i] -= along * direction[i];
      }
    }
    return chosen;
  }

  /** The part of a column that the basis lacks, as a unit vector; null when there is none. */
  private double[] orthogonal(float[] column, List<double[]> basis) {
    double[] rest = new double[rows];
    for (int i = 0; i < rows; i++) {
      rest[i] = column[i];
    }
    for (double[] direction : basis) {
      double along = dot(direction, rest);
      for (int i = 0; i < rows; i++) {
        rest[i] -= along * direction[i];
      }
    }
    double norm = Math.sqrt(dot(rest, rest));
    if (norm < 1e-4) {
      return null;
    }
    for (int i = 0; i < rows; i++) {
      rest[i] /= norm;
    }
    return rest;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  private static double dot(float[] a, double[] b) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int i = 0;
    for (; i + 3 < b.length; i += 4) {
      s0 += a[i] * b[i];
      s1 += a[i + 1] * b[i + 1];
      s2 += a[i + 2] * b[i + 2];
      s3 += a[i + 3] * b[i + 3];
    }
    for (; i < b.length; i++) {
      s0 += a[i] * b[i];
    }
    return (s0 + s1) + (s2 + s3);
  }
}
