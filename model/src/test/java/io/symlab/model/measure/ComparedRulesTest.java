package io.symlab.model.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.symlab.model.optimizee.Bowl;
import io.symlab.model.optimizee.Optimizee.Half;
import io.symlab.model.optimizee.Optimizee.ParameterGroup;
import io.symlab.model.rollout.Rollout;
import io.symlab.model.rule.TrainableRule;
import io.symlab.model.rule.features.Feature;
import io.symlab.model.rule.features.FeatureState;
import io.symlab.model.rule.features.SampleNames;
import io.symlab.model.rule.handmade.HandMade;
import io.symlab.model.rule.learned.LearnedOptimizer;
import io.symlab.model.rule.learned.RuleEngine;
import io.symlab.model.rule.learned.RuleSettings;
import io.symlab.model.rule.symbolic.SymbolicRule;
import io.symlab.symbolic.expression.Signals;
import io.symlab.symbolic.formula.ExpressionText;
import io.symlab.symbolic.sample.Samples;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What rules answer to the same inputs: maps of one feature, and recorded gradients. */
class ComparedRulesTest {
  private static final List<Feature> TWO = List.of(Feature.G, Feature.MT);

  /** Rows 0..100: g_0 runs through 0..100, mt_0 is 3, older values are far off. */
  private static Samples ladder() {
    float[][] x = new float[4][101];
    for (int i = 0; i <= 100; i++) {
      x[0][i] = i;
      x[1][i] = i % 2 == 0 ? 2 : 4;
      x[2][i] = 1000;
      x[3][i] = 1000;
    }
    return Samples.of(x, x[0].clone());
  }

  @Test
  void aFormulasMapVariesOneFeatureAndHoldsTheRest() {
    var maps = new InputMaps(ladder(), 2);
    assertThat(maps.mean(0)).isEqualTo(50);
    assertThat(maps.inputs(0)[0]).isEqualTo(1);
    assertThat(maps.inputs(0)[100]).isEqualTo(99);
    var formula = ExpressionText.parse("g_0 * mt_0 + g_1", SampleNames.of(TWO, 2));
    float[][] answers = maps.of(formula, Signals.NONE);
    double mean = maps.mean(1);
    for (int i : new int[] {0, 50, 100}) {
      assertThat((double) answers[0][i]).isCloseTo(maps.inputs(0)[i] * mean + 50, within(1e-3));
      assertThat((double) answers[1][i]).isCloseTo(50 * maps.inputs(1)[i] + 50, within(1e-3));
    }
  }

  @Test
  void aLearnedOptimizersMapBeginsFromASettledMemory() {
    var optimizer = LearnedOptimizer.initial(new RuleSettings(TWO, 4, List.of(5), 0.1), 3);
    var maps = new InputMaps(ladder(), 2);
    float[][] answers = maps.of(optimizer);
    float[] update = new float[1];
    try (TrainableRule rule = RuleEngine.FUSED.open(optimizer.settings(), 1)) {
      rule.phi(optimizer.phi());
      for (int f = 0; f < 2; f++) {
        for (int i : new int[] {0, 70, 100}) {
          rule.start();
          float[][] row = {{(float) maps.mean(0)}, {(float) maps.mean(1)}};
          for (int s = 0; s < 100; s++) {
            rule.forward(row, update);
            rule.drop();
          }
          row[f][0] = maps.inputs(f)[i];
          rule.forward(row, update);
          assertThat(answers[f][i]).isCloseTo(update[0] / 0.1f, within(1e-5f));
        }
      }
    }
  }

  @Test
  void gradientsAreRecordedWithoutDisturbingTheRun() {
    try (var bowl = new Bowl()) {
      var problem = bowl.problem(Half.TRAIN, 1, "judge", 0);
      var recorder = new GradientRecorder(bowl.groups(), 4, 9);
      var watched = run(bowl, recorder);
      try (Rollout plain = Rollout.of(bowl, problem, HandMade.adam(0.1), 30)) {
        while (!plain.done()) {
          plain.step();
        }
        assertThat(watched).isEqualTo(plain.parameters());
      }
      GradientSequence sequence = recorder.sequence();
      assertThat(sequence.steps()).isEqualTo(30);
      assertThat(sequence.groups().get(0)).isEqualTo(new ParameterGroup("bias", 0, 3));
      assertThat(sequence.groups().get(1)).isEqualTo(new ParameterGroup("weight", 3, 4));
      assertThat(sequence.coordinates()).startsWith(0, 1, 2).isSorted();
      float[] gradient = new float[40];
      float[] theta = new float[40];
      problem.initial(theta);
      problem.gradient(theta, 0, gradient);
      for (int c = 0; c < sequence.size(); c++) {
        assertThat(sequence.gradients()[0][c]).isEqualTo(gradient[sequence.coordinates()[c]]);
      }
    }
  }

  @Test
  void coordinatesWithoutGradientsAreLeftOut() {
    try (var bowl = new Bowl()) {
      var recorder = new GradientRecorder(bowl.groups(), 100, 9);
      run(bowl, recorder);
      assertThat(recorder.sequence().size()).isEqualTo(38);
      assertThat(recorder.sequence().groups().get(2).length()).isEqualTo(10);
      assertThat(new GradientRecorder(bowl.groups(), 4, 9).sequence().isEmpty()).isTrue();
    }
  }

  private static float[] run(Bowl bowl, GradientRecorder recorder) {
    var problem = bowl.problem(Half.TRAIN, 1, "judge", 0);
    var rule = recorder.watching(HandMade.adam(0.1));
    try (Rollout rollout = Rollout.of(bowl, problem, rule, 30)) {
      while (!rollout.done()) {
        rollout.step();
      }
      return rollout.parameters();
    }
  }

  @Test
  void aGradientThatIsNotFiniteEndsTheSequence() {
    var recorder = new GradientRecorder(List.of(new ParameterGroup("w", 0, 2)), 2, 1);
    float[] update = new float[2];
    try (var state = recorder.watching(HandMade.sgd(1)).start(2)) {
      state.update(new float[2], new float[] {1, 2}, 1, update);
      state.update(new float[] {5, 6}, new float[] {3, 4}, 2, update);
      state.update(new float[2], new float[] {Float.NaN, 4}, 3, update);
    }
    assertThat(recorder.sequence().gradients()).isDeepEqualTo(new float[][] {{1, 2}, {3, 4}});
    assertThat(recorder.sequence().parameters()).isDeepEqualTo(new float[][] {{0, 0}, {5, 6}});
  }

  @Test
  void trajectoriesAreTheRulesOwnUpdates() {
    float[][] gradients = {{1, -2}, {0.5f, 0}, {-1, 3}};
    var sequence =
        new GradientSequence(
            List.of(new ParameterGroup("w", 0, 2)), new int[] {5, 8}, gradients, new float[3][2]);
    assertThat(Trajectories.of(HandMade.sgd(0.5), sequence)[2]).containsExactly(0.5f, -1.5f);
    var formula = ExpressionText.parse("mt_0 + g_1", SampleNames.of(TWO, 2));
    float[][] updates = Trajectories.of(new SymbolicRule("f", formula, TWO, 2, 0.01), sequence);
    var state = new FeatureState(TWO, 2);
    float[] before = new float[2];
    for (int s = 0; s < 3; s++) {
      float[] mt = state.next(gradients[s], s + 1)[1];
      for (int c = 0; c < 2; c++) {
        assertThat(updates[s][c]).isCloseTo(0.01f * (mt[c] + before[c]), within(1e-7f));
      }
      before = Arrays.copyOf(gradients[s], 2);
    }
  }
}
