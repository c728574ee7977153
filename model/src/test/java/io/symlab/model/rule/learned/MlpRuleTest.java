package io.symlab.model.rule.learned;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.symlab.model.kernels.CellKernels;
import io.symlab.model.optimizee.Optimizee.ParameterGroup;
import io.symlab.model.rule.TrainableRule;
import io.symlab.model.rule.UpdateRule;
import io.symlab.model.rule.features.Feature;
import io.symlab.model.rule.features.FeatureState;
import io.symlab.symbolic.Randomness;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Updates and gradients of per-coordinate MLPs, against the slow reference and differences. */
class MlpRuleTest {
  private static final int STEPS = 3;
  private static final int N = 150;
  private static final List<ParameterGroup> GROUPS =
      List.of(
          new ParameterGroup("a", 0, 1),
          new ParameterGroup("b", 1, 139),
          new ParameterGroup("c", 140, 10));

  record Case(String kernels, RuleSettings settings) {
    TrainableRule open() {
      return switch (kernels) {
        case "plain" -> new MlpRule(settings, GROUPS, CellKernels.scalar(64));
        case "in small blocks" -> new MlpRule(settings, GROUPS, CellKernels.best(64));
        default -> RuleEngine.FUSED.open(settings, GROUPS);
      };
    }
  }

  static Stream<Case> cases() {
    RuleSettings small =
        RuleSettings.of(RuleKind.MLP)
            .withFeatures(Feature.G, Feature.LOG_T, Feature.THETA)
            .withScale(0.5);
    return Stream.of("plain", "in small blocks", "usual")
        .flatMap(
            kernels ->
                Stream.of(
                    new Case(kernels, small.withHidden(4)),
                    new Case(kernels, small.withHidden(5, 3, 2)),
                    new Case(kernels, RuleSettings.of(RuleKind.MLP_FACTORED))));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void updatesAgreeWithTheSlowReference(Case c) {
    float[][][] inputs = inputs(c);
    float[] phi = phi(c);
    var slow = new SlowMlp(c.settings(), GROUPS);
    try (TrainableRule rule = c.open()) {
      rule.phi(phi);
      rule.start();
      float[] update = new float[N];
      for (int s = 0; s < STEPS; s++) {
        rule.forward(inputs[s], update);
        double[] expected = slow.updates(doubles(phi), doubles(inputs[s]));
        for (int i = 0; i < N; i++) {
          assertThat((double) update[i])
              .isCloseTo(expected[i], within(3e-6 * c.settings().scale()));
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void derivativesAgreeWithCentralDifferencesOfTheSlowReference(Case c) {
    float[][][] inputs = inputs(c);
    float[] phi = phi(c);
    float[][] adjoints = new float[STEPS][N];
    SplittableRandom random = Randomness.stream(3, "adjoints");
    for (float[] row : adjoints) {
      fill(row, random);
    }
    double[] gradient = new double[phi.length];
    float[][][] toFeatures = new float[STEPS][inputs[0].length][N];
    try (TrainableRule rule = c.open()) {
      rule.phi(phi);
      rule.start();
      float[] update = new float[N];
      for (float[][] step : inputs) {
        rule.forward(step, update);
      }
      rule.backward(adjoints, gradient, toFeatures);
      double[] alone = new double[phi.length];
      for (float[][] step : inputs) {
        rule.forward(step, update);
      }
      rule.backward(adjoints, alone);
      assertThat(gradient).isEqualTo(alone);
    }
    byPhi(c, inputs, adjoints, gradient);
    byFeatures(c, inputs, adjoints, toFeatures);
  }

  private static void byPhi(Case c, float[][][] inputs, float[][] adjoints, double[] gradient) {
    double largest = Arrays.stream(gradient).map(Math::abs).max().orElseThrow();
    var slow = new SlowMlp(c.settings(), GROUPS);
    for (int p = 0; p < gradient.length; p++) {
      double difference = 0;
      for (int sign = -1; sign <= 1; sign += 2) {
        double[] changed = doubles(phi(c));
        changed[p] += sign * 1e-6;
        for (int s = 0; s < STEPS; s++) {
          difference += sign * dot(adjoints[s], slow.updates(changed, doubles(inputs[s]))) / 2e-6;
        }
      }
      assertThat(gradient[p]).as("parameter %d", p).isCloseTo(difference, within(3e-5 * largest));
    }
  }

  private static void byFeatures(
      Case c, float[][][] inputs, float[][] adjoints, float[][][] toFeatures) {
    var slow = new SlowMlp(c.settings(), GROUPS);
    double[] phi = doubles(phi(c));
    for (int f = 0; f < inputs[0].length; f++) {
      for (int i : new int[] {0, 1, 77, 139, 140, 149}) {
        double difference = 0;
        for (int sign = -1; sign <= 1; sign += 2) {
          double[][] changed = doubles(inputs[1]);
          changed[f][i] += sign * 1e-6;
          difference += sign * dot(adjoints[1], slow.updates(phi, changed)) / 2e-6;
        }
        assertThat((double) toFeatures[1][f][i])
            .as("feature %d of coordinate %d", f, i)
            .isCloseTo(difference, within(2e-5 * c.settings().scale()));
      }
    }
  }

  @Test
  void publishedSizes() {
    assertThat(RuleKind.MLP.usualFeatures()).hasSize(19);
    assertThat(RuleKind.MLP_FACTORED.usualFeatures()).hasSize(39);
    assertThat(RuleSettings.of(RuleKind.MLP).parameters()).isEqualTo(20 * 32 + 33 * 32 + 33 * 2);
    assertThat(RuleSettings.of(RuleKind.MLP_FACTORED).parameters())
        .isEqualTo(40 * 4 + 5 * 4 + 5 * 2);
  }

  @Test
  void startsAsPublished() {
    RuleSettings settings = RuleSettings.of(RuleKind.MLP).withHidden(64);
    float[] phi = LearnedOptimizer.initial(settings, 1).phi();
    MlpLayout.Layer first = MlpLayout.of(settings).layers().get(0);
    double squares = 0;
    double largest = 0;
    for (int i = 0; i < first.bias(); i++) {
      squares += phi[i] * phi[i] * 19;
      largest = Math.max(largest, Math.abs(phi[i]) * Math.sqrt(19));
    }
    assertThat(largest).isBetween(1.9, 2.000001);
    // The variance of a normal number that is cut off at two deviations.
    assertThat(squares / first.bias()).isCloseTo(0.774, within(0.08));
    assertThat(Arrays.copyOfRange(phi, first.bias(), first.end())).containsOnly(0);
  }

  @Test
  void comesBackFromItsStoredForm() {
    for (RuleKind kind : List.of(RuleKind.MLP, RuleKind.MLP_FACTORED)) {
      LearnedOptimizer optimizer =
          LearnedOptimizer.initial(RuleSettings.of(kind).withScale(0.001), 3);
      LearnedOptimizer back = LearnedOptimizer.decode(optimizer.encode());
      assertThat(back.settings()).isEqualTo(optimizer.settings());
      assertThat(back.phi()).isEqualTo(optimizer.phi());
    }
  }

  @Test
  void atWorkItSeesParametersAndWholeTensors() {
    RuleSettings settings = RuleSettings.of(RuleKind.MLP_FACTORED);
    LearnedOptimizer optimizer = LearnedOptimizer.initial(settings, 7);
    FeatureState features = new FeatureState(settings.features(), GROUPS, 0);
    var slow = new SlowMlp(settings, GROUPS);
    SplittableRandom random = Randomness.stream(4, "at work");
    float[] theta = new float[N];
    float[] gradient = new float[N];
    float[] update = new float[N];
    try (UpdateRule.State state = optimizer.start(GROUPS)) {
      for (int step = 1; step <= 4; step++) {
        fill(theta, random);
        fill(gradient, random);
        state.update(theta, gradient, step, update);
        double[] expected =
            slow.updates(doubles(optimizer.phi()), doubles(features.next(theta, gradient, step)));
        for (int i = 0; i < N; i++) {
          assertThat((double) update[i]).isCloseTo(expected[i], within(1e-7));
        }
      }
    }
  }

  @Test
  void whatAnMlpDoesNotHaveIsRefused() {
    RuleSettings mlp = RuleSettings.of(RuleKind.MLP);
    assertThatThrownBy(() -> mlp.withLstm(3)).hasMessageContaining("no LSTM");
    assertThatThrownBy(() -> mlp.withHidden()).hasMessageContaining("a hidden layer");
    assertThatThrownBy(() -> mlp.withHidden(3, 0)).hasMessageContaining("[3, 0]");
    assertThatThrownBy(() -> mlp.withInputGain(2)).hasMessageContaining("normalises");
    assertThatThrownBy(() -> mlp.withPreprocess(Preprocess.LOG_SIGN))
        .hasMessageContaining("normalises");
    assertThatThrownBy(mlp::withGroupRates).hasMessageContaining("no rates");
    assertThatThrownBy(mlp::withPreTanhScale).hasMessageContaining("no tanh");
    assertThatThrownBy(() -> RuleSettings.dm().withHidden(3)).hasMessageContaining("no hidden");
  }

  private static float[] phi(Case c) {
    float[] phi = LearnedOptimizer.initial(c.settings(), 11).phi();
    SplittableRandom random = Randomness.stream(12, "biases");
    for (int i = 0; i < phi.length; i++) {
      // Biases other than 0, and a magnitude that matters.
      phi[i] += (float) (0.1 * random.nextGaussian());
    }
    phi[phi.length - 1] = 200;
    return phi;
  }

  private static float[][][] inputs(Case c) {
    SplittableRandom random = Randomness.stream(1, "inputs");
    float[][][] inputs = new float[STEPS][c.settings().features().size()][N];
    for (float[][] step : inputs) {
      for (float[] feature : step) {
        fill(feature, random);
      }
    }
    return inputs;
  }

  private static void fill(float[] row, SplittableRandom random) {
    for (int i = 0; i < row.length; i++) {
      row[i] = (float) random.nextGaussian();
    }
  }

  private static double dot(float[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  private static double[] doubles(float[] values) {
    double[] out = new double[values.length];
    Arrays.setAll(out, i -> values[i]);
    return out;
  }

  private static double[][] doubles(float[][] rows) {
    return Arrays.stream(rows).map(MlpRuleTest::doubles).toArray(double[][]::new);
  }
}
