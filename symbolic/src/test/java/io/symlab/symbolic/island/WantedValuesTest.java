package io.symlab.symbolic.island;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.symlab.symbolic.expression.Expression;
import io.symlab.symbolic.expression.Trees;
import io.symlab.symbolic.expression.Trees.Kind;
import io.symlab.symbolic.formula.ExpressionText;
import io.symlab.symbolic.program.Evaluator;
import io.symlab.symbolic.sample.Samples;
import io.symlab.symbolic.settings.SearchSettings;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WantedValuesTest {
  private static final SearchSettings SETTINGS = SearchSettings.builder().build();
  private static final int ROWS = 50;

  /** From 0.5 to 2. */
  private static final float[][] COLUMNS = new float[3][ROWS];

  static {
    SplittableRandom random = new SplittableRandom(3);
    for (float[] column : COLUMNS) {
      for (int i = 0; i < ROWS; i++) {
        column[i] = (float) (0.5 + 1.5 * random.nextDouble());
      }
    }
  }

  private static final Samples SAMPLES = Samples.of(COLUMNS, new float[ROWS]);

  private static double[] values(Expression formula) {
    double[] values = new double[ROWS];
    for (int i = 0; i < ROWS; i++) {
      values[i] = formula.evaluate(RandomFormulas.row(COLUMNS, i));
    }
    return values;
  }

  /** Of what a formula has already, each of its nodes wants nothing else. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "x0 + x1",
        "x0 - x1",
        "x1 - x0",
        "x0 * x1",
        "x0 / x1",
        "x1 / x0",
        "-x0",
        "abs(x0)",
        "square(x0)",
        "cube(x0)",
        "sqrt(x0)",
        "log(x0)",
        "exp(x0)",
        "tanh(x0)",
        "inv(x0)",
        "sin(5 * x0)",
        "cos(5 * x0)",
        "asin(0.1 * tanh(x0))",
        "acos(0.1 * tanh(x0))",
        "atan(x0)",
        "x1 * exp(2 / (x0 - 20)) - sqrt(cube(x0 + 3) * x2)"
      })
  void aFormulaThatIsRightWantsWhatItHas(String text) {
    Expression formula = ExpressionText.parse(text, List.of());
    for (int node = 0; node < Trees.count(formula, Kind.ANY); node++) {
      WantedValues wanted =
          WantedValues.of(formula, node, values(formula), SETTINGS, SAMPLES, new Evaluator());
      double[] now = values(Trees.get(formula, Kind.ANY, node));
      for (int i = 0; i < ROWS; i++) {
        assertThat(wanted.values[i]).isEqualTo(now[i], within(1e-2 * (1 + Math.abs(now[i]))));
      }
    }
  }

  @Test
  void slopesSayHowTheFormulaFollowsTheNode() {
    Expression formula = ExpressionText.parse("2 * square(x0) / x1", List.of());
    int node = 4; // x0
    WantedValues wanted =
        WantedValues.of(formula, node, values(formula), SETTINGS, SAMPLES, new Evaluator());
    for (int i = 0; i < ROWS; i++) {
      double expected = 4 * COLUMNS[0][i] / COLUMNS[1][i];
      assertThat(wanted.slopes[i]).isEqualTo(expected, within(1e-3 * (1 + Math.abs(expected))));
    }
  }

  @Test
  void whatNoArgumentGivesIsNoNumber() {
    Expression formula = ExpressionText.parse("exp(x0)", List.of());
    double[] below = new double[ROWS];
    Arrays.fill(below, -1);
    WantedValues wanted = WantedValues.of(formula, 1, below, SETTINGS, SAMPLES, new Evaluator());
    assertThat(wanted.values).containsOnly(Double.NaN);
  }

  @Test
  void whatCannotBeSolvedForIsNull() {
    Expression formula = ExpressionText.parse("max(x0, x1)", List.of());
    assertThat(WantedValues.of(formula, 1, values(formula), SETTINGS, SAMPLES, new Evaluator()))
        .isNull();
  }
}
