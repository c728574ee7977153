package io.symlab.symbolic.regression;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** A search told to be one in doubles sees what floats round away. */
class InDoublesTest {
  private static final int ROWS = 200;

  @Test
  void aTermFarBelowTheRoundingOfFloatsIsFound() {
    double[][] x = new double[ROWS][2];
    double[] y = new double[ROWS];
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < ROWS; i++) {
      x[i][0] = random.nextDouble(-1, 1);
      x[i][1] = random.nextDouble(-1, 1);
      y[i] = x[i][0] + 3e-9 * x[i][1] * x[i][1];
    }
    double floats = least(x, y, false);
    double doubles = least(x, y, true);
    assertThat(doubles).isLessThan(1e-24);
    assertThat(floats).isGreaterThan(1e-20);
  }

  private static double least(double[][] x, double[] y, boolean doubles) {
    RegressionResult found =
        SymbolicRegression.builder()
            .operators("+", "-", "*")
            .rounds(20)
            .threads(1)
            .doubles(doubles)
            .build()
            .fit(x, y);
    double[] predicted = found.predict(x);
    double sum = 0;
    for (int i = 0; i < ROWS; i++) {
      double residual = predicted[i] - y[i];
      sum += residual * residual;
    }
    return sum / ROWS;
  }
}
