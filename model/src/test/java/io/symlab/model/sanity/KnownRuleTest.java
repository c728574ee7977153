package io.symlab.model.sanity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.symlab.symbolic.expression.Signals;
import io.symlab.symbolic.formula.ExpressionText;
import io.symlab.symbolic.sample.SampleBatch;
import io.symlab.symbolic.sample.Samples;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KnownRuleTest {
  private static float[][] windows(int rows) {
    var random = new SplittableRandom(3);
    float[][] columns = new float[KnownRule.LAGS][rows];
    for (float[] column : columns) {
      for (int i = 0; i < rows; i++) {
        column[i] = (float) random.nextGaussian();
      }
    }
    return columns;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sgd | -0.01 * g",
        "mixed | g * g + lag(g, 1) + 2 * lag(g, 2) + exp(lag(g, 4))",
        "momentum | ema(g, 0.6)",
        "adam | ema_hat(g, 0.9) / (sqrt(ema_hat(square(g), 0.9)) + 1e-8)",
        "falling-sum | g + 0.9 * lag(g, 1) + 0.8 * lag(g, 2) + 0.7 * lag(g, 3) + 0.6 * lag(g, 4)"
            + " + 0.5 * lag(g, 5) + 0.4 * lag(g, 6) + 0.3 * lag(g, 7) + 0.2 * lag(g, 8)"
            + " + 0.1 * lag(g, 9)"
      })
  void eachRuleIsTheFormulaThatItIsKnownBy(String name, String formula) {
    KnownRule rule =
        KnownRule.ALL.stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow();
    Signals signals = KnownRule.signal();
    List<String> names = new ArrayList<>();
    for (int lag = 0; lag < KnownRule.LAGS; lag++) {
      names.add("g_" + lag);
    }
    Samples rows = rule.applied(windows(50));
    var expression = ExpressionText.parse(formula, names, signals);
    for (int i = 0; i < 50; i++) {
      double[] row = new double[KnownRule.LAGS];
      for (int lag = 0; lag < KnownRule.LAGS; lag++) {
        row[lag] = rows.column(lag)[i];
      }
      assertThat((double) rows.target()[i])
          .isCloseTo(signals.evaluate(expression, row), within(1e-5));
    }
  }

  @Test
  void windowsAreSpreadEvenlyOverAllBatches() {
    int width = KnownRule.LAGS + 1;
    float[] values = new float[6 * width];
    for (int i = 0; i < values.length; i++) {
      values[i] = i;
    }
    var batch = new SampleBatch(0, 6, width, values);
    float[][] columns = GradientWindows.of(List.of(batch, batch), 4);
    assertThat(columns).hasDimensions(KnownRule.LAGS, 4);
    assertThat(columns[0]).containsExactly(0, 3 * width, 0, 3 * width);
    assertThat(columns[2]).containsExactly(2, 3 * width + 2, 2, 3 * width + 2);
    assertThat(GradientWindows.of(List.of(batch), 100)[0]).hasSize(6);
  }

  @Test
  void valuesAreScaledByOneNumber() {
    float[][] columns = {{1, -4}, {2, 3}};
    assertThat(GradientWindows.largest(columns)).isEqualTo(4);
    GradientWindows.scale(columns, 0.5f);
    assertThat(columns).isDeepEqualTo(new float[][] {{0.5f, -2}, {1, 1.5f}});
  }

  @Test
  void noGradientsAreSaidSo() {
    assertThatThrownBy(() -> GradientWindows.of(List.of(), 10)).hasMessageContaining("gradients");
    var other = new SampleBatch(0, 1, 3, new float[3]);
    assertThatThrownBy(() -> GradientWindows.of(List.of(other), 10)).hasMessageContaining("3");
  }
}
