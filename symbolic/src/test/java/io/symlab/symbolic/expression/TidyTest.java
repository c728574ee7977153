package io.symlab.symbolic.expression;

import static org.assertj.core.api.Assertions.assertThat;

import io.symlab.symbolic.formula.ExpressionText;
import io.symlab.symbolic.island.RandomFormulas;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TidyTest {
  private static final List<String> NAMES = RandomFormulas.NAMES;

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "mt_0 + -0.5; mt_0 - 0.5",
        "mt_0 - -0.5; mt_0 + 0.5",
        "mt_0 + -2.0 * gt_0; mt_0 - 2.0 * gt_0",
        "mt_0 + gt_0 * -2.0 / mt_1; mt_0 - gt_0 * 2.0 / mt_1",
        "mt_0 + -gt_0; mt_0 - gt_0",
        "1.0 * mt_0 + -1.0 * gt_0; mt_0 - gt_0",
        "-1.0 * mt_0; -mt_0",
        "-(-2.0 * mt_0); 2.0 * mt_0",
        "tanh(mt_0 + -0.25) * -3.0; tanh(mt_0 - 0.25) * -3.0",
        "-2.0 * mt_0 + gt_0; -2.0 * mt_0 + gt_0",
        "gt_0 + -2.0 / -mt_0; gt_0 + 2.0 / mt_0",
        "gt_0 - (-mt_0 * -3.0); gt_0 - mt_0 * 3.0",
        "mt_0 * 1.0; mt_0",
        "mt_0 / 1.0; mt_0",
        "mt_0 * -1.0 + gt_0 / -1.0; -mt_0 - gt_0",
        "mt_0 + 0.0; mt_0",
        "0.0 + mt_0 - 0.0; mt_0",
        "gt_0 * (0.0 - mt_0); gt_0 * -mt_0",
        "tanh(mt_0 / -1.0 * 1.0) + 0.0; tanh(-mt_0)",
        "0.0 - -2.0 / (gt_0 / 1.0); 2.0 / gt_0"
      })
  void signsZerosAndOnesStandAsAPersonWritesThem(String text, String tidy) {
    Expression formula = ExpressionText.parse(text, NAMES);
    assertThat(ExpressionText.print(Tidy.of(formula), NAMES)).isEqualTo(tidy);
  }

  @Property(tries = 500)
  void theValueIsTheSameInEveryBit(@ForAll long seed) {
    Expression formula = RandomFormulas.any(seed);
    Expression tidy = Tidy.of(formula);
    var random = new SplittableRandom(seed);
    double[] row = new double[NAMES.size()];
    for (int i = 0; i < 20; i++) {
      for (int f = 0; f < row.length; f++) {
        row[f] = i == 0 ? 0 : random.nextGaussian() * 3;
      }
      assertThat((Double) tidy.evaluate(row)).isEqualTo((Double) formula.evaluate(row));
    }
  }

  @Property(tries = 500)
  void whatIsPrintedReadsBack(@ForAll long seed) {
    Expression tidy = Tidy.of(RandomFormulas.any(seed));
    String text = ExpressionText.print(tidy, NAMES);
    assertThat(ExpressionText.parse(text, NAMES)).isEqualTo(tidy);
    assertThat(Tidy.of(tidy)).isEqualTo(tidy);
    assertThat(text).doesNotContain("+ -").doesNotContain("- -");
  }
}
