package io.symlab.symbolic.formula;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.symlab.symbolic.expression.Signals;
import io.symlab.symbolic.expression.Signals.Signal;
import io.symlab.symbolic.fit.ConstantFitting;
import io.symlab.symbolic.fit.Scoring;
import io.symlab.symbolic.island.GradientWindows;
import io.symlab.symbolic.island.RandomFormulas;
import io.symlab.symbolic.program.Evaluator;
import io.symlab.symbolic.program.Program;
import io.symlab.symbolic.sample.Samples;
import java.util.List;
import org.junit.jupiter.api.Test;

class GuessTest {
  private static final List<String> NAMES = List.of("g0", "g1", "g2", "g3", "t");
  private static final Signals SIGNALS = new Signals(List.of(new Signal("g", 0, 1, 4)));

  @Test
  void namesOfNoColumnAreFreeConstants() {
    Guess guess = Guess.parse("p1 * tanh(p2 * g0) + p1 * g1 + 3", NAMES, SIGNALS);
    assertThat(guess.expression())
        .isEqualTo(ExpressionText.parse("1 * tanh(1 * g0) + 1 * g1 + 3", NAMES));
    assertThat(guess.ties()).containsExactly(0, 1, 0, -1);
  }

  @Test
  void aFreeDecayStartsBetweenZeroAndOne() {
    Guess guess = Guess.parse("p * ema(g, p2)", NAMES, SIGNALS);
    assertThat(guess.expression())
        .isEqualTo(ExpressionText.parse("1 * ema(g, 0.9)", NAMES, SIGNALS));
  }

  @Test
  void mistakesAreNamed() {
    assertThatThrownBy(() -> Guess.parse("p1 * h", NAMES, SIGNALS))
        .hasMessageContaining("no variable is called \"h\"");
    assertThatThrownBy(() -> Guess.parse("sinus(g0)", NAMES, SIGNALS))
        .hasMessageContaining("no operator is called \"sinus\"");
    assertThatThrownBy(() -> Guess.parse("ema(t, p1)", NAMES, SIGNALS))
        .hasMessageContaining("averages");
    assertThatThrownBy(() -> Guess.parse("tanh(?)", NAMES, SIGNALS))
        .hasMessageContaining("templates");
  }

  @Test
  void tiedConstantsStayOneWhileTheyAreFitted() {
    float[][] columns = RandomFormulas.columns(500, 1);
    float[] y = new float[500];
    for (int i = 0; i < 500; i++) {
      y[i] = (float) (2 * Math.tanh(1.7 * columns[0][i]) - Math.tanh(1.7 * columns[1][i]));
    }
    Guess guess =
        Guess.parse(
            "p1 * tanh(p2 * x0) + p3 * tanh(p2 * x1)", List.of("x0", "x1", "x2"), Signals.NONE);
    ConstantFitting fitting = new ConstantFitting(new Evaluator());
    Scoring scoring = new Scoring(Samples.of(columns, y), new Evaluator());
    double[] fitted =
        fitting.fit(Program.of(guess.expression()), scoring, false, guess.ties(), 40).constants();
    assertThat(fitted[1]).isEqualTo(fitted[3]);
    assertThat(fitted).containsExactly(new double[] {2, 1.7, -1, 1.7}, within(1e-3));
  }

  @Test
  void decaysAreFittedBetweenZeroAndOne() {
    Samples samples =
        GradientWindows.samples(
            2000,
            20,
            3,
            g -> {
              double mean = 0;
              for (int j = 19; j >= 0; j--) {
                mean = 0.83 * mean + 0.17 * g[j];
              }
              return -0.2 * mean;
            });
    Signals signals = new Signals(List.of(new Signal("g", 0, 1, 20)));
    Program start = Program.of(ExpressionText.parse("ema(x0, 0.3)", List.of(), signals), signals);
    ConstantFitting fitting = new ConstantFitting(new Evaluator());
    Program fitted = fitting.fit(start, new Scoring(samples, new Evaluator()), 30);
    assertThat(fitting.loss()).isLessThan(1e-6);
    assertThat(fitted.constants()[0]).isCloseTo(0.83, within(1e-3));
  }
}
