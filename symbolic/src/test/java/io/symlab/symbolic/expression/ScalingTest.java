package io.symlab.symbolic.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.symlab.symbolic.formula.ExpressionText;
import io.symlab.symbolic.island.RandomFormulas;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScalingTest {
  @Property(tries = 500)
  void theResultIsScaleTimesFormulaPlusOffset(@ForAll long seed) {
    Expression formula = RandomFormulas.any(seed);
    Expression scaled = Scaling.apply(formula, -0.003, 0.25);
    assertThat(scaled.complexity()).isLessThanOrEqualTo(formula.complexity() + 4);
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < 10; i++) {
      double[] row = RandomFormulas.row(random);
      double value = formula.evaluate(row);
      if (Double.isFinite(value) && Math.abs(value) < 1e6) {
        assertThat(scaled.evaluate(row))
            .isCloseTo(-0.003 * value + 0.25, within(1e-9 * (1 + Math.abs(value))));
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "3 * mt_0; 6.0 * mt_0 + 1.0",
        "mt_0 + 3; 2.0 * (mt_0 + 3.5)",
        "4 * mt_0 + 3; 8.0 * mt_0 + 7.0",
        "-mt_0; -2.0 * mt_0 + 1.0",
        "3 / mt_0; 6.0 / mt_0 + 1.0",
        "tanh(mt_0); 2.0 * tanh(mt_0) + 1.0"
      })
  void constantsThatAreThereTakeItUp(String before, String after) {
    Expression formula = ExpressionText.parse(before, RandomFormulas.NAMES);
    assertThat(ExpressionText.print(Scaling.apply(formula, 2, 1), RandomFormulas.NAMES))
        .isEqualTo(after);
  }
}
