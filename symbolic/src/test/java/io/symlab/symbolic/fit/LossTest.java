package io.symlab.symbolic.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.symlab.symbolic.expression.Expression;
import io.symlab.symbolic.formula.ExpressionText;
import io.symlab.symbolic.island.RandomFormulas;
import io.symlab.symbolic.program.Evaluator;
import io.symlab.symbolic.program.Program;
import io.symlab.symbolic.sample.Samples;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LossTest {
  @ParameterizedTest
  @ValueSource(strings = {"mse", "mae", "huber(0.5)", "quantile(0.9)"})
  void textReadsBack(String text) {
    assertThat(Loss.parse(text).text()).isEqualTo(text);
    assertThat(Loss.parse(" " + text + " ")).isEqualTo(Loss.parse(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "rmse", "huber", "huber()", "huber(-1)", "quantile(1)", "mse(2)"})
  void whatIsNoLossIsRefused(String text) {
    assertThatThrownBy(() -> Loss.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"mse", "mae", "huber(0.5)", "quantile(0.9)"})
  void reweightedSquaresHaveTheSlopeOfTheLoss(String text) {
    Loss loss = Loss.parse(text);
    double h = 1e-6;
    for (double r : new double[] {-3, -0.4, 0.02, 0.3, 2}) {
      double slope = (loss.of(r + h) - loss.of(r - h)) / (2 * h);
      assertThat(2 * r * loss.weight(r, 1e-9)).isCloseTo(slope, within(1e-5));
    }
  }

  @Test
  void anOffsetIsTheMeanTheMedianOrTheQuantile() {
    float[] y = new float[101];
    for (int i = 0; i < y.length; i++) {
      y[i] = i < 100 ? i : 100_000;
    }
    assertThat(offset("mse", y)).isCloseTo(1039, within(1.0));
    assertThat(offset("mae", y)).isCloseTo(50, within(3.0));
  }

  /** The best b of b alone. */
  private static double offset(String loss, float[] y) {
    Samples samples = Samples.of(new float[1][y.length], y);
    Scoring scoring = new Scoring(samples, new Evaluator(), Loss.parse(loss));
    double best = Double.POSITIVE_INFINITY;
    double at = 0;
    for (int b = 0; b < 2000; b++) {
      Program constant = Program.of(new Expression.Constant(b));
      double mean = scoring.mean(constant);
      if (mean < best) {
        best = mean;
        at = b;
      }
    }
    return at;
  }

  @Test
  void absoluteErrorsIgnoreOutliersWhereSquaresDoNot() {
    float[][] columns = RandomFormulas.columns(400, 1);
    float[] y = new float[400];
    for (int i = 0; i < 400; i++) {
      y[i] = 3 * columns[0][i] + 1 + (i % 10 == 0 ? 50 : 0);
    }
    Samples samples = Samples.of(columns, y);
    Program x = Program.of(ExpressionText.parse("x0", List.of()));
    Scoring absolute = new Scoring(samples, new Evaluator(), Loss.parse("mae"));
    absolute.score(x);
    assertThat(absolute.scale()).isCloseTo(3, within(0.1));
    assertThat(absolute.offset()).isCloseTo(1, within(0.3));
    Scoring square = new Scoring(samples, new Evaluator());
    square.score(x);
    assertThat(square.offset()).isGreaterThan(4);
  }

  @Test
  void aWeightCountsAsOftenAsItsRow() {
    float[][] columns = RandomFormulas.columns(300, 2);
    float[] y = RandomFormulas.columns(300, 3)[1];
    float[] weights = new float[300];
    float[][] repeated = new float[columns.length][600];
    float[] repeatedY = new float[600];
    int n = 0;
    for (int i = 0; i < 300; i++) {
      weights[i] = i % 3;
      for (int k = 0; k < i % 3; k++) {
        for (int f = 0; f < columns.length; f++) {
          repeated[f][n] = columns[f][i];
        }
        repeatedY[n++] = y[i];
      }
    }
    for (int f = 0; f < columns.length; f++) {
      repeated[f] = java.util.Arrays.copyOf(repeated[f], n);
    }
    Samples weighted = Samples.of(columns, y, weights);
    Samples plain = Samples.of(repeated, java.util.Arrays.copyOf(repeatedY, n));
    assertThat(weighted.targetVariance()).isCloseTo(plain.targetVariance(), within(1e-6));
    for (String loss : List.of("mse", "mae", "huber(0.5)")) {
      Scoring one = new Scoring(weighted, new Evaluator(), Loss.parse(loss));
      Scoring other = new Scoring(plain, new Evaluator(), Loss.parse(loss));
      Program program = Program.of(ExpressionText.parse("tanh(x0) + x1 * x2", List.of()));
      assertThat(one.score(program)).isCloseTo(other.score(program), within(1e-5));
      assertThat(one.scoreAsItStands(program))
          .isCloseTo(other.scoreAsItStands(program), within(1e-5));
    }
  }

  @Test
  void weightsThatCannotBeAreRefused() {
    float[][] columns = new float[1][2];
    assertThatThrownBy(() -> Samples.of(columns, new float[2], new float[] {1, -1}))
        .hasMessageContaining("-1.0");
    assertThatThrownBy(() -> Samples.of(columns, new float[2], new float[2]))
        .hasMessageContaining("not only zeros");
  }
}
