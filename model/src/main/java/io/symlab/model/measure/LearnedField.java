package io.symlab.model.measure;

import io.symlab.model.rule.TrainableRule;
import io.symlab.model.rule.features.FeatureState;
import io.symlab.model.rule.learned.LearnedOptimizer;
import io.symlab.model.rule.learned.RuleEngine;
import io.symlab.model.rule.learned.RuleSettings;
import java.util.Arrays;

/**
 * The perception field of a learned optimizer. Along a run's gradients its network is unrolled up
 * to some 16 steps of the run, evenly spread, and the output there (update / base rate) is
 * differentiated by its features up to 100 steps back; the network's memory from before stands
 * still.
 */
public final class LearnedField {
  /** Lags that are looked at, where the run is at least twice as long; half the run otherwise. */
  public static final int LAGS = 100;

  private static final int POINTS = 16;

  private LearnedField() {}

  /**
   * Differentiates the optimizer along a run.
   *
   * @param sequence not {@linkplain GradientSequence#isEmpty() empty}
   */
  public static PerceptionField of(LearnedOptimizer optimizer, GradientSequence sequence) {
    LearnedOptimizer plain = optimizer.inBaseRates();
    RuleSettings settings = plain.settings();
    try (TrainableRule rule = RuleEngine.preferred().open(settings, sequence.groups())) {
      rule.phi(plain.phi());
      return of(rule, settings.scale(), features(settings, sequence));
    }
  }

  /** What the optimizer sees, [steps][features][n]. */
  private static float[][][] features(RuleSettings settings, GradientSequence sequence) {
    FeatureState state = new FeatureState(settings.features(), sequence.groups(), 0);
    float[][][] seen = new float[sequence.steps()][][];
    for (int s = 0; s < seen.length; s++) {
      float[][] planes = state.next(sequence.parameters()[s], sequence.gradients()[s], s + 1);
      seen[s] = Arrays.stream(planes).map(float[]::clone).toArray(float[][]::new);
    }
    return seen;
  }

  /**
   * Differentiates any rule along what it sees.
   *
   * @param scale that its updates are divided by
   * @param seen [steps][features][n]
   */
  static PerceptionField of(TrainableRule rule, double scale, float[][][] seen) {
    int features = seen[0].length;
    int n = seen[0][0].length;
    int lags = Math.min(LAGS, Math.max(1, seen.length / 2));
    float[][] adjoints = new float[lags][n];
    Arrays.fill(adjoints[lags - 1], (float) (1 / scale));
    float[][][] slopes = new float[lags][features][n];
    float[] update = new float[n];
    double[] toPhi = new double[rule.parameters()];
    Sensitivity all = new Sensitivity(features, lags);
    int points = Math.min(POINTS, seen.length - lags + 1);
    for (int p = 0; p < points; p++) {
      int last = lags - 1 + (int) ((long) p * (seen.length - lags) / Math.max(1, points - 1));
      rule.start();
      for (int s = 0; s <= last - lags; s++) {
        rule.forward(seen[s], update);
        rule.drop();
      }
      for (int s = last - lags + 1; s <= last; s++) {
        rule.forward(seen[s], update);
      }
      rule.backward(adjoints, toPhi, slopes);
      for (int lag = 0; lag < lags; lag++) {
        for (int f = 0; f < features; f++) {
          for (int c = 0; c < n; c++) {
            all.add(f, lag, slopes[lags - 1 - lag][f][c], seen[last - lag][f][c]);
          }
        }
      }
    }
    return all.field();
  }
}
