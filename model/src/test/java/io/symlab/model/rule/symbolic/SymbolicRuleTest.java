package io.symlab.model.rule.symbolic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.symlab.model.optimizee.Bowl;
import io.symlab.model.optimizee.Optimizee.ParameterGroup;
import io.symlab.model.rollout.Rollout;
import io.symlab.model.rollout.Watch;
import io.symlab.model.rule.UpdateRule;
import io.symlab.model.rule.features.Feature;
import io.symlab.model.rule.features.FeatureState;
import io.symlab.model.rule.features.SampleNames;
import io.symlab.symbolic.Randomness;
import io.symlab.symbolic.expression.Expression;
import io.symlab.symbolic.expression.Signals;
import io.symlab.symbolic.formula.ExpressionSyntaxException;
import io.symlab.symbolic.formula.ExpressionText;
import io.symlab.symbolic.sample.SampleBatch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Symbolic rules against the slow, obvious way: all features of all steps, row by row. */
class SymbolicRuleTest {
  private static final List<Feature> FEATURES = List.of(Feature.MT, Feature.GT, Feature.MOM5);
  private static final int WINDOW = 6;
  private static final List<String> NAMES = SampleNames.of(FEATURES, WINDOW);
  private static final int N = 23;

  private static SymbolicRule rule(String text) {
    return new SymbolicRule("test", ExpressionText.parse(text, NAMES), FEATURES, WINDOW, 0.01);
  }

  @Test
  void theUpdateIsScaleTimesTheExpressionOfTheWindow() {
    for (String text :
        List.of(
            "-tanh(2 * mt_0 + 0.5 * gt_5 - mom5_2)",
            "gt_0 - gt_3 * 0.25",
            "mom5_5",
            "0.5",
            "mt_0 * mt_0 / (1 + square(gt_1))")) {
      compareWithRows(rule(text));
    }
  }

  @Test
  void aFormulaNeedsNothingButItsText() {
    assertThat(updates(SymbolicRule.of("-tanh(2 * mt_0 + 0.5 * gt_5 - mom5_2)")))
        .usingElementComparator(Arrays::compare)
        .isEqualTo(updates(rule("-tanh(2 * mt_0 + 0.5 * gt_5 - mom5_2)")));
    Signals signals = SampleNames.signals(FEATURES, WINDOW);
    String text = "lag(gt, 2) - ema(square(mt), 0.5)";
    SymbolicRule averaging =
        new SymbolicRule(
            "test", ExpressionText.parse(text, NAMES, signals), FEATURES, WINDOW, 0.01, signals);
    assertThat(updates(SymbolicRule.withMemory(text)))
        .usingElementComparator(Arrays::compare)
        .isEqualTo(updates(averaging));
    assertThatThrownBy(() -> SymbolicRule.of("-tanh(nt_0)"))
        .isInstanceOf(ExpressionSyntaxException.class)
        .hasMessageContaining("nt_0");
  }

  /** What a rule makes of random gradients, step by step. */
  private static List<float[]> updates(SymbolicRule rule) {
    SplittableRandom random = Randomness.stream(3, "symbolic-rule-test");
    List<float[]> updates = new ArrayList<>();
    try (UpdateRule.State state = rule.start(N)) {
      for (int step = 1; step <= 10; step++) {
        float[] gradient = new float[N];
        for (int i = 0; i < N; i++) {
          gradient[i] = (float) (random.nextDouble() - 0.5);
        }
        float[] update = new float[N];
        state.update(gradient, step, update);
        updates.add(update);
      }
    }
    return updates;
  }

  private static void compareWithRows(SymbolicRule rule) {
    SplittableRandom random = Randomness.stream(2, "symbolic-rule-test");
    FeatureState features = new FeatureState(FEATURES, N);
    List<float[][]> history = new ArrayList<>();
    float[] gradient = new float[N];
    float[] update = new float[N];
    try (UpdateRule.State state = rule.start(N)) {
      for (int step = 1; step <= 20; step++) {
        for (int i = 0; i < N; i++) {
          gradient[i] = (float) (random.nextDouble() - 0.5);
        }
        float[][] planes = features.next(gradient, step);
        float[][] copy = new float[planes.length][];
        for (int f = 0; f < planes.length; f++) {
          copy[f] = planes[f].clone();
        }
        history.add(0, copy);
        state.update(gradient, step, update);
        for (int i = 0; i < N; i++) {
          double[] row = new double[NAMES.size()];
          for (int lag = 0; lag < Math.min(step, WINDOW); lag++) {
            for (int f = 0; f < FEATURES.size(); f++) {
              row[lag * FEATURES.size() + f] = history.get(lag)[f][i];
            }
          }
          double expected = 0.01 * rule.expression().evaluate(row);
          assertThat((double) update[i])
              .as("%s at step %d", rule.text(), step)
              .isCloseTo(expected, within(1e-7));
        }
      }
    }
  }

  @Test
  void onlyTheFeaturesThatAreNamedAreAskedFor() {
    assertThat(rule("mom5_1 + mt_0").features()).containsExactly(Feature.MT, Feature.MOM5);
    assertThat(rule("1").features()).isEmpty();
  }

  @Test
  void aWatchedSymbolicRuleIsItsOwnTarget() {
    SymbolicRule rule = rule("-tanh(2 * mt_0 + gt_4)");
    Watch watch = new Watch(FEATURES, WINDOW, 10, 0.01);
    int rows = 0;
    try (Rollout rollout = Rollout.watched(new Bowl(), rule, 50, watch, 1, 0)) {
      while (!rollout.done()) {
        rollout.step();
        for (SampleBatch piece : rollout.drain()) {
          for (int r = 0; r < piece.rows(); r++) {
            double[] row = new double[NAMES.size()];
            for (int c = 0; c < row.length; c++) {
              row[c] = piece.values()[r * piece.width() + c];
            }
            double y = piece.values()[(r + 1) * piece.width() - 1];
            assertThat(y).isCloseTo(rule.expression().evaluate(row), within(2e-6));
            rows++;
          }
        }
      }
    }
    assertThat(rows).isGreaterThan(900);
  }

  @Test
  void theGradientOfConstantsIsThatOfCentralDifferences() {
    Expression expression =
        ExpressionText.parse("-tanh(1.5 * mt_0 + 0.5 * gt_3) + 0.25 * mom5_2", NAMES);
    SymbolicRule rule = new SymbolicRule("test", expression, FEATURES, WINDOW, 0.01);
    int unroll = 4;
    double[] gradient = new double[3];
    float[] phi = {1.5f, 0.5f, 0.25f};
    double before = objective(rule, phi, unroll, gradient);
    assertThat(before).isNotZero();
    for (int i = 0; i < phi.length; i++) {
      float[] up = phi.clone();
      float[] down = phi.clone();
      up[i] += 1 / 64f;
      down[i] -= 1 / 64f;
      double expected =
          (objective(rule, up, unroll, new double[3])
                  - objective(rule, down, unroll, new double[3]))
              * 32;
      assertThat(gradient[i]).isCloseTo(expected, within(1e-3 * Math.abs(expected)));
    }
  }

  /**
   * sum over two unrolls of &lt;adjoint_s, update_s&gt; at these constants, and its gradient; the
   * second unroll reads features of the first.
   */
  private static double objective(SymbolicRule rule, float[] phi, int unroll, double[] gradient) {
    SplittableRandom random = Randomness.stream(3, "symbolic-rule-test");
    SymbolicCell cell = rule.open(N);
    assertThat(cell.parameters()).isEqualTo(phi.length);
    cell.phi(phi);
    cell.start();
    float[] update = new float[N];
    double objective = 0;
    for (int u = 0; u < 2; u++) {
      float[][] adjoints = new float[unroll][N];
      for (int s = 0; s < unroll; s++) {
        float[][] planes = new float[rule.features().size()][N];
        for (int i = 0; i < N; i++) {
          for (float[] plane : planes) {
            plane[i] = (float) (2 * random.nextDouble() - 1);
          }
          adjoints[s][i] = (float) (random.nextDouble() - 0.3);
        }
        cell.forward(planes, update);
        for (int i = 0; i < N; i++) {
          objective += (double) adjoints[s][i] * update[i];
        }
      }
      cell.backward(adjoints, gradient);
    }
    return objective;
  }

  @Test
  void whatIsNotFiniteStaysSo() {
    float[] update = new float[1];
    try (UpdateRule.State state = rule("1 / mt_3").start(1)) {
      state.update(new float[] {1}, 1, update);
    }
    assertThat(update[0]).isInfinite();
  }

  @Test
  void columnsThatSamplesDoNotHaveAreRefused() {
    Expression far = Expression.variable(18);
    assertThatThrownBy(() -> new SymbolicRule("far", far, FEATURES, WINDOW, 0.01))
        .hasMessageContaining("column 18");
  }

  @Test
  void aFormulaSeesParametersAndWholeTensors() {
    List<ParameterGroup> groups =
        List.of(new ParameterGroup("a", 0, 2), new ParameterGroup("b", 2, 1));
    float[] update = new float[3];
    try (var state = SymbolicRule.of("g_0 / norm_g_0 - 0.1 * theta_0").start(groups)) {
      state.update(new float[] {1, -2, 3}, new float[] {3, 4, -5}, 1, update);
    }
    float size = (float) Math.sqrt(12.5);
    assertThat(update[0]).isCloseTo(0.01f * (3 / size - 0.1f), within(1e-7f));
    assertThat(update[1]).isCloseTo(0.01f * (4 / size + 0.2f), within(1e-7f));
    assertThat(update[2]).isCloseTo(0.01f * (-1 - 0.3f), within(1e-7f));
    try (var state = SymbolicRule.of("theta_0").start(3)) {
      assertThatThrownBy(() -> state.update(new float[3], 1, update))
          .hasMessageContaining("theta is made of parameters");
    }
  }
}
