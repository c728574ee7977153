package io.symlab.symbolic.front;

import static org.assertj.core.api.Assertions.assertThat;

import io.symlab.symbolic.expression.Expression;
import io.symlab.symbolic.formula.ExpressionText;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrimmingTest {
  private static final List<String> NAMES = List.of("x", "z");

  @ParameterizedTest
  @CsvSource({
    "x * z + x - x, x * z",
    "z * 2.0 + x + 1.5 * x + z, 3.0 * z + 2.5 * x",
    "tanh(x + z - x) - 1.0 + 3.0, tanh(z) + 2.0"
  })
  void termsThatCancelOrAreEqualAreOne(String text, String trimmed) {
    Expression formula = ExpressionText.parse(text, NAMES);
    Expression simple = Trimming.of(formula, some -> 1 + apart(some, formula), 0);
    assertThat(simple).isEqualTo(ExpressionText.parse(trimmed, NAMES));
  }

  private static double apart(Expression one, Expression other) {
    double[][] rows = {{0.3, -2}, {1.7, 0.4}, {-0.8, 3}};
    return Arrays.stream(rows)
        .mapToDouble(row -> Math.abs(one.evaluate(row) - other.evaluate(row)))
        .sum();
  }
}
