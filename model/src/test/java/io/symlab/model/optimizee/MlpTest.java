package io.symlab.model.optimizee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.symlab.model.data.DataSettings;
import io.symlab.model.data.ImageSet;
import io.symlab.model.data.Images;
import io.symlab.symbolic.Randomness;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The perceptron's numbers, against slow ones in float64. */
class MlpTest {
  private static final DataSettings DATA = new DataSettings("rendered", null, false, 4000, 1);

  private static Optimizee mlp(int batch, double scale, Integer... hidden) {
    return Optimizees.open(new OptimizeeSettings("mlp", List.of(hidden), batch, scale, DATA, 0, 0));
  }

  @Test
  void publishedOneHas24380ParametersInSixGroups() {
    try (Optimizee mlp = mlp(128, 0.01, 30, 20)) {
      assertThat(mlp.size()).isEqualTo(24_380);
      assertThat(mlp.groups())
          .extracting(Optimizee.ParameterGroup::name)
          .containsExactly("weight1", "bias1", "weight2", "bias2", "weight3", "bias3");
    }
    try (Optimizee mlp2 = mlp(128, 0.01, 50, 20, 20, 12)) {
      assertThat(mlp2.size()).isEqualTo(41_072);
    }
  }

  @Test
  void lossAndGradientAreThoseOfAFloat64Reference() {
    // Large weights, so that units are on and off and the loss is far from log 10.
    try (Optimizee mlp = mlp(32, 0.3, 9, 7)) {
      Optimizee.Problem problem = mlp.problem(Optimizee.Half.HELD_OUT, 5, "check", 2);
      float[] theta = new float[mlp.size()];
      float[] gradient = new float[mlp.size()];
      problem.initial(theta);
      double loss = problem.gradient(theta, 3, gradient);

      ImageSet train = Images.load(DATA).train();
      long key = Randomness.key(5, "mlp.HELD_OUT.check", 2);
      int[] chosen = new BatchOrder(Images.load(DATA).half(false), 32, key).batch(3);
      double[] wide = SlowMlp.doubles(theta);
      assertThat(loss)
          .isCloseTo(SlowMlp.loss(mlp.groups(), wide, train, chosen), within(1e-5))
          .isNotCloseTo(Math.log(10), within(0.05));
      for (Optimizee.ParameterGroup group : mlp.groups()) {
        for (int k = 0; k < 12; k++) {
          int i = group.offset() + (int) ((k * 7919L + 390) % group.length());
          double slope = SlowMlp.slope(t -> SlowMlp.loss(mlp.groups(), t, train, chosen), wide, i);
          assertThat((double) gradient[i])
              .as("%s, coordinate %d", group.name(), i)
              .isCloseTo(slope, within(2e-6 + 1e-4 * Math.abs(slope)));
        }
      }
    }
  }

  @Test
  void lossAloneIsTheLossThatComesWithTheGradient() {
    try (Optimizee mlp = mlp(128, 0.05, 30, 20)) {
      Optimizee.Problem problem = mlp.problem(Optimizee.Half.TRAIN, 1, "check", 0);
      float[] theta = new float[mlp.size()];
      problem.initial(theta);
      assertThat(problem.loss(theta, 4))
          .isEqualTo(problem.gradient(theta, 4, new float[mlp.size()]))
          .isNotEqualTo(problem.loss(theta, 5));
    }
  }

  @Test
  void initialParametersAreNormalWithTheGivenScale() {
    try (Optimizee mlp = mlp(128, 0.01, 30, 20)) {
      float[] theta = new float[mlp.size()];
      mlp.problem(Optimizee.Half.TRAIN, 1, "check", 0).initial(theta);
      double sum = 0;
      double square = 0;
      int within = 0;
      for (float t : theta) {
        sum += t;
        square += (double) t * t;
        within += Math.abs(t) < 0.01 ? 1 : 0;
      }
      assertThat(sum / theta.length).isCloseTo(0, within(0.0003));
      assertThat(Math.sqrt(square / theta.length)).isCloseTo(0.01, within(0.0002));
      assertThat((double) within / theta.length).isCloseTo(0.6827, within(0.015));
    }
  }

  @Test
  void problemsDifferByHalfSeedRoleAndIndex() {
    try (Optimizee mlp = mlp(128, 0.01)) {
      float[][] starts = new float[5][mlp.size()];
      mlp.problem(Optimizee.Half.TRAIN, 1, "a", 0).initial(starts[0]);
      mlp.problem(Optimizee.Half.HELD_OUT, 1, "a", 0).initial(starts[1]);
      mlp.problem(Optimizee.Half.TRAIN, 2, "a", 0).initial(starts[2]);
      mlp.problem(Optimizee.Half.TRAIN, 1, "b", 0).initial(starts[3]);
      mlp.problem(Optimizee.Half.TRAIN, 1, "a", 1).initial(starts[4]);
      assertThat(List.of(starts)).doesNotHaveDuplicates();
    }
  }

  @Test
  void adamLearnsRenderedDigitsInAFewHundredStepsButNotAtOnce() {
    try (Optimizee mlp = mlp(128, 0.01, 30, 20)) {
      Optimizee.Problem problem = mlp.problem(Optimizee.Half.TRAIN, 1, "learn", 0);
      float[] theta = new float[mlp.size()];
      problem.initial(theta);
      double untrained = problem.accuracy(theta).orElseThrow();
      double early = adam(problem, theta, 0, 50);
      double late = adam(problem, theta, 50, 400);
      assertThat(early).isGreaterThan(0.5);
      assertThat(late).isBetween(0.02, 0.45);
      assertThat(untrained).isLessThan(0.25);
      assertThat(problem.accuracy(theta).orElseThrow()).isBetween(0.8, 0.99);
    }
  }

  /** Adam at 0.01 from fresh moments; the mean loss of the last ten steps. */
  private static double adam(Optimizee.Problem problem, float[] theta, int from, int steps) {
    float[] g = new float[theta.length];
    double[] m = new double[theta.length];
    double[] v = new double[theta.length];
    double last = 0;
    for (int t = 1; t <= steps; t++) {
      double loss = problem.gradient(theta, from + t - 1, g);
      last += t > steps - 10 ? loss / 10 : 0;
      double rate = 0.01 * Math.sqrt(1 - Math.pow(0.999, t)) / (1 - Math.pow(0.9, t));
      for (int i = 0; i < g.length; i++) {
        m[i] += 0.1 * (g[i] - m[i]);
        v[i] += 0.001 * (g[i] * g[i] - v[i]);
        theta[i] -= (float) (rate * m[i] / (Math.sqrt(v[i]) + 1e-8));
      }
    }
    return last;
  }
}
