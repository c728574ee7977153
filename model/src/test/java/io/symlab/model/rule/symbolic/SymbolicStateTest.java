package io.symlab.model.rule.symbolic;

import static org.assertj.core.api.Assertions.assertThat;

import io.symlab.model.rule.UpdateRule;
import io.symlab.model.rule.features.Feature;
import io.symlab.model.rule.features.FeatureState;
import io.symlab.model.rule.features.SampleNames;
import io.symlab.symbolic.Randomness;
import io.symlab.symbolic.expression.Signals;
import io.symlab.symbolic.formula.ExpressionText;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules that run in blocks against the cell that is tuned, which goes over whole planes. */
class SymbolicStateTest {
  private static final List<Feature> FEATURES = List.of(Feature.values());
  private static final int WINDOW = 8;
  private static final Signals SIGNALS = SampleNames.signals(FEATURES, WINDOW);

  private static SymbolicRule rule(String text) {
    var expression = ExpressionText.parse(text, SampleNames.of(FEATURES, WINDOW), SIGNALS);
    return new SymbolicRule("test", expression, FEATURES, WINDOW, 0.01, SIGNALS);
  }

  /** There is no tolerance: both round in the same places. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.5",
        "-mt",
        "gt * g",
        "-tanh(mt + 0.5 * gt)",
        "-tanh(mt + 0.5 * lag(mt, 4) + 0.25 * lag(gt, 7))",
        "lag(g, 3) - lag(g, 1)",
        "mom5 + mom9 * lag(mom99, 2) - lag(mom5, 1)",
        "t * lag(t, 5) + lag(mom9, 3)",
        "-ema_hat(g, 0.9) / (sqrt(ema_hat(square(g), 0.95)) + 0.1)",
        "tanh(2 * ema(ema_hat(lag(g, 2), 0.6) + lag(mt, 1), 0.8)) + ema(mom5, 0.6) + t"
      })
  void updatesAreThoseOfTheCellBitByBit(String text) {
    SymbolicRule rule = rule(text);
    for (int n : new int[] {0, 1, 23, 2048, 5000}) {
      FeatureState features = new FeatureState(rule.features(), n);
      SymbolicCell cell = rule.open(n);
      SplittableRandom random = Randomness.stream(5, "symbolic-state-test");
      float[] gradient = new float[n];
      float[] expected = new float[n];
      float[] update = new float[n];
      try (UpdateRule.State state = rule.start(n)) {
        for (int step = 1; step <= 20; step++) {
          for (int i = 0; i < n; i++) {
            gradient[i] = (float) (random.nextDouble() - 0.5);
          }
          cell.forward(features.next(gradient, step), expected);
          cell.drop();
          state.update(gradient, step, update);
          assertThat(update).as("%s, %d, step %d", text, n, step).isEqualTo(expected);
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "-tanh(mt); 2; 6",
        "mt + gt; 2; 6",
        "gt; 1; 4",
        "g; 0; 2",
        "mom5 + t + lag(t, 7); 1; 4",
        "mt + lag(gt, 7) + lag(gt, 2); 9; 9",
        "mom9 + lag(mom9, 3); 3; 5",
        "ema(mt, 0.9) - ema_hat(square(g), 0.99); 4; 10"
      })
  void whatIsKeptIsAveragesAndLongestLags(String text, int memory, int traffic) {
    SymbolicRule rule = rule(text);
    assertThat(rule.memory()).isEqualTo(memory);
    assertThat(rule.traffic()).isEqualTo(traffic);
    try (var state = (SymbolicState) rule.start(4096)) {
      assertThat(state.numbers()).isEqualTo(4096L * memory);
    }
  }
}
