package io.symlab.symbolic.regression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.symlab.symbolic.front.FrontChoice;
import io.symlab.symbolic.front.ScoredFront;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Columns and y that lie far from 0 for their spread are searched as any are. */
class FarColumnsTest {
  private static final int ROWS = 300;

  private static double[][] columns(double offset, double spread) {
    SplittableRandom random = new SplittableRandom(3);
    double[][] x = new double[ROWS][2];
    for (double[] row : x) {
      row[0] = offset + spread * random.nextDouble();
      row[1] = random.nextDouble();
    }
    return x;
  }

  private static double[] y(double[][] x, ToDoubleFunction<double[]> law) {
    double[] y = new double[x.length];
    for (int i = 0; i < y.length; i++) {
      y[i] = law.applyAsDouble(x[i]);
    }
    return y;
  }

  private static RegressionResult fit(double[][] x, double[] y, boolean doubles) {
    return SymbolicRegression.builder()
        .operators("+", "-", "*", "/", "square")
        .rounds(6)
        .population(64)
        .doubles(doubles)
        .build()
        .fit(x, y);
  }

  @ParameterizedTest
  @CsvSource({"48.8566, 1e-5", "1.7e12, 60000", "101325, 30", "-3e9, 0.5"})
  void aLineInAColumnFarOffIsFound(double offset, double spread) {
    double[][] x = columns(offset, spread);
    double[] y = y(x, row -> (row[0] - offset) / spread + row[1]);
    RegressionResult found = fit(x, y, false);
    ScoredFront.Row row = found.front().choose(FrontChoice.DEFAULT);
    assertThat(row.r2Train()).isGreaterThan(0.9999);
    double[] predicted = found.predict(found.formula(row), x);
    for (int i = 0; i < 20; i++) {
      assertThat(predicted[i]).isCloseTo(y[i], within(0.01));
    }
  }

  @Test
  void aLargeOffsetOfYIsTold() {
    double[][] x = columns(0, 1);
    double[] y = y(x, row -> 1e7 + row[0] + row[1]);
    RegressionResult found = fit(x, y, false);
    ScoredFront.Row row = found.front().choose(FrontChoice.DEFAULT);
    assertThat(row.r2Train()).isGreaterThan(0.999999);
    assertThat(row.complexity()).isEqualTo(5);
    assertThat(found.predict(found.formula(row), x)[0]).isCloseTo(y[0], within(1e-5));
  }

  @Test
  void inDoublesALawIsFoundToMoreDigitsThanFloatsHave() {
    double[][] x = columns(1, 2);
    double[] y = y(x, row -> 1.23456789012345 * row[0] + 0.1 * row[1] * row[1]);
    double floats = fit(x, y, false).front().accuracy().loss();
    ScoredFront.Row doubles = fit(x, y, true).front().accuracy();
    assertThat(floats).isLessThan(1e-9);
    assertThat(doubles.loss()).isLessThan(1e-24);
  }
}
