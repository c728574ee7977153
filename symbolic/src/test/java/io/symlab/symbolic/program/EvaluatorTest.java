package io.symlab.symbolic.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.symlab.symbolic.expression.Expression;
import io.symlab.symbolic.expression.Operator;
import io.symlab.symbolic.formula.ExpressionText;
import io.symlab.symbolic.island.RandomFormulas;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class EvaluatorTest {
  /** More than two blocks, so that later blocks are evaluated too. */
  private static final int MANY = 2 * Evaluator.BLOCK + 100;

  private static final List<Operator> SMOOTH =
      List.of(
          Operator.ADD, Operator.SUB, Operator.MUL, Operator.TANH, Operator.SIN, Operator.ASINH);

  @Property(tries = 200)
  void valuesAreThoseOfTheTreeUpToSinglePrecision(@ForAll long seed) {
    Expression formula = RandomFormulas.of(seed, SMOOTH);
    float[][] columns = RandomFormulas.columns(50, seed);
    float[] out = new float[50];
    new Evaluator().evaluate(Program.of(formula), columns, 50, out);
    for (int i = 0; i < 50; i++) {
      double expected = formula.evaluate(RandomFormulas.row(columns, i));
      if (Math.abs(expected) < 1e3) {
        assertThat((double) out[i]).isCloseTo(expected, within(1e-3 * (1 + Math.abs(expected))));
      }
    }
  }

  @Property(tries = 50)
  void rowsDoNotDependOnTheBlockTheyAreIn(@ForAll long seed) {
    Program program = Program.of(RandomFormulas.any(seed));
    float[][] columns = RandomFormulas.columns(MANY, seed);
    Evaluator evaluator = new Evaluator();
    float[] all = new float[MANY];
    evaluator.evaluate(program, columns, MANY, all);
    int from = MANY - 150;
    float[][] last = new float[columns.length][];
    for (int f = 0; f < columns.length; f++) {
      last[f] = java.util.Arrays.copyOfRange(columns[f], from, MANY);
    }
    float[] alone = new float[150];
    evaluator.evaluate(program, last, 150, alone);
    assertThat(java.util.Arrays.copyOfRange(all, from, MANY)).isEqualTo(alone);
  }

  @Property(tries = 200)
  void constantsDerivativesAgreeWithFiniteDifferences(@ForAll long seed) {
    Expression formula = RandomFormulas.of(seed, SMOOTH);
    Program program = Program.of(formula);
    int rows = 40;
    float[][] columns = RandomFormulas.columns(rows, seed);
    float[] adjoint = columns[2];
    double[] derivatives = new double[program.constantCount()];
    new Evaluator().backward(program, columns, rows, adjoint, derivatives);
    for (int k = 0; k < derivatives.length; k++) {
      double h = 1e-5;
      double up = weighted(moved(program, k, h), columns, adjoint, rows);
      double down = weighted(moved(program, k, -h), columns, adjoint, rows);
      double expected = (up - down) / (2 * h);
      if (Math.abs(up) < 1e4) {
        assertThat(derivatives[k]).isCloseTo(expected, within(2e-3 * (1 + Math.abs(expected))));
      }
    }
  }

  private static Expression moved(Program program, int k, double by) {
    double[] constants = program.constants();
    constants[k] += by;
    return program.withConstants(constants).expression();
  }

  private static double weighted(Expression f, float[][] columns, float[] weights, int rows) {
    double sum = 0;
    for (int i = 0; i < rows; i++) {
      sum += weights[i] * f.evaluate(RandomFormulas.row(columns, i));
    }
    return sum;
  }

  @Test
  void inputsDerivativesAreGivenPerRowAndVariable() {
    // x0 occurs twice: d/dx0 (x0 * x1 + tanh(x0)) = x1 + 1 - tanh(x0)^2.
    Program program = Program.of(ExpressionText.parse("x0 * x1 + tanh(x0)", List.of()));
    float[][] columns = RandomFormulas.columns(MANY, 3);
    float[] adjoint = new float[MANY];
    java.util.Arrays.fill(adjoint, 2f);
    float[][] inputs = {new float[MANY], null, null};
    new Evaluator().backward(program, columns, MANY, adjoint, new double[0], inputs);
    for (int i = 0; i < MANY; i += 37) {
      double tanh = Math.tanh(columns[0][i]);
      assertThat((double) inputs[0][i])
          .isCloseTo(2 * (columns[1][i] + 1 - tanh * tanh), within(1e-5));
    }
  }

  @Test
  void derivativesAreAddedToWhatIsThere() {
    Program program = Program.of(ExpressionText.parse("3 * x0", List.of()));
    double[] sum = {100};
    float[][] columns = {{1, 2}};
    Evaluator evaluator = new Evaluator();
    evaluator.backward(program, columns, 2, new float[] {1, 1}, sum);
    evaluator.backward(program, columns, 2, new float[] {1, 1}, sum);
    assertThat(sum[0]).isEqualTo(106);
  }

  @Property(tries = 200)
  void programsTurnBackIntoTheirExpression(@ForAll long seed) {
    Expression formula = RandomFormulas.any(seed);
    Program program = Program.of(formula);
    assertThat(program.expression()).isEqualTo(formula);
    assertThat(program.length()).isEqualTo(formula.complexity());
    assertThat(program.withConstants(program.constants())).isEqualTo(program);
  }

  @Test
  void missingColumnsAreNamed() {
    Program program = Program.of(ExpressionText.parse("x3", List.of()));
    assertThatThrownBy(() -> new Evaluator().evaluate(program, new float[2][1], 1, new float[1]))
        .hasMessageContaining("variable 3")
        .hasMessageContaining("2 columns");
  }

  @Test
  void evaluationsAndNodeRowsAreCounted() {
    Evaluator evaluator = new Evaluator();
    Program program = Program.of(ExpressionText.parse("x0 + 1", List.of()));
    evaluator.evaluate(program, new float[1][10], 10, new float[10]);
    assertThat(evaluator.evaluations()).isEqualTo(1);
    assertThat(evaluator.nodeRows()).isEqualTo(30);
  }
}
