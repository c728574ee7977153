package io.symlab.symbolic;

import java.util.Arrays;

/**
 * Fits a program's constants to samples by Levenberg-Marquardt steps on its own Jacobian (Marquardt
 * 1963, with the damping scaled by the diagonal). Used on births (with a free scale and offset
 * around the formula) and on members of the front (as they stand).
 */
final class ConstantFitting {
  private static final double FIRST_DAMPING = 1e-2;
  private static final double MAX_DAMPING = 1e8;
  private static final int MAX_CONSTANTS = 24;

  /** Relative gain of a step below which it was the last. */
  private static final double LEAST_GAIN = 1e-6;

  private final Evaluator evaluator;
  private final InnerProduct product = InnerProduct.best();
  private float[] values = new float[0];
  private float[][] jacobian = new float[0][];
  private double loss;

  ConstantFitting(Evaluator evaluator) {
    this.evaluator = evaluator;
  }

  /** The loss of the program returned last, in units of the samples' target variance. */
  double loss() {
    return loss;
  }

  /**
   * The program with better constants, or the program itself when no step helps.
   *
   * @param scoring whose samples to fit, up to the best scale and offset
   */
  Program fit(Program program, Scoring scoring, int steps) {
    return fit(program, scoring.samples(), scoring, steps);
  }

  /** The same without a scale and offset around the formula. */
  Program fit(Program program, Samples samples, int steps) {
    return fit(program, samples, null, steps);
  }

  private Program fit(Program start, Samples samples, Scoring scoring, int steps) {
    Program best = start;
    loss = score(best, samples, scoring);
    int constants = start.constantCount();
    if (constants == 0 || constants > MAX_CONSTANTS || !Double.isFinite(loss)) {
      return best;
    }
    int parameters = constants + (scoring == null ? 0 : 2);
    double damping = FIRST_DAMPING;
    double[][] normal = null;
    double[] slope = null;
    for (int step = 0; step < steps && damping < MAX_DAMPING; step++) {
      if (normal == null) {
        normal = new double[parameters][parameters];
        slope = new double[parameters];
        linearise(best, samples, scoring, normal, slope);
      }
      double[] move = Cholesky.solve(normal, damping, slope);
      Program trial = move == null ? null : moved(best, move);
      double trialLoss = trial == null ? Double.NaN : score(trial, samples, scoring);
      if (trialLoss < loss) {
        boolean done = loss - trialLoss < LEAST_GAIN * loss;
        best = trial;
        loss = trialLoss;
        normal = null;
        damping = Math.max(damping * 0.1, 1e-12);
        if (done) {
          break;
        }
      } else {
        damping *= 10;
      }
    }
    if (scoring != null) {
      // So that the scoring's scale and offset are those of the program returned.
      loss = scoring.score(best);
    }
    return best;
  }

  private double score(Program program, Samples samples, Scoring scoring) {
    return scoring != null
        ? scoring.score(program)
        : FrontTable.meanSquaredError(evaluator, program, samples) / samples.targetVariance();
  }

  private static Program moved(Program program, double[] move) {
    double[] constants = program.constants();
    for (int i = 0; i < constants.length; i++) {
      constants[i] = constants[i] - move[i];
      if (!Float.isFinite((float) constants[i])) {
        return null;
      }
    }
    return program.withConstants(constants);
  }

  /** J'J and J'r of the residuals r = a f + b - y in the constants (and in a and b). */
  private void linearise(
      Program program, Samples samples, Scoring scoring, double[][] normal, double[] slope) {
    int rows = samples.rows();
    int constants = program.constantCount();
    reserve(constants + 2, rows);
    double a = 1;
    double b = 0;
    if (scoring != null) {
      scoring.score(program);
      a = scoring.scale();
      b = scoring.offset();
    }
    evaluator.jacobian(program, samples.rawColumns(), rows, values, jacobian);
    float[] y = samples.target();
    if (scoring != null) {
      for (int k = 0; k < constants; k++) {
        multiply(jacobian[k], (float) a, rows);
      }
      System.arraycopy(values, 0, jacobian[constants], 0, rows);
      Arrays.fill(jacobian[constants + 1], 0, rows, 1f);
    }
    for (int i = 0; i < rows; i++) {
      values[i] = (float) (a * values[i] + b - y[i]);
    }
    for (int k = 0; k < slope.length; k++) {
      slope[k] = product.of(jacobian[k], values, rows);
      for (int j = 0; j <= k; j++) {
        normal[k][j] = product.of(jacobian[k], jacobian[j], rows);
        normal[j][k] = normal[k][j];
      }
    }
  }

  private void reserve(int parameters, int rows) {
    if (values.length < rows) {
      values = new float[rows];
      jacobian = new float[0][];
    }
    int had = jacobian.length;
    if (had < parameters) {
      jacobian = Arrays.copyOf(jacobian, parameters);
      for (int k = had; k < parameters; k++) {
        jacobian[k] = new float[values.length];
      }
    }
  }

  private static void multiply(float[] column, float by, int rows) {
    for (int i = 0; i < rows; i++) {
      column[i] *= by;
    }
  }
}
