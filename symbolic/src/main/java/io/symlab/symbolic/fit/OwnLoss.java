package io.symlab.symbolic.fit;

import io.symlab.symbolic.expression.Expression;
import io.symlab.symbolic.expression.Operator;
import io.symlab.symbolic.expression.Signals;
import io.symlab.symbolic.formula.ExpressionParser;
import io.symlab.symbolic.formula.ExpressionSyntaxException;
import io.symlab.symbolic.program.Evaluator;
import io.symlab.symbolic.program.Program;
import io.symlab.symbolic.sample.Samples;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * A loss that a person writes as an expression of {@code prediction}, {@code y} and {@code weight}:
 * {@code abs(prediction - y)^1.5}. Where it names the weight it says itself what a row counts, else
 * rows are weighted as ever.
 *
 * <p>It is fitted by least squares whose slope at each row is the loss's, by the engine's own
 * derivative, and whose curvature is the loss's, or what takes a row to y where it has none.
 */
final class OwnLoss {
  /** What the expression may name. */
  static final List<String> NAMES = List.of("prediction", "y", "weight");

  private static final int PREDICTION = 0;
  private static final int Y = 1;
  private static final int WEIGHT = 2;

  /** Of the distance to y (and of y's deviation): the step that the curvature is seen over. */
  private static final double APART = 0.05;

  /** Of the largest curvature: what a row has that seems to have less. */
  private static final float FLAT = 1e-6f;

  /** Rows that are asked whether the loss is least at y. */
  private static final int LOOKED_AT = 50;

  /** Of y's deviation, how far from y they are. */
  private static final double[] DISTANCES = {0.01, 0.1, 0.5, 1, 3};

  private final Program program;
  private final boolean weighted;
  private final Evaluator evaluator = new Evaluator();
  private float[] ones = new float[0];
  private float[] costs = new float[0];
  private float[] moved = new float[0];
  private float[] above = new float[0];
  private float[] below = new float[0];

  OwnLoss(Expression formula) {
    this.program = Program.of(formula);
    this.weighted = uses(formula, WEIGHT);
  }

  /**
   * Reads one.
   *
   * @throws ExpressionSyntaxException saying where and why, when the text is none
   */
  static Expression parse(String text, List<Operator> own) {
    Expression formula = new ExpressionParser(text, NAMES, Signals.NONE, null, own).parse();
    for (int needed : new int[] {PREDICTION, Y}) {
      if (!uses(formula, needed)) {
        throw new ExpressionSyntaxException(
            text, 0, "a loss is made of prediction and y; this one has no " + NAMES.get(needed));
      }
    }
    return formula;
  }

  private static boolean uses(Expression formula, int variable) {
    boolean[] found = {false};
    formula.forEachVariable(index -> found[0] |= index == variable);
    return found[0];
  }

  /** What a row costs, its weight counted in. */
  static double cost(Expression formula, double prediction, double y, double weight) {
    double cost = formula.evaluate(new double[] {prediction, y, weight});
    return uses(formula, WEIGHT) ? cost : weight * cost;
  }

  /**
   * The sum of what rows cost.
   *
   * @param weights [rows]; null: 1 each
   */
  double sum(float[] predictions, float[] y, float[] weights, int rows) {
    reserve(rows);
    float[] w = weights == null ? ones : weights;
    evaluator.evaluate(program, new float[][] {predictions, y, w}, rows, costs);
    double sum = 0;
    for (int i = 0; i < rows; i++) {
      sum += weighted || weights == null ? costs[i] : (double) weights[i] * costs[i];
    }
    return sum;
  }

  /**
   * The least-squares problem with the loss's slopes.
   *
   * @param predictions [rows], become residuals r
   * @param tiny residual of y below which curvatures no longer grow
   * @param curvatures [rows], become weights w: w r is the slope, up to a factor common to all
   */
  void linearise(
      float[] predictions, float[] y, float[] weights, int rows, double tiny, float[] curvatures) {
    reserve(rows);
    float[] slopes = costs;
    slopes(predictions, y, weights, rows, slopes);
    for (int i = 0; i < rows; i++) {
      moved[i] = predictions[i] + step(predictions[i], y[i], tiny);
    }
    slopes(moved, y, weights, rows, above);
    for (int i = 0; i < rows; i++) {
      moved[i] = predictions[i] - step(predictions[i], y[i], tiny);
    }
    slopes(moved, y, weights, rows, below);
    float most = 0;
    for (int i = 0; i < rows; i++) {
      double apart = Math.abs(predictions[i] - y[i]);
      double measured = (above[i] - below[i]) / (2 * step(predictions[i], y[i], tiny));
      double straight = Math.abs(slopes[i]) / Math.max(apart, tiny);
      // Where the loss falls away from y, y says nothing about how far to go.
      boolean away = slopes[i] * (predictions[i] - y[i]) < 0 && measured > 0;
      boolean known = Double.isFinite(measured) && Float.isFinite(slopes[i]);
      curvatures[i] = known ? (float) Math.max(measured, away ? 0 : straight) : 0;
      slopes[i] = known ? slopes[i] : 0;
      most = Math.max(most, curvatures[i]);
    }
    float unit = most > 0 && most < Float.POSITIVE_INFINITY ? most : 1;
    for (int i = 0; i < rows; i++) {
      curvatures[i] = Math.max(Math.min(curvatures[i] / unit, 1), FLAT);
      predictions[i] = slopes[i] / unit / curvatures[i];
    }
  }

  private static float step(double prediction, double y, double tiny) {
    return (float) (APART * Math.max(Math.abs(prediction - y), tiny));
  }

  private void slopes(float[] predictions, float[] y, float[] weights, int rows, float[] out) {
    Arrays.fill(out, 0, rows, 0f);
    float[] w = weights == null ? ones : weights;
    float[] adjoints = weighted ? ones : w;
    evaluator.backward(
        program,
        new float[][] {predictions, y, w},
        rows,
        adjoints,
        new double[program.constantCount()],
        new float[][] {out, null, null});
  }

  private void reserve(int rows) {
    if (ones.length < rows) {
      ones = new float[rows];
      Arrays.fill(ones, 1f);
      costs = new float[rows];
      moved = new float[rows];
      above = new float[rows];
      below = new float[rows];
    }
  }

  /** What there is to say against it on these rows; null when all is well. */
  static String refusal(Expression formula, Samples samples) {
    double mean = samples.targetMean();
    double deviation = Math.sqrt(samples.targetVariance());
    float[] w = samples.weights();
    boolean changes = false;
    for (int i = 0; i < samples.rows(); i++) {
      double y = samples.targetAt(i);
      double weight = w == null ? 1 : w[i];
      double first = Double.NaN;
      for (double prediction : new double[] {mean, y, mean - deviation, mean + deviation}) {
        double cost = cost(formula, prediction, y, weight);
        String where = " at prediction = " + prediction + ", y = " + y + ", weight = " + weight;
        if (!Double.isFinite(cost)) {
          return "is " + cost + where;
        }
        if (cost < -1e-9) {
          return "is " + cost + where + ": losses are 0 or more, add what makes it so";
        }
        changes |= !Double.isNaN(first) && cost != first;
        first = cost;
      }
    }
    return changes || samples.rows() == 0
        ? hollow(formula, samples)
        : "does not depend on the prediction";
  }

  /** A row whose cost is less on both sides of y than at it; null where there is none. */
  private static String hollow(Expression formula, Samples samples) {
    int step = Math.max(1, samples.rows() / LOOKED_AT);
    for (int i = 0; i < samples.rows(); i += step) {
      double y = samples.targetAt(i);
      double weight = samples.weights() == null ? 1 : samples.weights()[i];
      double least = cost(formula, y, y, weight);
      for (double distance : DISTANCES) {
        double apart = distance * Math.sqrt(samples.targetVariance());
        double above = cost(formula, y + apart, y, weight);
        double below = cost(formula, y - apart, y, weight);
        if (Math.max(above, below) < least * (1 - 1e-6)) {
          return String.format(
              Locale.ROOT,
              "is smaller away from y than at it: %.3g where the prediction is y = %s, and %.3g"
                  + " where it is %s; a loss is least where the prediction is y",
              least,
              y,
              above,
              y + apart);
        }
      }
    }
    return null;
  }

  /** What losses are measured in: about that of a formula that explains nothing. */
  static double unit(Expression formula, Samples samples) {
    double mean = samples.targetMean();
    double deviation = Math.sqrt(samples.targetVariance());
    double unit = Double.POSITIVE_INFINITY;
    for (double y : new double[] {mean - deviation, mean + deviation}) {
      double cost = cost(formula, mean, y, 1);
      unit = cost > 0 ? Math.min(unit, cost) : unit;
    }
    return Double.isFinite(unit) ? unit : 1;
  }
}
