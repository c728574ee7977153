package io.symlab.symbolic.fit;

import io.symlab.symbolic.formula.Guess;
import io.symlab.symbolic.kernels.InnerProducts;
import io.symlab.symbolic.program.Evaluator;
import io.symlab.symbolic.program.FreeParameters;
import io.symlab.symbolic.program.Program;
import io.symlab.symbolic.sample.Samples;
import java.util.Arrays;
import java.util.List;

/**
 * Fits a program's constants to samples by {@link LevenbergMarquardt} on its own Jacobian. Used on
 * births, with a free scale and offset around the formula, and on members of the front as they
 * stand.
 *
 * <p>Coefficients of additive terms are hardly damped: for them a step is the least-squares
 * solution itself, so they are solved rather than searched for. Other losses than the square are
 * fitted by reweighting the rows before each step.
 */
public final class ConstantFitting {
  /** Constants of a formula that is still fitted; larger ones stay as they are. */
  public static final int MAX_CONSTANTS = 64;

  private static final LevenbergMarquardt STEPS = new LevenbergMarquardt(1e-2, 1e-12, 1e-4, 1e-6);

  private final Evaluator evaluator;
  private float[] values = new float[0];
  private float[][] jacobian = new float[0][];
  private double loss;

  public ConstantFitting(Evaluator evaluator) {
    this.evaluator = evaluator;
  }

  /** The loss of the program returned last, in the scoring's units. */
  public double loss() {
    return loss;
  }

  /** The program with better constants up to the best scale and offset, none of them tied. */
  public Program fit(Program program, Scoring scoring, int steps) {
    return fit(program, scoring, true, null, steps);
  }

  /**
   * The program with better constants, or the program itself when no step helps.
   *
   * @param scoring whose samples to fit
   * @param free whether a scale and an offset around the formula are free; else it is fitted as it
   *     stands
   * @param ties which constants are one, as in {@link Guess#ties}; null for none
   */
  public Program fit(
      Program program, Scoring scoring, boolean free, List<Integer> ties, int steps) {
    loss = score(program, scoring, free);
    FreeParameters parameters = FreeParameters.of(program, ties);
    if (parameters.count() == 0 || parameters.count() > MAX_CONSTANTS || !Double.isFinite(loss)) {
      return program;
    }
    var losses =
        new LevenbergMarquardt.Losses() {
          private double last = loss;

          @Override
          public double of(Program trial) {
            last = score(trial, scoring, free);
            return last;
          }

          @Override
          public NormalEquations linearise(Program best) {
            Line line = free ? new Line(scoring.scale(), scoring.offset(), last) : null;
            return scoring.isExact(last)
                ? scoring.doubles().linearise(best, scoring.samples(), parameters, line)
                : ConstantFitting.this.linearise(best, scoring, line, parameters);
          }
        };
    LevenbergMarquardt.Fit fit = STEPS.fit(program, loss, parameters, free ? 2 : 0, steps, losses);
    // So that the scoring's scale and offset are those of the program returned.
    loss = free && !fit.isLast() ? scoring.score(fit.program()) : fit.loss();
    return fit.program();
  }

  private static double score(Program program, Scoring scoring, boolean free) {
    return free ? scoring.score(program) : scoring.scoreAsItStands(program);
  }

  /** Of the residuals r = a f + b - y in the parameters (and, where there is a line, a and b). */
  private NormalEquations linearise(
      Program program, Scoring scoring, Line line, FreeParameters parameters) {
    boolean free = line != null;
    double a = free ? line.scale() : 1;
    double b = free ? line.offset() : 0;
    Samples samples = scoring.samples();
    int rows = samples.rows();
    int constants = program.constantCount();
    int count = parameters.count() + (free ? 2 : 0);
    reserve(constants + 2, rows);
    evaluator.jacobian(program, samples.rawColumns(), rows, values, jacobian);
    float[][] columns = Arrays.copyOf(parameters.columns(jacobian, rows), count);
    double[] scales = Arrays.copyOf(parameters.scales(program, a), count);
    if (free) {
      columns[count - 2] = jacobian[constants];
      columns[count - 1] = jacobian[constants + 1];
      System.arraycopy(values, 0, columns[count - 2], 0, rows);
      Arrays.fill(columns[count - 1], 0, rows, 1f);
      scales[count - 2] = 1;
      scales[count - 1] = 1;
      for (int i = 0; i < rows; i++) {
        values[i] = (float) (a * values[i] + b);
      }
    }
    weigh(scoring.leastSquares(values), columns, rows);
    InnerProducts products = evaluator.products();
    double[][] matrix = new double[count][count];
    double[] slope = new double[count];
    float[][] residualsFirst = new float[count + 1][];
    residualsFirst[0] = values;
    System.arraycopy(columns, 0, residualsFirst, 1, count);
    double[] sums = new double[count + 1];
    for (int k = 0; k < count; k++) {
      products.dots(columns[k], residualsFirst, k + 2, rows, sums);
      slope[k] = scales[k] * sums[0];
      for (int j = 0; j <= k; j++) {
        matrix[k][j] = scales[k] * scales[j] * sums[j + 1];
        matrix[j][k] = matrix[k][j];
      }
    }
    return new NormalEquations(matrix, slope);
  }

  private void weigh(float[] weights, float[][] columns, int rows) {
    if (weights == null) {
      return;
    }
    for (int i = 0; i < rows; i++) {
      float root = (float) Math.sqrt(weights[i]);
      values[i] *= root;
      for (float[] column : columns) {
        column[i] *= root;
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
}
