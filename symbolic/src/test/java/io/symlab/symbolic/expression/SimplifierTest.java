package io.symlab.symbolic.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.symlab.symbolic.export.LaggedNames;
import io.symlab.symbolic.formula.ExpressionText;
import io.symlab.symbolic.island.RandomFormulas;
import io.symlab.symbolic.program.Program;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SimplifierTest {
  @Property(tries = 1000)
  void valuesStayTheSameWhereverTheyAreFinite(@ForAll long seed) {
    Expression formula = RandomFormulas.any(seed);
    Expression simple = Simplifier.simplify(formula);
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < 20; i++) {
      double[] row = RandomFormulas.row(random);
      double before = formula.evaluate(row);
      if (!isFinite(formula, row)
          || isOnACut(formula, row)
          || isIllConditioned(formula, row, before)) {
        continue;
      }
      double after = simple.evaluate(row);
      assertThat(Math.abs(after - before))
          .describedAs(
              "%s -> %s at %s: %s -> %s",
              ExpressionText.print(formula, RandomFormulas.NAMES),
              ExpressionText.print(simple, RandomFormulas.NAMES),
              java.util.Arrays.toString(row),
              before,
              after)
          .isLessThanOrEqualTo(1e-6 * (1e-3 + Math.abs(before)));
    }
  }

  private static boolean isFinite(Expression formula, double[] row) {
    boolean parts = true;
    if (formula instanceof Expression.Unary unary) {
      parts = isFinite(unary.argument(), row);
    } else if (formula instanceof Expression.Binary binary) {
      parts = isFinite(binary.left(), row) && isFinite(binary.right(), row);
    }
    return parts && Double.isFinite(formula.evaluate(row));
  }

  /** Where atan2 jumps: by the sign of a zero, which simplifying does not keep. */
  private static boolean isOnACut(Expression formula, double[] row) {
    if (formula instanceof Expression.Unary unary) {
      return isOnACut(unary.argument(), row);
    }
    return formula instanceof Expression.Binary binary
        && ((binary.operator() == Operator.ATAN2 && binary.left().evaluate(row) == 0)
            || isOnACut(binary.left(), row)
            || isOnACut(binary.right(), row));
  }

  /** Where a formula multiplies rounding errors by thousands, equal ones may differ. */
  private static boolean isIllConditioned(Expression formula, double[] row, double value) {
    Program program = Program.of(formula);
    // Several: the sign of what is chaotic stays the same by chance every other time.
    for (int k = -8; k <= 8; k++) {
      double change = k * 1.25e-10;
      double[] constants = program.constants();
      for (int i = 0; i < constants.length; i++) {
        constants[i] += change * (1 + i % 3) * Math.max(1, Math.abs(constants[i]));
      }
      double[] moved = row.clone();
      for (int i = 0; i < moved.length; i++) {
        moved[i] += change * (i - 1.5);
      }
      double other = program.withConstants(constants).expression().evaluate(moved);
      if (!(Math.abs(other - value) <= 1e-6 * (1e-3 + Math.abs(value)))) {
        return true;
      }
    }
    return false;
  }

  @Property(tries = 500)
  void theResultIsNeverLargerAndSimplifiesNoFurther(@ForAll long seed) {
    Expression formula = RandomFormulas.any(seed);
    Expression simple = Simplifier.simplify(formula);
    assertThat(simple.complexity()).isLessThanOrEqualTo(formula.complexity());
    assertThat(Simplifier.simplify(simple)).isEqualTo(simple);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "2 * 3 + mt_0; mt_0 + 6.0",
        "0 * tanh(mt_0); 0.0",
        "mt_0 - mt_0; 0.0",
        "mt_0 + 0; mt_0",
        "1 * mt_0; mt_0",
        "2 * (3 * mt_0); 6.0 * mt_0",
        "mt_0 + 1 + 2; mt_0 + 3.0",
        "--mt_0; mt_0",
        "mt_0 + -gt_0; mt_0 - gt_0",
        "mt_0 / 4; 0.25 * mt_0",
        "2 / (4 * mt_0); 0.5 / mt_0",
        "sqrt(square(mt_0)); abs(mt_0)",
        "square(-mt_0); square(mt_0)",
        "tanh(-mt_0) * -2; 2.0 * tanh(mt_0)",
        "abs(exp(mt_0)); exp(mt_0)",
        "inv(inv(mt_0)); mt_0",
        "max(mt_0, mt_0); mt_0",
        "-(mt_0 - gt_0); gt_0 - mt_0",
        "log(exp(mt_0)); log(exp(mt_0))",
        "pow(mt_0, 2); pow(mt_0, 2.0)"
      })
  void identitiesAreKnown(String before, String after) {
    Expression formula = ExpressionText.parse(before, RandomFormulas.NAMES);
    assertThat(ExpressionText.print(Simplifier.simplify(formula), RandomFormulas.NAMES))
        .isEqualTo(after);
  }

  /** What single precision cannot tell from its argument is its argument. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "ema_hat(g, 7.0E-21); g",
        "ema(g, 1.0E-9); g",
        "tanh(ema_hat(square(lag(g, 2)), 1.0E-12)) * 2; 2.0 * tanh(square(lag(g, 2)))",
        "ema(g, 1.0E-6); ema(g, 1.0e-6)"
      })
  void anAverageThatForgetsAtOnceIsItsArgument(String before, String after) {
    List<String> columns = List.of("g_0", "g_1", "g_2");
    Signals signals = LaggedNames.signals(columns);
    Expression formula = ExpressionText.parse(before, columns, signals);
    Expression simple = Simplifier.simplify(formula);
    assertThat(ExpressionText.print(simple, signals.names(columns))).isEqualTo(after);
    float[] row = {0.3f, -1.5f, 2.25f};
    float value = (float) signals.evaluate(formula, new double[] {row[0], row[1], row[2]});
    assertThat((float) signals.evaluate(simple, new double[] {row[0], row[1], row[2]}))
        .isCloseTo(value, within(3e-7f));
  }
}
