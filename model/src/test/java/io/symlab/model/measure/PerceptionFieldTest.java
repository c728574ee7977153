package io.symlab.model.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.symlab.model.optimizee.Optimizee.ParameterGroup;
import io.symlab.model.rule.TrainableRule;
import io.symlab.model.rule.features.Feature;
import io.symlab.model.rule.features.FeatureState;
import io.symlab.model.rule.features.SampleNames;
import io.symlab.model.rule.learned.LearnedOptimizer;
import io.symlab.model.rule.learned.RuleEngine;
import io.symlab.model.rule.learned.RuleSettings;
import io.symlab.symbolic.expression.Signals;
import io.symlab.symbolic.formula.ExpressionText;
import io.symlab.symbolic.sample.Samples;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PerceptionFieldTest {
  private static final List<Feature> TWO = List.of(Feature.G, Feature.MT);

  /** Windows of 5 steps of two features whose columns have these deviations. */
  private static Samples samples(double... deviations) {
    SplittableRandom random = new SplittableRandom(1);
    int rows = 20_000;
    float[][] x = new float[deviations.length][rows];
    float[] y = new float[rows];
    for (int c = 0; c < x.length; c++) {
      for (int i = 0; i < rows; i++) {
        x[c][i] = (float) (2 + deviations[c] * random.nextGaussian());
      }
    }
    y[0] = 1;
    return Samples.of(x, y);
  }

  private static PerceptionField field(String text) {
    Samples samples = samples(1, 1, 1, 1, 1, 1, 2, 1, 1, 1);
    var names = SampleNames.of(TWO, 5);
    return FormulaField.of(ExpressionText.parse(text, names), Signals.NONE, samples, 2);
  }

  @Test
  void ofAFormulaIsItsWeightedMeanOfLags() {
    PerceptionField sum = field("g_0 - g_4");
    assertThat(sum.steps(0)).isCloseTo((1 + 5) / 2.0, within(0.03));
    assertThat(sum.steps(1)).isNaN();
    assertThat(sum.sensitivity().get(0).get(1)).isZero();
    // Lag 3 of g varies twice as much, and weighs half.
    assertThat(field("g_0 + 0.5 * g_3 + mt_0 * 0.1").steps(0)).isCloseTo(2.5, within(0.03));
    assertThat(field("g_0 + 0.5 * g_3 + mt_0 * 0.1").steps(1)).isCloseTo(1, within(1e-9));
    // |d/dg g^2| = 2 |g|, whose mean is 4.
    PerceptionField square = field("square(g_2)");
    assertThat(square.sensitivity().get(0).get(2)).isCloseTo(4.02, within(0.15));
  }

  @Test
  void slopesThatAreNotFiniteDoNotCount() {
    // Where g_0 < 0 the root has no slope.
    PerceptionField field = field("g_0 * sqrt(g_1)");
    assertThat(field.steps(0)).isBetween(1.0, 2.0);
  }

  @Test
  void averagesReachBackThroughTheWindow() {
    var g = new Signals(List.of(new Signals.Signal("g", 0, 2, 5)));
    Samples samples = samples(1, 1, 1, 1, 1, 1, 1, 1, 1, 1);
    var average = ExpressionText.parse("ema(g, 0.5)", List.of("g0", "mt0"), g);
    double weights = 0;
    double sum = 0;
    for (int lag = 0; lag < 5; lag++) {
      sum += (lag + 1) * Math.pow(0.5, lag);
      weights += Math.pow(0.5, lag);
    }
    assertThat(FormulaField.of(average, g, samples, 2).steps(0))
        .isCloseTo(sum / weights, within(0.02));
  }

  private static GradientSequence sequence(int steps, int n) {
    SplittableRandom random = new SplittableRandom(2);
    float[][] gradients = new float[steps][n];
    for (float[] row : gradients) {
      for (int c = 0; c < n; c++) {
        row[c] = (float) random.nextGaussian();
      }
    }
    return new GradientSequence(
        List.of(new ParameterGroup("w", 0, n)), new int[n], gradients, new float[steps][n]);
  }

  @Test
  void aRuleOfKnownLagsHasTheirMean() {
    float[][][] seen = new float[60][1][];
    GradientSequence sequence = sequence(60, 50);
    for (int s = 0; s < 60; s++) {
      seen[s][0] = sequence.gradients()[s];
    }
    try (TrainableRule rule = new SumOfLags()) {
      PerceptionField field = LearnedField.of(rule, 0.01, seen);
      assertThat(field.sensitivity().get(0)).hasSize(30);
      assertThat(field.steps(0)).isCloseTo(2.5, within(0.1));
      assertThat(field.sensitivity().get(0).get(0)).isCloseTo(1, within(0.1));
    }
  }

  /** update = 0.01 (x_0 + x_3), with its derivatives by x; the rest is of no use here. */
  private static final class SumOfLags implements TrainableRule {
    private int recorded;

    @Override
    public int parameters() {
      return 0;
    }

    @Override
    public void phi(float[] phi) {}

    @Override
    public void start() {
      recorded = 0;
    }

    @Override
    public void forward(float[][] features, float[] update) {
      recorded++;
    }

    @Override
    public void backward(float[][] adjoints, double[] gradient) {
      drop();
    }

    @Override
    public void backward(float[][] adjoints, double[] gradient, float[][][] toFeatures) {
      for (int s = 0; s < recorded; s++) {
        for (int c = 0; c < toFeatures[s][0].length; c++) {
          float later = s + 3 < recorded ? adjoints[s + 3][c] : 0;
          toFeatures[s][0][c] = 0.01f * (adjoints[s][c] + later);
        }
      }
      drop();
    }

    @Override
    public void drop() {
      recorded = 0;
    }

    @Override
    public void close() {}
  }

  @Test
  void aLearnedOptimizersFieldIsThatOfDifferences() {
    var settings = new RuleSettings(TWO, 4, List.of(5), 0.01);
    LearnedOptimizer optimizer = LearnedOptimizer.initial(settings, 3);
    // 12 steps: 6 lags, and every step from the sixth on is looked at.
    GradientSequence sequence = sequence(12, 6);
    PerceptionField field = LearnedField.of(optimizer, sequence);
    int lags = 6;
    float[][][] seen = new float[12][2][];
    FeatureState state = new FeatureState(TWO, 6);
    for (int s = 0; s < 12; s++) {
      float[][] planes = state.next(sequence.gradients()[s], s + 1);
      seen[s] = new float[][] {planes[0].clone(), planes[1].clone()};
    }
    for (int f = 0; f < 2; f++) {
      for (int lag = 0; lag < lags; lag++) {
        double slopes = 0;
        double sum = 0;
        double squares = 0;
        for (int last = lags - 1; last < 12; last++) {
          float[] above = output(optimizer, seen, last, lag, f, 0.02f);
          float[] below = output(optimizer, seen, last, lag, f, -0.02f);
          for (int c = 0; c < 6; c++) {
            slopes += Math.abs(above[c] - below[c]) / 0.04 / 0.01;
            double x = seen[last - lag][f][c];
            sum += x;
            squares += x * x;
          }
        }
        double samples = 7 * 6;
        double deviation = Math.sqrt(squares / samples - Math.pow(sum / samples, 2));
        double expected = slopes / samples * deviation;
        assertThat(field.sensitivity().get(f).get(lag))
            .isCloseTo(expected, within(1e-4 + 0.02 * expected));
      }
    }
  }

  private static float[] output(
      LearnedOptimizer optimizer, float[][][] seen, int last, int lag, int f, float shift) {
    float[] update = new float[6];
    try (TrainableRule rule = RuleEngine.FUSED.open(optimizer.settings(), 6)) {
      rule.phi(optimizer.phi());
      rule.start();
      for (int s = 0; s <= last; s++) {
        float[][] planes = {seen[s][0].clone(), seen[s][1].clone()};
        for (int c = 0; c < 6 && s == last - lag; c++) {
          planes[f][c] += shift;
        }
        rule.forward(planes, update);
        rule.drop();
      }
    }
    return update;
  }
}
