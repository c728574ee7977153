package io.symlab.symbolic.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.symlab.symbolic.expression.Expression;
import io.symlab.symbolic.expression.Operator;
import io.symlab.symbolic.formula.ExpressionText;
import io.symlab.symbolic.island.RandomFormulas;
import io.symlab.symbolic.program.Evaluator;
import io.symlab.symbolic.program.Program;
import io.symlab.symbolic.sample.Samples;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConstantFittingTest {
  private static final int ROWS = 700;
  private final Evaluator evaluator = new Evaluator();
  private final ConstantFitting fitting = new ConstantFitting(evaluator);

  private static Samples exact(String rule) {
    Expression formula = ExpressionText.parse(rule, List.of());
    float[][] columns = RandomFormulas.columns(ROWS, 1);
    float[] y = new float[ROWS];
    for (int i = 0; i < ROWS; i++) {
      y[i] = (float) formula.evaluate(RandomFormulas.row(columns, i));
    }
    return Samples.of(columns, y);
  }

  @Test
  void constantsThatMadeTheDataAreFound() {
    Samples samples = exact("-0.7 * tanh(2.3 * x0 + 0.4) + 0.1 * x1");
    Program start = Program.of(ExpressionText.parse("-1 * tanh(1 * x0 + 0) + 1 * x1", List.of()));
    Program fitted = fitting.fit(start, new Scoring(samples, evaluator), false, null, 40);
    assertThat(fitted.constants()[0]).isCloseTo(-0.7, within(1e-3));
    assertThat(fitted.constants()[1]).isCloseTo(2.3, within(1e-3));
    assertThat(fitted.constants()[2]).isCloseTo(0.4, within(1e-3));
    assertThat(fitted.constants()[3]).isCloseTo(0.1, within(1e-3));
    assertThat(fitting.loss()).isLessThan(1e-6);
  }

  @Test
  void tinyTargetsAreFittedAsWellUpToScaleAndOffset() {
    Samples samples = exact("1.0E-5 * tanh(2.3 * x0 + 0.4) + 0.01");
    Scoring scoring = new Scoring(samples, evaluator);
    Program start = Program.of(ExpressionText.parse("tanh(1.0 * x0 + 0.1)", List.of()));
    double before = scoring.score(start);
    Program fitted = fitting.fit(start, scoring, 20);
    assertThat(before).isGreaterThan(1e-3);
    // y is a float around 0.01: its own rounding is 1e-9, its deviation 1e-5.
    assertThat(fitting.loss()).isLessThan(1e-6);
    assertThat(scoring.scale()).isCloseTo(1e-5, within(1e-7));
    assertThat(scoring.offset()).isCloseTo(0.01, within(1e-7));
    assertThat(fitted.constants()[0]).isCloseTo(2.3, within(0.01));
  }

  @Test
  void noStepMakesItWorse() {
    Samples samples = RandomFormulas.saturating(ROWS, 3);
    Scoring scoring = new Scoring(samples, evaluator);
    for (int seed = 0; seed < 100; seed++) {
      assertThat(gain(RandomFormulas.any(seed), scoring)).isNotNegative();
    }
    // Of what a search draws by itself, many have a constant that can be better.
    int better = 0;
    for (int seed = 0; seed < 100; seed++) {
      better += gain(RandomFormulas.of(seed, Operator.USUAL), scoring) > 0 ? 1 : 0;
    }
    assertThat(better).isGreaterThan(20);
  }

  /** By how much a few steps lower the loss. */
  private double gain(Expression formula, Scoring scoring) {
    Program start = Program.of(formula);
    double before = scoring.score(start);
    fitting.fit(start, scoring, 4);
    return fitting.loss() == before ? 0 : before - fitting.loss();
  }

  @Test
  void innerProductsOnVectorsAndInPlainLoopsHaveTheSameBits() {
    float[][] columns = RandomFormulas.columns(3501, 5);
    var best = io.symlab.symbolic.kernels.KernelSet.best().products();
    var plain = io.symlab.symbolic.kernels.KernelSet.plain().products();
    for (int n : new int[] {0, 1, 63, 64, 65, 1024, 1300, 3501}) {
      double expected = 0;
      for (int i = 0; i < n; i++) {
        expected += (double) columns[0][i] * columns[1][i];
      }
      assertThat(plain.dot(columns[0], columns[1], n)).isCloseTo(expected, within(1e-4));
      assertThat(best.dot(columns[0], columns[1], n))
          .isEqualTo(plain.dot(columns[0], columns[1], n));
    }
  }
}
