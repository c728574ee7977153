package io.symlab.model.optimizee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.symlab.symbolic.Randomness;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The quadratic's numbers, against slow ones in float64. */
class QuadraticTest {
  private static final int INSTANCES = 6;
  private static final int DIMENSION = 4;

  private static Optimizee quadratic() {
    return Optimizees.open(
        new OptimizeeSettings("quadratic", List.of(), 0, 0.5, null, INSTANCES, DIMENSION));
  }

  private static double[] normals(long key, String role, int count) {
    SplittableRandom random = Randomness.stream(key, role);
    double[] values = new double[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  /** The mean over instances of |W theta - y|^2, as it is written. */
  private static double slow(double[] w, double[] y, double[] theta) {
    double sum = 0;
    for (int b = 0; b < INSTANCES; b++) {
      for (int row = 0; row < DIMENSION; row++) {
        double r = -y[b * DIMENSION + row];
        for (int c = 0; c < DIMENSION; c++) {
          r += w[(b * DIMENSION + row) * DIMENSION + c] * theta[b * DIMENSION + c];
        }
        sum += r * r;
      }
    }
    return sum / INSTANCES;
  }

  @Test
  void lossAndGradientAreThoseOfAFloat64Reference() {
    try (Optimizee quadratic = quadratic()) {
      Optimizee.Problem problem = quadratic.problem(Optimizee.Half.TRAIN, 9, "check", 1);
      float[] theta = new float[quadratic.size()];
      float[] gradient = new float[quadratic.size()];
      problem.initial(theta);
      double loss = problem.gradient(theta, 0, gradient);

      long key = Randomness.key(9, "quadratic.TRAIN.check", 1);
      double[] w = normals(key, "w", INSTANCES * DIMENSION * DIMENSION);
      double[] y = normals(key, "y", INSTANCES * DIMENSION);
      double[] wide = SlowMlp.doubles(theta);
      assertThat(loss).isCloseTo(slow(w, y, wide), within(1e-5));
      for (int i = 0; i < theta.length; i++) {
        assertThat((double) gradient[i])
            .isCloseTo(SlowMlp.slope(t -> slow(w, y, t), wide, i), within(1e-5));
      }
      assertThat(problem.loss(theta, 77)).isEqualTo(loss);
      assertThat(problem.accuracy(theta)).isEmpty();
    }
  }

  @Test
  void publishedOneHas1280Parameters() {
    OptimizeeSettings settings =
        new OptimizeeSettings("quadratic", List.of(), 0, 0.01, null, 128, 10);
    try (Optimizee quadratic = Optimizees.open(settings)) {
      assertThat(quadratic.size()).isEqualTo(1280);
      assertThat(quadratic.groups())
          .containsExactly(new Optimizee.ParameterGroup("theta", 0, 1280));
    }
  }
}
