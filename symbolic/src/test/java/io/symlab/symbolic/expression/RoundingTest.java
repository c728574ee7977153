package io.symlab.symbolic.expression;

import static org.assertj.core.api.Assertions.assertThat;

import io.symlab.symbolic.formula.ExpressionText;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoundingTest {
  private static final List<String> NAMES = List.of("a", "b");

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "0.0833333333 * a; 0.08333 * a",
        "0.0833333333 * (101324.987654 - a); 0.08333 * (101325.0 - a)",
        "a + 2.0000005; a + 2.0",
        "1.23456789 * a / 9.87654321; 1.235 * a / 9.877",
        "sin(123.456789 * a); sin(123.4568 * a)",
        "tanh(1.23456789 * a); tanh(1.235 * a)",
        "7.512345678E-8 + a; 7.51235e-8 + a"
      })
  void withoutRowsSumsAndAnglesKeepAMillionth(String text, String rounded) {
    Expression formula = ExpressionText.parse(text, NAMES);
    assertThat(ExpressionText.print(Rounding.to(0, formula), NAMES)).isEqualTo(rounded);
  }

  /** In doubles 1 - 0.7 is 0.30000000000000004. */
  @Property(tries = 300)
  void decaysAreRoundedInDecimals(@ForAll @IntRange(min = 1, max = 9_999) int tenThousandths) {
    double decay = tenThousandths / 10_000.0;
    Expression average =
        Expression.of(Operator.EMA, Expression.variable(0), Expression.constant(decay));
    assertThat(Rounding.to(4, average)).isEqualTo(average);
  }

  @Test
  void decaysNeverBecomeOne() {
    Signals signals = new Signals(List.of(new Signals.Signal("g", 0, 1, 2)));
    Expression formula =
        ExpressionText.parse("ema(g, 0.99999123456)", List.of("g0", "g1"), signals);
    for (int digits : new int[] {0, 4, 6}) {
      String text = ExpressionText.print(Rounding.to(digits, formula), List.of("g", "g1"));
      assertThat(text).startsWith("ema(g, 0.99999123");
    }
  }
}
