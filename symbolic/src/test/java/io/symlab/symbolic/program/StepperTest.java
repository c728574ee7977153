package io.symlab.symbolic.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.symlab.symbolic.expression.Expression;
import io.symlab.symbolic.expression.Signals;
import io.symlab.symbolic.formula.ExpressionText;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class StepperTest {
  private static Recurrence recurrence(Expression formula) {
    return Recurrence.of(formula, MemoryFormulas.NAMES, MemoryFormulas.SIGNALS);
  }

  private static Recurrence recurrence(String text) {
    return recurrence(ExpressionText.parse(text, MemoryFormulas.NAMES, MemoryFormulas.SIGNALS));
  }

  /** The output of the last of L steps through the windows of some rows. */
  private static double[] through(Stepper stepper, double[]... rows) {
    double[] output = null;
    for (int lag = MemoryFormulas.LAGS - 1; lag >= 0; lag--) {
      double[][] inputs = new double[stepper.inputs().size()][rows.length];
      for (int input = 0; input < inputs.length; input++) {
        int column = stepper.inputs().get(input).column();
        boolean signal = MemoryFormulas.SIGNALS.of(column) != null;
        int read = signal ? MemoryFormulas.SIGNALS.shifted(column, lag) : column;
        for (int i = 0; i < rows.length; i++) {
          inputs[input][i] = rows[i][read];
        }
      }
      output = stepper.next(inputs);
    }
    return output;
  }

  @Property(tries = 500)
  void afterAsManyStepsAsLagsItIsTheFormulaOfTheWindow(@ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[][] rows = {MemoryFormulas.row(random), MemoryFormulas.row(random)};
    Expression formula = MemoryFormulas.withAverages(seed);
    double[] stepped = through(new Stepper(recurrence(formula), 2), rows);
    for (int i = 0; i < rows.length; i++) {
      double expected = MemoryFormulas.SIGNALS.evaluate(formula, rows[i]);
      if (Double.isFinite(expected)) {
        assertThat(stepped[i]).isCloseTo(expected, within(1e-12 * (1 + Math.abs(expected))));
      } else {
        assertThat((Object) stepped[i]).isEqualTo(expected);
      }
    }
  }

  @Test
  void laggedValuesUnderAnAverageAreKept() {
    Recurrence recurrence = recurrence("ema(lag(g, 2), 0.5)");
    assertThat(recurrence.memory()).isEqualTo(3);
    Stepper stepper = new Stepper(recurrence, 1);
    double[] outputs = new double[4];
    for (int step = 0; step < 4; step++) {
      outputs[step] = stepper.next(new double[][] {{step + 1}})[0];
    }
    assertThat(outputs).containsExactly(0, 0, 0.5, 1.25);
  }

  @Test
  void equalAveragesShareTheirState() {
    assertThat(recurrence("ema(g, 0.9) * ema(g, 0.9) + ema_hat(g, 0.9)").memory()).isEqualTo(1);
    assertThat(recurrence("ema(g, 0.9) + ema(g, 0.8) + ema(h, 0.9)").memory()).isEqualTo(3);
  }

  @Test
  void onlyAsManyOldValuesAsTheLongestLagAreKept() {
    assertThat(recurrence("g3 + g1 + h0").memory()).isEqualTo(3);
    assertThat(recurrence("g + h + age").hasMemory()).isFalse();
  }

  @Test
  void correctionIsByTheStepsSoFar() {
    Stepper stepper = new Stepper(recurrence("ema_hat(g, 0.9)"), 1);
    for (int step = 0; step < 30; step++) {
      assertThat(stepper.next(new double[][] {{7}})[0]).isCloseTo(7, within(1e-14));
    }
  }

  @Test
  void deepFormulasAreTakenApart() {
    StringBuilder text = new StringBuilder("g");
    for (int i = 0; i < 150; i++) {
      text.insert(0, "tanh(").append(')');
    }
    Recurrence recurrence = recurrence(text.toString());
    assertThat(recurrence.slots()).hasSizeGreaterThan(3);
    assertThat(recurrence.output().depth()).isLessThan(40);
  }

  @Test
  void inputsAreCounted() {
    Stepper stepper = new Stepper(recurrence("g * age"), 1);
    assertThat(stepper.inputs().stream().map(Recurrence.Input::name)).containsExactly("g", "age");
    assertThatThrownBy(() -> stepper.next(new double[][] {{1}})).hasMessageContaining("age");
  }

  @Test
  void withoutSignalsColumnsAreInputs() {
    Recurrence plain = Recurrence.of(Expression.variable(1), List.of("a", "b"), Signals.NONE);
    assertThat(plain.inputs()).containsExactly(new Recurrence.Input("b", 1));
  }
}
