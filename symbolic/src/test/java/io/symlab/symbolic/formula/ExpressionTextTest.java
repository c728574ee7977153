package io.symlab.symbolic.formula;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.symlab.symbolic.expression.Expression;
import io.symlab.symbolic.expression.Operator;
import io.symlab.symbolic.island.RandomFormulas;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpressionTextTest {
  private static final List<String> NAMES = RandomFormulas.NAMES;

  @Property(tries = 500)
  void whatIsPrintedParsesBackToTheSameExpression(@ForAll long seed) {
    Expression formula = RandomFormulas.any(seed);
    assertThat(ExpressionText.parse(ExpressionText.print(formula, NAMES), NAMES))
        .isEqualTo(formula);
  }

  @Property(tries = 200)
  void everyFiniteConstantParsesBackToTheSameBits(@ForAll double value) {
    Expression formula =
        Expression.of(Operator.SUB, Expression.constant(-value), Expression.constant(value));
    assertThat(ExpressionText.parse(ExpressionText.print(formula, NAMES), NAMES))
        .isEqualTo(formula);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "-tanh(2.0 * mt_0)",
        "mt_0 - (gt_0 - mt_1)",
        "mt_0 - gt_0 - mt_1",
        "(mt_0 + gt_0) * mt_1 / 3.0",
        "mt_0 / (gt_0 / mt_1)",
        "-2.0 * mt_0 - -3.5",
        "-(2.0)",
        "-(mt_0 * gt_0)",
        "--mt_0",
        "pow(mt_0, 2.0) + max(gt_0, -1.0e-5)",
        "greater(mt_0, gt_0) * atan2(mt_1, 1.0)"
      })
  void textIsWrittenAsPeopleWriteIt(String text) {
    assertThat(ExpressionText.print(ExpressionText.parse(text, NAMES), NAMES)).isEqualTo(text);
  }

  @Test
  void precedenceIsPythons() {
    double[] row = {2, 3, 5};
    assertThat(ExpressionText.parse("1 - mt_0 * -gt_0 / 6 - mt_1", NAMES).evaluate(row))
        .isEqualTo(1 - 2.0 * -3.0 / 6 - 5);
    assertThat(ExpressionText.parse("-mt_0 * gt_0", NAMES))
        .isEqualTo(
            Expression.of(
                Operator.MUL,
                Expression.of(Operator.NEG, Expression.variable(0)),
                Expression.variable(1)));
  }

  @Test
  void powersAreWrittenWithARoofToo() {
    double[] row = {-2, 3, 0.5};
    assertThat(ExpressionText.parse("-mt_0^2 * 2", NAMES).evaluate(row)).isEqualTo(-8);
    assertThat(ExpressionText.parse("-2^2", NAMES).evaluate(row)).isEqualTo(-4);
    assertThat(ExpressionText.parse("mt_0 ^ 3", NAMES).evaluate(row)).isEqualTo(-8);
    assertThat(ExpressionText.parse("mt_0^4", NAMES).evaluate(row)).isEqualTo(16);
    assertThat(ExpressionText.parse("mt_0^-2", NAMES).evaluate(row)).isEqualTo(0.25);
    assertThat(ExpressionText.parse("2^gt_0^2", NAMES).evaluate(row)).isEqualTo(512);
    assertThat(ExpressionText.parse("mt_0^1.5", NAMES))
        .isEqualTo(ExpressionText.parse("pow(mt_0, 1.5)", NAMES));
    assertThat(ExpressionText.print(ExpressionText.parse("(mt_0 - 1)^2", NAMES), NAMES))
        .isEqualTo("square(mt_0 - 1.0)");
  }

  @Test
  void roundedTextHasTheDigitsAskedFor() {
    Expression formula = ExpressionText.parse("0.123456789 * mt_0 + 1234567.0", NAMES);
    assertThat(ExpressionText.print(formula, NAMES, 3)).isEqualTo("0.123 * mt_0 + 1230000.0");
  }

  @Test
  void withoutNamesVariablesAreNumbered() {
    Expression formula = ExpressionText.parse("x0 + x12", List.of());
    assertThat(formula.highestVariable()).isEqualTo(12);
    assertThat(ExpressionText.print(formula, List.of())).isEqualTo("x0 + x12");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '"',
      value = {
        "mt_0 +; 6; expected a number",
        "mt_0 mt_1; 5; expected an operator",
        "tanh(mt_0; 9; expected ')'",
        "foo(mt_0); 0; no operator is called \"foo\"",
        "mt_7 * 2; 0; no variable is called \"mt_7\"",
        "pow(mt_0); 8; takes two arguments",
        "tanh(mt_0, 2); 9; takes one argument",
        "mt_0 ** 2; 5; not **",
        "1e999; 0; too large",
        "1.2.3; 0; is no number",
        "2e * mt_0; 1; exponent",
        "mt_0 + ?; 7; found '?'"
      })
  void errorsSayWhereAndWhy(String text, int position, String reason) {
    assertThatThrownBy(() -> ExpressionText.parse(text, NAMES))
        .hasMessageContaining(reason)
        .hasMessageContaining("position " + (position + 1))
        .asInstanceOf(type(ExpressionSyntaxException.class))
        .extracting(ExpressionSyntaxException::position)
        .isEqualTo(position);
  }

  @Test
  void emptyTextAndDeepNestingAreRefusedWithAMessage() {
    assertThatThrownBy(() -> ExpressionText.parse("  ", NAMES)).hasMessageContaining("the end");
    assertThatThrownBy(() -> ExpressionText.parse("(".repeat(100_000), NAMES))
        .hasMessageContaining("nested");
    assertThatThrownBy(() -> ExpressionText.parse("1" + "+1".repeat(100_000), NAMES))
        .hasMessageContaining("nodes");
  }
}
