package io.symlab.model.measure;

import io.symlab.symbolic.program.Evaluator;
import io.symlab.symbolic.program.Program;
import io.symlab.symbolic.sample.Samples;

/** The explained share of a target's variance. */
public final class Explained {
  private Explained() {}

  /**
   * R2 = 1 - sum of (y - prediction)^2 / sum of (y - mean y)^2. At most 1; 0 is what the mean of y
   * reaches.
   *
   * @param predictions [rows or more]
   * @param target [rows or more], finite
   * @return NaN where there is nothing to explain (no rows, or y does not vary); -infinity when a
   *     prediction is not finite
   */
  public static double r2(float[] predictions, float[] target, int rows) {
    double mean = 0;
    for (int i = 0; i < rows; i++) {
      mean += target[i];
    }
    mean /= rows;
    double errors = 0;
    double variation = 0;
    for (int i = 0; i < rows; i++) {
      double error = (double) target[i] - predictions[i];
      errors += error * error;
      variation += (target[i] - mean) * (target[i] - mean);
    }
    if (!(variation > 0)) {
      return Double.NaN;
    }
    return Double.isFinite(errors) ? 1 - errors / variation : Double.NEGATIVE_INFINITY;
  }

  /** Of a formula on some rows. */
  public static double r2(Program program, Samples samples) {
    float[] predictions = new float[samples.rows()];
    new Evaluator().evaluate(program, samples.columns(), samples.rows(), predictions);
    return r2(predictions, samples.target(), samples.rows());
  }
}
