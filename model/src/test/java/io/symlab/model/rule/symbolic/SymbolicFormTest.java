package io.symlab.model.rule.symbolic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.symlab.model.rule.features.Feature;
import io.symlab.model.rule.features.SampleNames;
import io.symlab.symbolic.Randomness;
import io.symlab.symbolic.formula.ExpressionText;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Each named form against its formula, written as loops over a sample's columns. */
class SymbolicFormTest {
  private static final List<Feature> FEATURES = List.of(Feature.MT, Feature.T, Feature.G);
  private static final int WINDOW = 4;

  private final SplittableRandom random = Randomness.stream(5, "symbolic-form-test");

  private double[] row(int width) {
    double[] row = new double[width];
    for (int i = 0; i < width; i++) {
      row[i] = 2 * random.nextGaussian();
    }
    return row;
  }

  @Test
  void reparameterisedIsAWeightedSumOfClippedGradients() {
    int[][] columns = {{0, 1}, {2, 3}, {4, 5}};
    double[][] w = {{0.5, -0.25}, {0.1, 2}, {0, 0.75}};
    double gamma = 1.7;
    SymbolicForm form = Reparameterised.of(columns, w, gamma);
    for (int n = 0; n < 20; n++) {
      double[] x = row(6);
      double sum = 0;
      for (int tau = 0; tau < 3; tau++) {
        for (int g = 0; g < 2; g++) {
          sum += w[tau][g] * gamma * Math.tanh(x[2 * tau + g] / gamma);
        }
      }
      assertThat(form.expression().evaluate(x)).isCloseTo(-sum, within(1e-12));
    }
  }

  @Test
  void powerSeriesSumsSignedPowersAboutWholeOrders() {
    int[][] columns = {{0, 1}, {2, 3}};
    double[] deviations = {1, 2.5};
    double[][][] c = {{{1, 2, 3, 4}, {-1, 0, 0.5, 1}}, {{0.1, 0.2, 0.3, 0.4}, {5, 6, 7, 8}}};
    double a = 0.3;
    SymbolicForm form = PowerSeries.of(columns, deviations, a, c);
    for (int n = 0; n < 20; n++) {
      double[] x = row(4);
      double sum = 0;
      for (int lag = 0; lag < 2; lag++) {
        for (int f = 0; f < 2; f++) {
          double scaled = x[2 * lag + f] / deviations[f];
          for (int o = 0; o < 2; o++) {
            sum += c[lag][f][2 * o] * expm(scaled, o + 1 + a);
            sum += c[lag][f][2 * o + 1] * expm(scaled, o + 1 - a);
          }
        }
      }
      assertThat(form.expression().evaluate(x)).isCloseTo(sum, within(1e-10 * Math.abs(sum)));
    }
    // The coefficients are tuned, exponents and deviations are not.
    assertThat(IntStream.of(form.shares().parameter()).filter(p -> p != ConstantShares.FIXED))
        .hasSize(16);
    assertThatThrownBy(() -> PowerSeries.of(columns, deviations, 1, c)).hasMessageContaining("1.0");
  }

  private static double expm(double x, double power) {
    return x < 0 ? -Math.pow(-x, power) : Math.pow(x, power);
  }

  @Test
  void adamLikeLiesBetweenMomentumAndAdam() {
    for (double lambda : new double[] {0, 0.8, 1}) {
      SymbolicForm form = AdamLike.of(0, 1, lambda);
      for (int n = 0; n < 20; n++) {
        double[] x = row(2);
        x[1] = Math.abs(x[1]);
        double expected = -x[0] / (1 - lambda + lambda * x[1]);
        assertThat(form.expression().evaluate(x))
            .isCloseTo(expected, within(1e-12 * Math.abs(expected)));
      }
    }
    // Two constants, one parameter; the 1 is the form's.
    assertThat(AdamLike.of(0, 1, 0.8).shares().parameter()).containsExactly(-1, 0, 0);
  }

  @Test
  void namedFormsSumOverGradientsButNotOverTheStep() {
    for (String name : List.of("reparameterised", "power-series")) {
      SymbolicForm form = SymbolicForm.named(name, FEATURES, WINDOW);
      var read = new TreeSet<Integer>();
      form.expression().forEachVariable(read::add);
      assertThat(read).as(name).containsExactly(0, 2, 3, 5, 6, 8, 9, 11);
      // Descends: an update against gradients that all point one way.
      double[] uphill = {1, 7, 1, 1, 7, 1, 1, 7, 1, 1, 7, 1};
      assertThat(form.expression().evaluate(uphill)).isNegative();
    }
  }

  @Test
  void namedFormsReadBackFromTheirText() {
    List<String> names = SampleNames.of(FEATURES, WINDOW);
    for (String name : List.of("reparameterised", "power-series")) {
      SymbolicForm form = SymbolicForm.named(name, FEATURES, WINDOW);
      String text = ExpressionText.print(form.expression(), names);
      assertThat(ExpressionText.parse(text, names)).isEqualTo(form.expression());
    }
    SymbolicForm adam = AdamLike.of(0, 2, 0.8);
    String text = ExpressionText.print(adam.expression(), names);
    assertThat(text).isEqualTo("-(mt_0 / (1.0 - 0.8 + 0.8 * g_0))");
    assertThat(ExpressionText.parse(text, names)).isEqualTo(adam.expression());
  }

  @Test
  void formsThatCannotBeAreRefusedWithTheFix() {
    assertThatThrownBy(() -> SymbolicForm.named("adam-like", List.of(Feature.MT), 2))
        .hasMessageContaining("adam_up")
        .hasMessageContaining("add it to rule.features");
    assertThatThrownBy(() -> SymbolicForm.named("power-series", List.of(Feature.T), 2))
        .hasMessageContaining("there is none");
    assertThatThrownBy(() -> SymbolicForm.named("adamlike", FEATURES, 2))
        .hasMessageContaining("adamlike")
        .hasMessageContaining("adam-like");
  }

  @Test
  void sharedConstantsGetTheSumOfTheirGradientsAndFixedOnesNone() {
    double[] gradient = {1, 2, 4, 8, 16};
    new ConstantShares(new int[] {0, ConstantShares.FIXED, 1, 0, 1}).gather(gradient);
    assertThat(gradient).containsExactly(9, 0, 20, 9, 20);
    double[] own = {1, 2};
    ConstantShares.none(2).gather(own);
    assertThat(own).containsExactly(1, 2);
    assertThat(new ConstantShares(new int[] {-1, -1}).tunable()).isFalse();
    assertThat(ConstantShares.none(0).tunable()).isFalse();
  }
}
