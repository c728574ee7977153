package io.symlab.symbolic.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.symlab.symbolic.expression.Signals.Signal;
import io.symlab.symbolic.formula.ExpressionText;
import java.util.List;
import org.junit.jupiter.api.Test;

class SignalsTest {
  private static final List<String> NAMES = List.of("g0", "g1", "g2", "g3", "t");
  private static final Signals SIGNALS = new Signals(List.of(new Signal("g", 0, 1, 4)));
  private static final double[] ROW = {1, 2, -3, 4, 0.5};

  private static Expression parse(String text) {
    return ExpressionText.parse(text, NAMES, SIGNALS);
  }

  private static double value(String text) {
    return SIGNALS.evaluate(parse(text), ROW);
  }

  @Test
  void averagesRunFromTheOldestStepToTheNewest() {
    double mean = 0;
    for (double g : new double[] {4, -3, 2, 1}) {
      mean = 0.9 * mean + (1 - 0.9) * g;
    }
    assertThat(value("ema(g, 0.9)")).isCloseTo(mean, within(1e-15));
    assertThat(value("ema_hat(g, 0.9)")).isCloseTo(mean / (1 - Math.pow(0.9, 4)), within(1e-15));
  }

  @Test
  void lagsBeyondTheWindowAreZero() {
    double mean = 0;
    for (double g : new double[] {0, 0, 4, -3}) {
      mean = 0.5 * mean + 0.5 * g;
    }
    assertThat(value("ema(lag(g, 2), 0.5)")).isCloseTo(mean, within(1e-15));
  }

  @Test
  void anAverageOfAnAverageSeesTheOlderStepsOnly() {
    double inner = 0;
    double outer = 0;
    int steps = 0;
    for (double g : new double[] {4, -3, 2, 1}) {
      steps++;
      inner = 0.9 * inner + (1 - 0.9) * g;
      outer = 0.5 * outer + 0.5 * inner / (1 - Math.pow(0.9, steps));
    }
    assertThat(value("ema(ema_hat(g, 0.9), 0.5)")).isCloseTo(outer, within(1e-15));
  }

  @Test
  void textNamesSignalsAndReadsBack() {
    Expression formula = parse("ema(square(g0) + g3, 0.99) / t - lag(g, 1)");
    String text = ExpressionText.print(formula, SIGNALS.names(NAMES));
    assertThat(text).isEqualTo("ema(square(g) + lag(g, 3), 0.99) / t - lag(g, 1)");
    assertThat(parse(text)).isEqualTo(formula);
  }

  @Test
  void factorsMoveOutOfAverages() {
    assertThat(Simplifier.simplify(parse("ema(-(3.0 * g), 0.9)")))
        .isEqualTo(parse("-3.0 * ema(g, 0.9)"));
  }

  @Test
  void whatIsNoSignalCannotBeAveraged() {
    assertThatThrownBy(() -> parse("ema(t, 0.9)")).hasMessageContaining("over signals");
    assertThatThrownBy(() -> parse("ema(g, 1.5)")).hasMessageContaining("between 0 and 1");
    assertThatThrownBy(() -> parse("ema(g, g)")).hasMessageContaining("between 0 and 1");
    assertThatThrownBy(() -> parse("lag(t, 1)")).hasMessageContaining("takes a signal");
    assertThatThrownBy(() -> parse("lag(g, 4)")).hasMessageContaining("there are 4 lags");
    assertThatThrownBy(() -> parse("lag(g, 1.5)")).hasMessageContaining("whole number");
  }

  @Test
  void signalsOfOneRecordHaveEquallyManyLagsAndShareNoColumn() {
    Signal g = new Signal("g", 0, 2, 3);
    assertThatThrownBy(() -> new Signals(List.of(g, new Signal("m", 1, 2, 2))))
        .hasMessageContaining("equally many lags");
    assertThatThrownBy(() -> new Signals(List.of(g, new Signal("m", 4, 2, 3))))
        .hasMessageContaining("column 4 is in two signals");
    assertThat(new Signals(List.of(g, new Signal("m", 1, 2, 3))).shifted(1, 2)).isEqualTo(5);
  }
}
