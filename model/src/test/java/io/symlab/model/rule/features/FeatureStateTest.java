package io.symlab.model.rule.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.symlab.symbolic.Randomness;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class FeatureStateTest {
  private static final int N = 37;

  @Test
  void everyFeatureAgreesWithItsFormulaInDoublePrecision() {
    // Those behind it are tested with tensors.
    List<Feature> features =
        Arrays.stream(Feature.values()).takeWhile(f -> f != Feature.MEAN_G).toList();
    FeatureState state = new FeatureState(features, N);
    SplittableRandom random = Randomness.stream(5, "test");
    double[][] averages = new double[9][N];
    for (int step = 1; step <= 60; step++) {
      float[] g = new float[N];
      for (int i = 0; i < N; i++) {
        g[i] = (float) (random.nextGaussian() * magnitude(i));
      }
      float[][] seen = state.next(g, step);
      for (int i = 0; i < N; i++) {
        double[] expected = slow(averages, i, g[i], step);
        for (int f = 0; f < features.size(); f++) {
          String key = features.get(f).key();
          boolean likeG = key.equals("g") || key.startsWith("mom") || key.startsWith("adam");
          assertThat((double) seen[f][i])
              .as("%s of coordinate %d at step %d", features.get(f), i, step)
              .isCloseTo(expected[f], within(3e-6 * (likeG ? magnitude(i) : 1)));
        }
      }
    }
  }

  private static double magnitude(int i) {
    return Math.pow(10, i % 7 - 5);
  }

  /** All features in their order, straight from the definitions. */
  private static double[] slow(double[][] a, int i, double g, int step) {
    double[] beta = {0.95, 0.95, 0.5, 0.9, 0.99, 0.95, 0.95, 0.95, 0.95};
    double[] power = {0, 2, 0, 0, 0, 2, 2.5, 3, 4};
    for (int k = 0; k < 9; k++) {
      double fresh = power[k] == 0 ? g : Math.pow(Math.abs(g), power[k]);
      a[k][i] = beta[k] * a[k][i] + (1 - beta[k]) * fresh;
    }
    double bias = 1 - Math.pow(0.95, step);
    double m = a[0][i];
    double s = Math.sqrt(a[1][i] / bias) + 1e-12;
    double[] magic = new double[4];
    for (int k = 0; k < 4; k++) {
      magic[k] = m / (Math.pow(a[5 + k][i] / bias, 1 / power[5 + k]) + 1e-8);
    }
    return new double[] {
      m / bias / s,
      g / s,
      g,
      a[2][i],
      a[3][i],
      a[4][i],
      step / 1000.0,
      m,
      m / bias,
      s,
      magic[0],
      magic[1],
      magic[2],
      magic[3]
    };
  }

  @Test
  void averagesThatOneFeatureNeedsAreKeptForItAlone() {
    List<Feature> features = List.of(Feature.values());
    FeatureState all = new FeatureState(features, 3, 2);
    List<FeatureState> alone =
        features.stream().map(f -> new FeatureState(List.of(f), 3, 2)).toList();
    for (int step = 1; step <= 5; step++) {
      float[] g = {step, -1e-9f * step, 3f / step};
      float[] theta = {step, 2, -0.5f};
      float[][] expected = all.next(theta, g, step);
      for (int f = 0; f < expected.length; f++) {
        assertThat(alone.get(f).next(theta, g, step)[0]).isEqualTo(expected[f]);
      }
    }
  }

  @Test
  void meansGoOverTheWindowOrAllThereIs() {
    FeatureState state = new FeatureState(List.of(Feature.MEAN_G, Feature.MEAN_G2), 2, 3);
    FeatureState other = new FeatureState(List.of(Feature.MEAN_G, Feature.MEAN_G2), 2, 3);
    float[] gradients = {2, -4, -3, -8, 6};
    double[] means = {2, -1, -5 / 3., -5, -5 / 3.};
    double[] squares = {4, 10, 29 / 3., 89 / 3., 109 / 3.};
    for (int step = 1; step <= gradients.length; step++) {
      float[][] seen = (step < 4 ? state : other).next(new float[] {gradients[step - 1], 0}, step);
      assertThat(seen[0][0]).isEqualTo((float) means[step - 1]);
      assertThat(seen[1][0]).isEqualTo((float) squares[step - 1]);
      assertThat(seen[0][1]).isZero();
      if (step == 3) {
        other.remember(state);
      }
    }
    assertThatThrownBy(() -> new FeatureState(List.of(Feature.MEAN_G), 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("window");
  }

  @Test
  void featuresComeInTheOrderAskedFor() {
    FeatureState state = new FeatureState(List.of(Feature.T, Feature.G, Feature.GT), 1);
    float[][] seen = state.next(new float[] {-3}, 1);
    assertThat(seen[0][0]).isEqualTo(0.001f);
    assertThat(seen[1][0]).isEqualTo(-3f);
    assertThat(seen[2][0]).isCloseTo(-1f, within(1e-6f));
  }

  @Test
  void aGradientOfZeroGivesZeroAndNotNan() {
    FeatureState state = new FeatureState(List.of(Feature.MT, Feature.GT), 2);
    float[][] seen = state.next(new float[] {0, -0f}, 1);
    assertThat(seen[0]).containsExactly(0, 0);
    assertThat(seen[1][0]).isZero();
  }
}
