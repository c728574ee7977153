package io.symlab.model.measure;

import io.symlab.model.rule.TrainableRule;
import io.symlab.model.rule.learned.LearnedOptimizer;
import io.symlab.model.rule.learned.RuleEngine;
import io.symlab.symbolic.expression.Expression;
import io.symlab.symbolic.expression.Signals;
import io.symlab.symbolic.program.Evaluator;
import io.symlab.symbolic.program.Program;
import io.symlab.symbolic.sample.Samples;
import java.util.Arrays;

/**
 * What rules answer to one feature at a time: its newest value goes through its range, from the
 * first to the ninety-ninth percentile of samples, while its older values and all other features
 * stay at their means. A formula's window holds the means; a learned optimizer has been fed them
 * for 100 steps before, so that its memory has settled on them.
 */
public final class InputMaps {
  /** Values that a feature takes. */
  public static final int POINTS = 101;

  private static final int HISTORY = 100;

  private final int features;
  private final int width;
  private final double[] means;
  private final float[][] inputs;

  /**
   * Ranges and means of these samples' newest values.
   *
   * @param samples columns lag * features + feature, one row at least
   */
  public InputMaps(Samples samples, int features) {
    this.features = features;
    this.width = samples.features();
    means = new double[features];
    inputs = new float[features][POINTS];
    for (int f = 0; f < features; f++) {
      float[] sorted = Arrays.copyOf(samples.column(f), samples.rows());
      means[f] = Standard.of(sorted, sorted.length).mean();
      Arrays.sort(sorted);
      double low = sorted[(int) Math.round(0.01 * (sorted.length - 1))];
      double high = sorted[(int) Math.round(0.99 * (sorted.length - 1))];
      for (int i = 0; i < POINTS; i++) {
        inputs[f][i] = (float) (low + (high - low) * i / (POINTS - 1));
      }
    }
  }

  /** The mean of a feature. */
  public double mean(int feature) {
    return means[feature];
  }

  /** The values that a feature takes, [{@link #POINTS}]. */
  public float[] inputs(int feature) {
    return inputs[feature].clone();
  }

  /** What a learned optimizer answers, in base rates: [features][{@link #POINTS}]. */
  public float[][] of(LearnedOptimizer optimizer) {
    LearnedOptimizer plain = optimizer.inBaseRates();
    try (TrainableRule rule = RuleEngine.FUSED.open(plain.settings(), features * POINTS)) {
      rule.phi(plain.phi());
      float[] answers = answers(rule);
      for (int i = 0; i < answers.length; i++) {
        answers[i] = (float) (answers[i] / optimizer.settings().scale());
      }
      return split(answers);
    }
  }

  /** The updates of every feature's every point, each a coordinate of its own. */
  private float[] answers(TrainableRule rule) {
    float[][] still = new float[features][features * POINTS];
    for (int f = 0; f < features; f++) {
      Arrays.fill(still[f], (float) means[f]);
    }
    float[] update = new float[features * POINTS];
    rule.start();
    for (int s = 0; s < HISTORY; s++) {
      rule.forward(still, update);
      rule.drop();
    }
    rule.forward(varied(still), update);
    rule.drop();
    return update;
  }

  /** What a formula answers: [features][{@link #POINTS}]. */
  public float[][] of(Expression formula, Signals signals) {
    float[][] columns = new float[width][features * POINTS];
    for (int c = 0; c < width; c++) {
      Arrays.fill(columns[c], (float) means[c % features]);
    }
    float[] answers = new float[features * POINTS];
    varied(columns);
    new Evaluator().evaluate(Program.of(formula, signals), columns, answers.length, answers);
    return split(answers);
  }

  /** Has each of the first columns, a feature's newest value each, go through its range. */
  private float[][] varied(float[][] columns) {
    for (int f = 0; f < features; f++) {
      System.arraycopy(inputs[f], 0, columns[f], f * POINTS, POINTS);
    }
    return columns;
  }

  private float[][] split(float[] answers) {
    float[][] each = new float[features][];
    for (int f = 0; f < features; f++) {
      each[f] = Arrays.copyOfRange(answers, f * POINTS, (f + 1) * POINTS);
    }
    return each;
  }
}
