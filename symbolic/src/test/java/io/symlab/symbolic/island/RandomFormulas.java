package io.symlab.symbolic.island;

import io.symlab.symbolic.expression.Expression;
import io.symlab.symbolic.expression.Operator;
import io.symlab.symbolic.sample.SampleBatch;
import io.symlab.symbolic.sample.Samples;
import io.symlab.symbolic.settings.MutationWeights;
import java.util.List;
import java.util.SplittableRandom;

/** Random formulas and rows for tests that hold for any. */
public final class RandomFormulas {
  public static final int FEATURES = 3;
  public static final List<String> NAMES = List.of("mt_0", "gt_0", "mt_1");

  private RandomFormulas() {}

  /** A formula of 1 to about 25 nodes over all operators. */
  public static Expression any(long seed) {
    return of(seed, Operator.PLAIN);
  }

  public static Expression of(long seed, List<Operator> operators) {
    SplittableRandom random = new SplittableRandom(seed);
    Variation variation = new Variation(operators, MutationWeights.defaults(), FEATURES);
    return variation.fresh(1 + random.nextInt(25), random);
  }

  /** Rows with values between -2 and 2, some of them 0. */
  public static double[] row(SplittableRandom random) {
    double[] row = new double[FEATURES];
    for (int f = 0; f < FEATURES; f++) {
      row[f] = random.nextInt(10) == 0 ? 0 : (float) (4 * random.nextDouble() - 2);
    }
    return row;
  }

  public static float[][] columns(int rows, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[][] columns = new float[FEATURES][rows];
    for (int i = 0; i < rows; i++) {
      double[] row = row(random);
      for (int f = 0; f < FEATURES; f++) {
        columns[f][i] = (float) row[f];
      }
    }
    return columns;
  }

  public static double[] row(float[][] columns, int i) {
    double[] row = new double[columns.length];
    for (int f = 0; f < columns.length; f++) {
      row[f] = columns[f][i];
    }
    return row;
  }

  /** Rows of a saturating rule with a little noise, as learned optimizers make them. */
  public static Samples saturating(int rows, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[][] columns = new float[4][rows];
    float[] y = new float[rows];
    for (int i = 0; i < rows; i++) {
      for (float[] column : columns) {
        column[i] = (float) (random.nextDouble() * 4 - 2);
      }
      double noise = 0.02 * (random.nextDouble() - 0.5);
      y[i] = (float) (-0.003 * (Math.tanh(2 * columns[0][i] + 0.3 * columns[1][i]) + noise));
    }
    return Samples.of(columns, y);
  }

  /** Numbered batches of the same. */
  public static List<SampleBatch> batches(int count, int rows, long seed) {
    List<SampleBatch> batches = new java.util.ArrayList<>();
    for (int b = 0; b < count; b++) {
      Samples samples = saturating(rows, seed + b);
      float[] values = new float[rows * 5];
      for (int i = 0; i < rows; i++) {
        for (int f = 0; f < 4; f++) {
          values[5 * i + f] = samples.column(f)[i];
        }
        values[5 * i + 4] = samples.target()[i];
      }
      batches.add(new SampleBatch(b, rows, 5, values));
    }
    return batches;
  }
}
