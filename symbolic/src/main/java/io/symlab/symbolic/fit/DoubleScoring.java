package io.symlab.symbolic.fit;

import io.symlab.symbolic.formula.Guess;
import io.symlab.symbolic.program.DoubleEvaluator;
import io.symlab.symbolic.program.Program;
import io.symlab.symbolic.sample.Samples;
import java.util.Arrays;
import java.util.List;

/**
 * Losses and fits of constants in double precision, for formulas that a person is handed: some
 * hundred times slower than {@link Scoring} and {@link ConstantFitting}, without their rounding.
 * Where rows have kept their doubles ({@link Samples#withDoubles}) these count, else the floats.
 * Not thread-safe.
 */
public final class DoubleScoring {
  private static final double FIRST_DAMPING = 1e-3;
  private static final double MAX_DAMPING = 1e8;
  private static final double LEAST_GAIN = 1e-9;

  /** Relative step of the differences that derivatives are made of. */
  private static final double STEP = 1e-6;

  /** Of y's deviation: a residual below which a row's weight no longer grows. */
  private static final double TINY = 1e-3;

  /** Of the distance to y: the steps that slopes and curvatures are seen over. */
  private static final double APART = 1e-4;

  private static final double WIDE = 0.05;

  private final Loss loss;
  private final DoubleEvaluator evaluator = new DoubleEvaluator();

  public DoubleScoring(Loss loss) {
    this.loss = loss;
  }

  /** A program's values, [rows]. */
  public double[] values(Program program, Samples samples) {
    double[] values = new double[samples.rows()];
    if (samples.doubleColumns() != null) {
      evaluator.evaluate(program, samples.doubleColumns(), values.length, values);
    } else {
      evaluator.evaluate(program, samples.rawColumns(), values.length, values);
    }
    return values;
  }

  /** The mean loss, in its own units; infinite when a value is not finite. */
  public double mean(Program program, Samples samples) {
    return mean(values(program, samples), samples, loss);
  }

  /** The mean squared error; infinite when a value is not finite. */
  public double meanSquare(Program program, Samples samples) {
    return mean(values(program, samples), samples, Loss.SQUARE);
  }

  private static double mean(double[] values, Samples samples, Loss loss) {
    double sum = 0;
    float[] w = samples.weights();
    for (int i = 0; i < values.length; i++) {
      sum += loss.cost(values[i], samples.targetAt(i), w == null ? 1 : w[i]);
    }
    return Double.isFinite(sum)
        ? Math.max(sum, 0) / Math.max(samples.weight(), Double.MIN_NORMAL)
        : Double.POSITIVE_INFINITY;
  }

  /**
   * The program with better constants by Levenberg-Marquardt, or itself when no step helps.
   *
   * @param ties which constants are one, as in {@link Guess#ties}; null for none
   */
  public Program fit(Program program, Samples samples, List<Integer> ties, int steps) {
    Program best = program;
    double least = mean(best, samples);
    int[] of = parameters(program, ties);
    int count = Arrays.stream(of).max().orElse(-1) + 1;
    if (count == 0 || count > ConstantFitting.MAX_CONSTANTS || !Double.isFinite(least)) {
      return best;
    }
    double damping = FIRST_DAMPING;
    double[][] matrix = null;
    double[] slope = new double[count];
    for (int step = 0; step < steps && damping < MAX_DAMPING; step++) {
      if (matrix == null) {
        matrix = linearise(best, samples, of, slope);
      }
      double[] dampings = new double[count];
      Arrays.fill(dampings, damping);
      double[] move = Cholesky.solve(matrix, dampings, slope);
      Program trial = move == null ? null : moved(best, of, move);
      double now = trial == null ? Double.NaN : mean(trial, samples);
      if (now < least) {
        boolean done = least - now < LEAST_GAIN * least;
        best = trial;
        least = now;
        matrix = null;
        damping = Math.max(damping * 0.1, 1e-14);
        if (done) {
          break;
        }
      } else {
        damping *= 10;
      }
    }
    return best;
  }

  private static int[] parameters(Program program, List<Integer> ties) {
    int[] of = new int[program.constantCount()];
    int count = 0;
    for (int i = 0; i < of.length; i++) {
      int first = ties == null || ties.get(i) < 0 ? i : ties.indexOf(ties.get(i));
      of[i] = first == i ? count++ : of[first];
    }
    return of;
  }

  /** Of a loss that a person wrote, by differences. */
  private double slope(double prediction, double y, double weight, double tiny) {
    double by = APART * Math.max(Math.abs(prediction - y), tiny);
    double slope =
        (loss.cost(prediction + by, y, weight) - loss.cost(prediction - by, y, weight)) / (2 * by);
    return Double.isFinite(slope) ? slope : 0;
  }

  /** What takes a row to y where there is none. */
  private double curvature(double prediction, double y, double weight, double tiny) {
    double by = WIDE * Math.max(Math.abs(prediction - y), tiny);
    double measured =
        (slope(prediction + by, y, weight, tiny) - slope(prediction - by, y, weight, tiny))
            / (2 * by);
    double slope = slope(prediction, y, weight, tiny);
    if (slope * (prediction - y) < 0 && measured > 0) {
      return measured;
    }
    double straight = Math.abs(slope) / Math.max(Math.abs(prediction - y), tiny);
    return Double.isFinite(measured) ? Math.max(Math.max(measured, straight), 1e-12) : straight;
  }

  /** J'WJ, and J'Wr into the slope. */
  private double[][] linearise(Program program, Samples samples, int[] of, double[] slope) {
    int rows = samples.rows();
    double[] residuals = values(program, samples);
    double[] weights = new double[rows];
    double tiny = TINY * Math.sqrt(samples.targetVariance());
    float[] own = samples.weights();
    for (int i = 0; i < rows; i++) {
      double weight = own == null ? 1 : own[i];
      if (loss.isOwn()) {
        weights[i] = curvature(residuals[i], samples.targetAt(i), weight, tiny);
        residuals[i] =
            slope(residuals[i], samples.targetAt(i), weight, tiny) / Math.max(weights[i], 1e-12);
      } else {
        residuals[i] -= samples.targetAt(i);
        weights[i] = weight * loss.weight(residuals[i], tiny);
      }
    }
    double[][] jacobian = new double[slope.length][];
    for (int k = 0; k < slope.length; k++) {
      jacobian[k] = derivative(program, samples, of, k);
    }
    double[][] matrix = new double[slope.length][slope.length];
    for (int k = 0; k < slope.length; k++) {
      slope[k] = dot(jacobian[k], residuals, weights);
      for (int j = 0; j <= k; j++) {
        matrix[k][j] = dot(jacobian[k], jacobian[j], weights);
        matrix[j][k] = matrix[k][j];
      }
    }
    return matrix;
  }

  private double[] derivative(Program program, Samples samples, int[] of, int parameter) {
    double size = 0;
    double[] up = program.constants();
    double[] down = program.constants();
    for (int i = 0; i < of.length; i++) {
      if (of[i] == parameter) {
        double rest = program.isDecay(i) ? 1 - up[i] : Math.abs(up[i]);
        size = STEP * Math.max(rest, 1e-9);
        up[i] += size;
        down[i] -= size;
      }
    }
    double[] above = values(program.withConstants(up), samples);
    double[] below = values(program.withConstants(down), samples);
    for (int i = 0; i < above.length; i++) {
      double value = (above[i] - below[i]) / (2 * size);
      above[i] = Double.isFinite(value) ? value : 0;
    }
    return above;
  }

  private static Program moved(Program program, int[] of, double[] move) {
    double[] constants = program.constants();
    for (int i = 0; i < constants.length; i++) {
      constants[i] -= move[of[i]];
      boolean sound =
          program.isDecay(i) ? constants[i] > 0 && constants[i] < 1 : Double.isFinite(constants[i]);
      if (!sound) {
        return null;
      }
    }
    return program.withConstants(constants);
  }

  private static double dot(double[] a, double[] b, double[] weights) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i] * weights[i];
    }
    return sum;
  }
}
