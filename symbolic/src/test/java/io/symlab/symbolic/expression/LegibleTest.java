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
    int digits = Legible.digits(formula, Signals.NONE, columns, 200);
    assertThat(digits).isBetween(4, most);
    String printed = ExpressionText.readable(formula, NAMES, digits);
    assertThat(r2(formula, ExpressionText.parse(printed, NAMES), columns)).isGreaterThan(0.9999);
  }

  @Property(tries = 1000)
  void printedFormulasKeepTheirValues(@ForAll long seed) {
    Expression formula = RandomFormulas.any(seed);
    double[][] columns = new double[RandomFormulas.NAMES.size()][100];
    SplittableRandom random = new SplittableRandom(seed);
    for (double[] column : columns) {
      for (int i = 0; i < column.length; i++) {
        column[i] = 4 * random.nextDouble() - 2;
      }
    }
    int digits = Legible.digits(formula, Signals.NONE, columns, 100);
    if (digits < Rounding.ALL) {
      String printed = ExpressionText.readable(formula, RandomFormulas.NAMES, digits);
      Expression back = ExpressionText.parse(printed, RandomFormulas.NAMES);
      assertThat(r2(formula, back, columns)).as(printed).isGreaterThan(0.9999);
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
