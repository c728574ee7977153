package io.symlab.model.optimizee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.symlab.symbolic.Randomness;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Lasso, Rastrigin and square-cos, against their formulas in plain loops and float64; and all, the
 * quadratic too, against libtorch.
 */
class LandscapeTest {
  private static final int INSTANCES = 3;

  private static double[] drawn(String kind, String role, int count) {
    long key = Randomness.key(9, kind + ".TRAIN.check", 1);
    SplittableRandom random = Randomness.stream(key, role);
    double[] values = new double[count];
    for (int i = 0; i < count; i++) {
      boolean uniform = kind.equals("square-cos") || kind.endsWith("-uniform");
      values[i] = (float) (uniform ? random.nextDouble() : random.nextGaussian());
    }
    return values;
  }

  /** |W theta - y|^2 of one instance. */
  private static double squares(double[] w, double[] y, double[] theta, int b, int rows, int n) {
    double sum = 0;
    for (int i = 0; i < rows; i++) {
      double r = -y[b * rows + i];
      for (int j = 0; j < n; j++) {
        r += w[(b * rows + i) * n + j] * theta[b * n + j];
      }
      sum += r * r;
    }
    return sum;
  }

  @Test
  void lassoIsHalfASquareAndAPenalty() {
    int n = 8;
    double[] w = drawn("lasso", "w", INSTANCES * n / 2 * n);
    double[] y = drawn("lasso", "y", INSTANCES * n / 2);
    agree(
        "lasso",
        n,
        theta -> {
          double sum = 0;
          for (int b = 0; b < INSTANCES; b++) {
            sum += 0.5 * squares(w, y, theta, b, n / 2, n);
            for (int j = 0; j < n; j++) {
              sum += 0.005 * Math.abs(theta[b * n + j]);
            }
          }
          return sum / INSTANCES;
        });
  }

  @Test
  void rastriginIsHalfASquareLessWeightedWaves() {
    int n = 5;
    double[] a = drawn("rastrigin", "a", INSTANCES * n * n);
    double[] target = drawn("rastrigin", "b", INSTANCES * n);
    double[] c = drawn("rastrigin", "c", INSTANCES * n);
    agree(
        "rastrigin",
        n,
        theta -> {
          double sum = 0;
          for (int b = 0; b < INSTANCES; b++) {
            sum += 0.5 * squares(a, target, theta, b, n, n) + 10 * n;
            for (int j = 0; j < n; j++) {
              sum -= 10 * c[b * n + j] * Math.cos(2 * Math.PI * theta[b * n + j]);
            }
          }
          return sum / INSTANCES;
        });
  }

  @Test
  void publishedCodeDrawsItsQuadraticAndItsLassoUniformly() {
    int n = 6;
    for (String kind : List.of("quadratic-uniform", "lasso-uniform")) {
      double[] w = drawn(kind, "w", INSTANCES * n * n);
      double[] y = drawn(kind, "y", INSTANCES * n);
      boolean lasso = kind.startsWith("lasso");
      agree(
          kind,
          n,
          theta -> {
            double sum = 0;
            for (int b = 0; b < INSTANCES; b++) {
              sum += (lasso ? 0.5 : 1) * squares(w, y, theta, b, n, n);
              for (int j = 0; j < n && lasso; j++) {
                sum += 0.005 * Math.abs(theta[b * n + j]);
              }
            }
            return sum / INSTANCES;
          });
    }
  }

  @Test
  void onThePlaneRastriginsWavesAreHalfAsHigh() {
    int n = 2;
    double[] a = drawn("rastrigin-plane", "a", INSTANCES * n * n);
    double[] target = drawn("rastrigin-plane", "b", INSTANCES * n);
    double[] c = drawn("rastrigin-plane", "c", INSTANCES * n);
    agree(
        "rastrigin-plane",
        n,
        theta -> {
          double sum = 0;
          for (int b = 0; b < INSTANCES; b++) {
            sum += 0.5 * squares(a, target, theta, b, n, n) + 5 * n;
            for (int j = 0; j < n; j++) {
              sum -= 5 * c[b * n + j] * Math.cos(2 * Math.PI * theta[b * n + j]);
            }
          }
          return sum / INSTANCES;
        });
  }

  @Test
  void problemsOfAFixedLassoDifferInTheirStartAlone() {
    var settings = new OptimizeeSettings("lasso-fixed", List.of(), 0, 0.7, null, INSTANCES, 8);
    try (Optimizee optimizee = Optimizees.open(settings)) {
      Optimizee.Problem one = optimizee.problem(Optimizee.Half.TRAIN, 9, "check", 1);
      Optimizee.Problem other = optimizee.problem(Optimizee.Half.HELD_OUT, 9, "evaluate", 2);
      Optimizee.Problem anotherSeeds = optimizee.problem(Optimizee.Half.TRAIN, 10, "check", 1);
      float[] here = new float[optimizee.size()];
      float[] there = new float[optimizee.size()];
      one.initial(here);
      other.initial(there);
      assertThat(here).isNotEqualTo(there);
      assertThat(one.loss(here, 0)).isEqualTo(other.loss(here, 0));
      assertThat(anotherSeeds.loss(here, 0)).isNotEqualTo(one.loss(here, 0));
    }
  }

  @Test
  void squareCosIsASquareLessMixedWaves() {
    int n = 4;
    double[] w = drawn("square-cos", "w", INSTANCES * n * n);
    double[] y = drawn("square-cos", "y", INSTANCES * n);
    double[] c = drawn("square-cos", "c", INSTANCES * n * n);
    agree(
        "square-cos",
        n,
        theta -> {
          double sum = 0;
          for (int b = 0; b < INSTANCES; b++) {
            sum += squares(w, y, theta, b, n, n) + 10 * n;
            for (int i = 0; i < n; i++) {
              for (int j = 0; j < n; j++) {
                double wave = Math.cos(2 * Math.PI * theta[b * n + j]);
                sum -= 10 * c[(b * n + i) * n + j] * wave;
              }
            }
          }
          return sum / INSTANCES;
        });
  }

  @ParameterizedTest
  @EnumSource
  void plainJavaGivesWhatLibtorchGives(TensorLandscape tensors) {
    for (int n : List.of(2, 10, 17)) {
      var settings = new OptimizeeSettings(tensors.key(), List.of(), 0, 0.7, null, INSTANCES, n);
      long key = Randomness.key(9, tensors.key() + ".TRAIN.check", 1);
      try (Optimizee optimizee = Optimizees.open(settings)) {
        Optimizee.Problem problem = optimizee.problem(Optimizee.Half.TRAIN, 9, "check", 1);
        float[] theta = new float[optimizee.size()];
        float[] gradient = new float[optimizee.size()];
        float[] wanted = new float[optimizee.size()];
        problem.initial(theta);
        double loss = problem.gradient(theta, 0, gradient);

        double reference = tensors.gradient(key, INSTANCES, n, theta, wanted);
        assertThat(loss).isCloseTo(reference, withinPercentage(1e-4));
        for (int i = 0; i < theta.length; i++) {
          assertThat(gradient[i]).isCloseTo(wanted[i], within(2e-5f * (1 + Math.abs(wanted[i]))));
        }
      }
    }
  }

  private static void agree(String kind, int n, ToDoubleFunction<double[]> slow) {
    var settings = new OptimizeeSettings(kind, List.of(), 0, 0.7, null, INSTANCES, n);
    try (Optimizee optimizee = Optimizees.open(settings)) {
      Optimizee.Problem problem = optimizee.problem(Optimizee.Half.TRAIN, 9, "check", 1);
      assertThat(optimizee.size()).isEqualTo(INSTANCES * n);
      float[] theta = new float[optimizee.size()];
      float[] gradient = new float[optimizee.size()];
      problem.initial(theta);
      double loss = problem.gradient(theta, 0, gradient);
      double[] wide = SlowMlp.doubles(theta);
      assertThat(loss).isCloseTo(slow.applyAsDouble(wide), within(1e-4));
      for (int i = 0; i < theta.length; i++) {
        double slope = SlowMlp.slope(slow, wide, i);
        assertThat((double) gradient[i]).isCloseTo(slope, within(1e-4 + 1e-5 * Math.abs(slope)));
      }
      assertThat(problem.loss(theta, 77)).isEqualTo(loss);
      assertThat(problem.accuracy(theta)).isEmpty();
    }
  }
}
