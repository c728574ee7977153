package io.symlab.symbolic.fit;

import io.symlab.symbolic.formula.Guess;
import io.symlab.symbolic.program.DoubleEvaluator;
import io.symlab.symbolic.program.FreeParameters;
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
  private static final int REWEIGHTINGS = 5;
  private static final LevenbergMarquardt STEPS = new LevenbergMarquardt(1e-3, 1e-14, 1, 1e-9);

  /** Relative step of the differences that derivatives are made of. */
  private static final double STEP = 1e-6;

  /** Of y's deviation: a residual below which a row's weight no longer grows. */
  private static final double TINY = 1e-3;

  /** Of the distance to y: the steps that slopes and curvatures are seen over. */
  private static final double APART = 1e-4;

  private static final double WIDE = 0.05;

  /** Variance of values, relative to their mean square, that is rounding. */
  private static final double NO_VARIATION = 1e-24;

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
   * The best scale of values, and offset. Losses other than the square take some rounds of
   * reweighted least squares.
   *
   * @param values [rows], of a formula
   * @param offset whether there may be one
   */
  Line line(double[] values, Samples samples, boolean offset) {
    double[] target = new double[values.length];
    double[] weights = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      target[i] = samples.targetAt(i);
      weights[i] = samples.weights() == null ? 1 : samples.weights()[i];
    }
    Line best = new Line(0, 0, Double.POSITIVE_INFINITY);
    for (int round = 0; round < (loss.isSquare() ? 1 : REWEIGHTINGS); round++) {
      Line line = leastSquares(values, target, weights, offset);
      double[] predictions = new double[values.length];
      for (int i = 0; i < values.length; i++) {
        predictions[i] = line.scale() * values[i] + line.offset();
      }
      double now = mean(predictions, samples, loss);
      if (now < best.loss()) {
        best = new Line(line.scale(), line.offset(), now);
      }
      if (!loss.isSquare()) {
        double[] residuals = predictions.clone();
        reweigh(residuals, samples, weights);
        Arrays.setAll(target, i -> predictions[i] - residuals[i]);
      }
    }
    return best;
  }

  /** By sums of deviations from the means, which lose no digits. */
  private static Line leastSquares(
      double[] values, double[] target, double[] weights, boolean offset) {
    double all = 0;
    double f = 0;
    double y = 0;
    for (int i = 0; i < values.length; i++) {
      all += weights[i];
      f += weights[i] * values[i];
      y += weights[i] * target[i];
    }
    double meanF = offset ? f / all : 0;
    double meanY = offset ? y / all : 0;
    double along = 0;
    double square = 0;
    double size = 0;
    for (int i = 0; i < values.length; i++) {
      double from = values[i] - meanF;
      along += weights[i] * from * (target[i] - meanY);
      square += weights[i] * from * from;
      size += weights[i] * values[i] * values[i];
    }
    double scale = square > NO_VARIATION * size ? along / square : 0;
    return new Line(scale, meanY - scale * meanF, Double.NaN);
  }

  /**
   * The program with better constants by Levenberg-Marquardt, or itself when no step helps.
   *
   * @param ties which constants are one, as in {@link Guess#ties}; null for none
   */
  public Program fit(Program program, Samples samples, List<Integer> ties, int steps) {
    double loss = mean(program, samples);
    FreeParameters parameters = FreeParameters.of(program, ties);
    if (parameters.count() == 0
        || parameters.count() > ConstantFitting.MAX_CONSTANTS
        || !Double.isFinite(loss)) {
      return program;
    }
    var losses =
        new LevenbergMarquardt.Losses() {
          @Override
          public double of(Program trial) {
            return mean(trial, samples);
          }

          @Override
          public NormalEquations linearise(Program best) {
            return DoubleScoring.this.linearise(best, samples, parameters, null);
          }
        };
    return STEPS.fit(program, loss, parameters, 0, steps, losses).program();
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

  /**
   * The least-squares problem that has the loss's slope at some predictions.
   *
   * @param values [rows], predictions; become residuals
   * @param weights [rows], receives the rows' weights
   */
  private void reweigh(double[] values, Samples samples, double[] weights) {
    double tiny = TINY * Math.sqrt(samples.targetVariance());
    float[] own = samples.weights();
    for (int i = 0; i < values.length; i++) {
      double weight = own == null ? 1 : own[i];
      double y = samples.targetAt(i);
      if (loss.isOwn()) {
        weights[i] = curvature(values[i], y, weight, tiny);
        values[i] = slope(values[i], y, weight, tiny) / Math.max(weights[i], 1e-12);
      } else {
        values[i] -= y;
        weights[i] = weight * loss.weight(values[i], tiny);
      }
    }
  }

  /**
   * Of the residuals r = a f + b - y in the parameters, and in a and b.
   *
   * @param line a and b; null where the formula stands as it is
   */
  NormalEquations linearise(
      Program program, Samples samples, FreeParameters parameters, Line line) {
    double[] values = values(program, samples);
    double a = line == null ? 1 : line.scale();
    double b = line == null ? 0 : line.offset();
    double[] residuals = new double[values.length];
    Arrays.setAll(residuals, i -> a * values[i] + b);
    double[] weights = new double[values.length];
    reweigh(residuals, samples, weights);
    int count = parameters.count() + (line == null ? 0 : 2);
    double[] scales = Arrays.copyOf(parameters.scales(program, a), count);
    double[][] jacobian = new double[count][];
    for (int k = 0; k < parameters.count(); k++) {
      jacobian[k] = derivative(program, samples, parameters.of(), k, scales[k]);
    }
    if (line != null) {
      jacobian[count - 2] = values;
      jacobian[count - 1] = new double[values.length];
      Arrays.fill(jacobian[count - 1], 1);
    }
    double[] slope = new double[count];
    double[][] matrix = new double[count][count];
    for (int k = 0; k < count; k++) {
      slope[k] = dot(jacobian[k], residuals, weights);
      for (int j = 0; j <= k; j++) {
        matrix[k][j] = dot(jacobian[k], jacobian[j], weights);
        matrix[j][k] = matrix[k][j];
      }
    }
    return new NormalEquations(matrix, slope);
  }

  private double[] derivative(
      Program program, Samples samples, int[] of, int parameter, double scale) {
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
      double value = scale * (above[i] - below[i]) / (2 * size);
      above[i] = Double.isFinite(value) ? value : 0;
    }
    return above;
  }

  private static double dot(double[] a, double[] b, double[] weights) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i] * weights[i];
    }
    return sum;
  }
}
