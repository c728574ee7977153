package io.symlab.model.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.symlab.symbolic.sample.Samples;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

class NeuralCeilingTest {
  /** Columns of different scales and a shift, y of the standardised ones plus noise. */
  private static Samples samples(
      int rows, int columns, long seed, double noise, ToDoubleFunction<double[]> f) {
    SplittableRandom random = new SplittableRandom(seed);
    float[][] x = new float[columns][rows];
    float[] y = new float[rows];
    for (int i = 0; i < rows; i++) {
      double[] row = new double[columns];
      for (int c = 0; c < columns; c++) {
        row[c] = random.nextGaussian();
        x[c][i] = (float) (3 + Math.pow(10, c - 2) * row[c]);
      }
      y[i] = (float) (5 + 0.01 * (f.applyAsDouble(row) + noise * random.nextGaussian()));
    }
    return Samples.of(x, y);
  }

  private static NeuralCeiling fitted(Samples train, Samples validation) {
    var ceiling = new NeuralCeiling(train, validation, 1);
    while (!ceiling.done()) {
      ceiling.step();
    }
    return ceiling;
  }

  private static double wavy(double[] x) {
    return Math.tanh(2 * x[0]) + x[1] * x[2] + 0.5 * Math.sin(2 * x[3]);
  }

  @Test
  void aSmoothFunctionIsExplainedNearlyWhole() {
    Samples train = samples(4000, 4, 1, 0, NeuralCeilingTest::wavy);
    Samples validation = samples(1000, 4, 2, 0, NeuralCeilingTest::wavy);
    Samples test = samples(1001, 4, 3, 0, NeuralCeilingTest::wavy);
    NeuralCeiling ceiling = fitted(train, validation);
    assertThat(ceiling.r2(train)).isBetween(0.98, 1.0);
    assertThat(ceiling.r2(test)).isBetween(0.98, 1.0);
    assertThat(fitted(train, validation).r2(test)).isEqualTo(ceiling.r2(test));
  }

  @Test
  void noiseIsTheBound() {
    // Half of the variance is noise that no column tells of.
    ToDoubleFunction<double[]> f = x -> x[0];
    NeuralCeiling ceiling = fitted(samples(4000, 3, 1, 1, f), samples(1000, 3, 2, 1, f));
    assertThat(ceiling.r2(samples(4000, 3, 3, 1, f))).isBetween(0.44, 0.53);
  }

  @Test
  void pureNoiseIsNotExplained() {
    NeuralCeiling ceiling = fitted(samples(2000, 5, 1, 1, x -> 0), samples(1000, 5, 2, 1, x -> 0));
    assertThat(ceiling.r2(samples(4000, 5, 3, 1, x -> 0))).isBetween(-0.2, 0.02);
    assertThat(ceiling.epoch()).isLessThan(NeuralCeiling.EPOCHS);
  }

  @Test
  void withoutValidationRowsTheTrainingRowsChoose() {
    Samples none = Samples.of(new float[3][0], new float[0]);
    Samples train = samples(500, 3, 1, 0, x -> x[0] * x[1]);
    NeuralCeiling ceiling = fitted(train, none);
    assertThat(ceiling.r2(train)).isGreaterThan(0.9);
    assertThat(ceiling.r2(none)).isNaN();
    assertThatThrownBy(() -> new NeuralCeiling(none, none, 1)).hasMessageContaining("no rows");
  }

  @Test
  void derivativesAreThoseOfDifferences() {
    var network = new DenseNetwork(3, 5, new SplittableRandom(3));
    int n = 70;
    SplittableRandom random = new SplittableRandom(4);
    float[] adjoint = new float[n];
    for (int i = 0; i < n; i++) {
      adjoint[i] = (float) random.nextGaussian();
      for (int f = 0; f < 3; f++) {
        network.input()[f * DenseNetwork.BLOCK + i] = (float) random.nextGaussian();
      }
    }
    double[][] gradient = new double[3][];
    for (int l = 0; l < 3; l++) {
      gradient[l] = new double[network.weights()[l].length];
    }
    network.forward(n);
    network.backward(adjoint, n, gradient);
    for (int l = 0; l < 3; l++) {
      for (int w = 0; w < gradient[l].length; w++) {
        float kept = network.weights()[l][w];
        float step = 1e-2f;
        network.weights()[l][w] = kept + step;
        double above = product(adjoint, network.forward(n));
        network.weights()[l][w] = kept - step;
        double below = product(adjoint, network.forward(n));
        network.weights()[l][w] = kept;
        assertThat(gradient[l][w]).isCloseTo((above - below) / (2 * step), within(2e-2));
      }
    }
  }

  private static double product(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (double) a[i] * b[i];
    }
    return sum;
  }
}
