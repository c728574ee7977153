package io.symlab.symbolic.expression;

import static org.assertj.core.api.Assertions.assertThat;

import io.symlab.symbolic.formula.ExpressionText;
import io.symlab.symbolic.island.RandomFormulas;
import java.util.List;
import java.util.SplittableRandom;
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

  /** What cancels shows on rows: the printed formula has the R2 of the exact one. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "(101325.1 - a) / 12.0001; 101325; 50; 7",
        "1E5 * (a - 48.856612345); 48.8566; 1e-5; 11",
        "a * 123.456 + 0.5 * b; 0; 1; 5",
        "square(a - 1E7) - 3.3; 1E7; 1; 5",
        "0.123456789; 5; 1; 5"
      })
  void onRowsAsManyDigitsAsKeepR2(String text, double centre, double spread, int most) {
    Expression formula = ExpressionText.parse(text, NAMES);
    double[][] columns = columns(centre, spread);
    int digits = Rounding.digits(formula, Signals.NONE, columns, 200);
    assertThat(digits).isBetween(4, most);
    String printed = ExpressionText.print(Rounding.to(digits, formula), NAMES);
    assertThat(r2(formula, ExpressionText.parse(printed, NAMES), columns)).isGreaterThan(0.9999);
  }

  /** In doubles 1 - 0.7 is 0.30000000000000004. */
  @Property(tries = 300)
  void decaysAreRoundedInDecimals(@ForAll @IntRange(min = 1, max = 9_999) int tenThousandths) {
    double decay = tenThousandths / 10_000.0;
    Expression average =
        Expression.of(Operator.EMA, Expression.variable(0), Expression.constant(decay));
    assertThat(Rounding.to(4, average)).isEqualTo(average);
  }

  @Property(tries = 300)
  void printedFormulasKeepTheirValues(@ForAll long seed) {
    Expression formula = RandomFormulas.any(seed);
    double[][] columns = new double[RandomFormulas.NAMES.size()][100];
    SplittableRandom random = new SplittableRandom(seed);
    for (double[] column : columns) {
      for (int i = 0; i < column.length; i++) {
        column[i] = 4 * random.nextDouble() - 2;
      }
    }
    int digits = Rounding.digits(formula, Signals.NONE, columns, 100);
    assertThat(r2(formula, Rounding.to(digits, formula), columns)).isGreaterThan(0.9999);
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

  private static double[][] columns(double centre, double spread) {
    SplittableRandom random = new SplittableRandom(2);
    double[][] columns = new double[2][200];
    for (int i = 0; i < 200; i++) {
      columns[0][i] = centre + spread * (2 * random.nextDouble() - 1);
      columns[1][i] = random.nextDouble();
    }
    return columns;
  }

  /** 1 where both are not finite in the same rows and equal elsewhere. */
  private static double r2(Expression exact, Expression rounded, double[][] columns) {
    double mean = 0;
    double squares = 0;
    double errors = 0;
    int count = 0;
    double[] row = new double[columns.length];
    for (int i = 0; i < columns[0].length; i++) {
      for (int f = 0; f < row.length; f++) {
        row[f] = columns[f][i];
      }
      double value = exact.evaluate(row);
      if (Double.isFinite(value)) {
        count++;
        double before = mean;
        mean += (value - mean) / count;
        squares += (value - before) * (value - mean);
        errors += Math.pow(value - rounded.evaluate(row), 2);
      }
    }
    return squares > 0 ? 1 - errors / squares : 1 - errors / Math.max(1, mean * mean);
  }
}
