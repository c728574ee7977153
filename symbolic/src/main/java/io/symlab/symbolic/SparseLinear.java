package io.symlab.symbolic;

import java.util.ArrayList;
import java.util.List;

/**
 * Sparse linear models over a library of terms by orthogonal matching pursuit (Pati et al. 1993):
 * term after term, the one that explains most of what is left, all coefficients solved anew. What a
 * search over trees finds last, sums of many small parts, is where a first population can start.
 */
final class SparseLinear {
  /** A column whose variation is this small a part of its size is a constant. */
  private static final double FLAT = 1e-10;

  private final List<Expression> terms = new ArrayList<>();
  private final List<float[]> columns = new ArrayList<>();
  private final double[] residual;
  private final double[] target;
  private final int rows;

  /**
   * @param samples to explain, their weights left aside
   */
  SparseLinear(Samples samples) {
    rows = samples.rows();
    target = new double[rows];
    double mean = 0;
    for (int i = 0; i < rows; i++) {
      mean += samples.target()[i] / rows;
    }
    for (int i = 0; i < rows; i++) {
      target[i] = samples.target()[i] - mean;
    }
    residual = target.clone();
  }

  /** Adds a term to the library, if its values are finite and vary. */
  void add(Expression term, float[] values) {
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
    double mean = sum / rows;
    double norm = Math.sqrt(variation);
    for (int i = 0; i < rows; i++) {
      standard[i] = (float) ((values[i] - mean) / norm);
    }
    terms.add(term);
    columns.add(standard);
  }

  /** How many terms the library has. */
  int size() {
    return terms.size();
  }

  /**
   * The first terms that the pursuit chooses, best first. What their coefficients are is left to
   * whoever fits the sum.
   *
   * @param most to choose
   */
  List<Expression> pursue(int most) {
    List<Expression> chosen = new ArrayList<>();
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
      chosen.add(terms.get(best));
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
