package io.symlab.symbolic.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.symlab.symbolic.expression.Expression;
import io.symlab.symbolic.formula.ExpressionText;
import io.symlab.symbolic.island.RandomFormulas;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class DoubleEvaluatorTest {
  private final DoubleEvaluator evaluator = new DoubleEvaluator();

  @Property(tries = 200)
  void valuesAreThoseOfTheTree(@ForAll long seed) {
    Expression formula = RandomFormulas.any(seed);
    int rows = 1500;
    float[][] columns = RandomFormulas.columns(rows, seed);
    double[] out = new double[rows];
    evaluator.evaluate(Program.of(formula), columns, rows, out);
    for (int i = 0; i < rows; i += 37) {
      Double expected = formula.evaluate(RandomFormulas.row(columns, i));
      assertThat(Double.valueOf(out[i])).isEqualTo(expected);
    }
  }

  @Property(tries = 200)
  void averagesAreThoseOfTheSlowEvaluation(@ForAll long seed) {
    Expression formula = AveragesTest.formula(seed);
    int rows = 200;
    float[][] columns = AveragesTest.columns(rows, seed);
    double[] out = new double[rows];
    evaluator.evaluate(Program.of(formula, AveragesTest.SIGNALS), columns, rows, out);
    for (int i = 0; i < rows; i++) {
      double expected = AveragesTest.SIGNALS.evaluate(formula, RandomFormulas.row(columns, i));
      assertThat(out[i]).isCloseTo(expected, within(1e-12 * (1 + Math.abs(expected))));
    }
  }

  @Test
  void doublesKeepTheirDigits() {
    double[] out = new double[1];
    evaluator.evaluate(
        Program.of(ExpressionText.parse("x0 - 1", List.of())),
        new double[][] {{1 + 1e-12}},
        1,
        out);
    assertThat(out[0]).isEqualTo(1 + 1e-12 - 1);
  }

  @Test
  void missingColumnsAreNamed() {
    Program program = Program.of(ExpressionText.parse("x3", List.of()));
    assertThatThrownBy(() -> evaluator.evaluate(program, new double[2][1], 1, new double[1]))
        .hasMessageContaining("variable 3")
        .hasMessageContaining("2 columns");
  }
}
