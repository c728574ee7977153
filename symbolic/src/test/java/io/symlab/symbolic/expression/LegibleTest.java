package io.symlab.symbolic.expression;

import static org.assertj.core.api.Assertions.assertThat;

import io.symlab.symbolic.expression.Expression.Binary;
import io.symlab.symbolic.expression.Expression.Constant;
import io.symlab.symbolic.expression.Expression.Unary;
import io.symlab.symbolic.expression.Expression.Variable;
import io.symlab.symbolic.formula.ExpressionText;
import io.symlab.symbolic.island.RandomFormulas;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.assertj.core.data.Offset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LegibleTest {
  private static final List<String> NAMES = List.of("a", "b");
  private static final Operator[] SUMS_AND_PRODUCTS = {Operator.ADD, Operator.SUB, Operator.MUL};

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "-a - a - a; -3 * a",
        "a + b - a; b",
        "a - a; 0",
        "2.0 * tanh(a) + b + 0.5 * tanh(a) + 1.0 + 2.0; 2.5 * tanh(a) + b + 3",
        "a + (b + -0.0189); a + b - 0.0189",
        "a - (b + 1.0); a - b - 1",
        "a - (b - 1.0); a - b + 1",
        "0.0165 * (a / (b + 1.0)); 0.0165 * a / (b + 1)",
        "2.5 * (a * (b * a)); 2.5 * a * b * a",
        "a / (b * a); a / (b * a)",
        "8.7E-4 * a; 0.00087 * a",
        "1.00005E7 * a; 10000500 * a",
        "2.0E-9 * a; 2e-9 * a",
        "3.0E12 * a; 3e12 * a",
        "exp(-a - a); exp(-2 * a)"
      })
  void formulasReadAsAPersonWritesThem(String text, String readable) {
    Expression formula = ExpressionText.parse(text, NAMES);
    assertThat(ExpressionText.readable(formula, NAMES, 6)).isEqualTo(readable);
  }

  @Property(tries = 500)
  void theValueStays(@ForAll long seed) {
    var random = new SplittableRandom(seed);
    Expression formula = formula(random, 4);
    Expression readable = Legible.of(formula, 17);
    for (int i = 0; i < 10; i++) {
      double[] row = {2 * random.nextDouble() - 1, 2 * random.nextDouble() - 1};
      assertThat(readable.evaluate(row)).isEqualTo(formula.evaluate(row), Offset.offset(1e-6));
    }
    assertThat(Legible.of(readable, 17)).isEqualTo(readable);
  }

  @Property(tries = 300)
  void whatIsPrintedReadsBackToSomethingOfTheSameKind(@ForAll long seed) {
    Expression formula = RandomFormulas.any(seed);
    String text = ExpressionText.readable(formula, RandomFormulas.NAMES, 17);
    Expression back = ExpressionText.parse(text, RandomFormulas.NAMES);
    assertThat(ExpressionText.readable(back, RandomFormulas.NAMES, 17)).isEqualTo(text);
    assertThat(text).doesNotContain("+ -").doesNotContain("- -").doesNotContain("E");
  }

  private static Expression formula(SplittableRandom random, int depth) {
    int kind = depth == 0 ? random.nextInt(2) : random.nextInt(6);
    return switch (kind) {
      case 0 -> new Constant(Math.rint(20 * random.nextDouble() - 10) / 4);
      case 1 -> new Variable(random.nextInt(2));
      case 2 -> new Unary(Operator.NEG, formula(random, depth - 1));
      default ->
          new Binary(
              SUMS_AND_PRODUCTS[random.nextInt(3)],
              formula(random, depth - 1),
              formula(random, depth - 1));
    };
  }
}
