package io.symlab.symbolic.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.symlab.symbolic.expression.Expression;
import io.symlab.symbolic.expression.Operator;
import io.symlab.symbolic.expression.Signals;
import io.symlab.symbolic.formula.ExpressionText;
import io.symlab.symbolic.formula.Guess;
import io.symlab.symbolic.island.RandomFormulas;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CentresTest {
  private static final List<String> NAMES = List.of("x", "t", "u");

  /** t is far from 0 by 1000, y by 50. */
  private static final Centres CENTRES = new Centres(List.of(0.0, 1000.0, 0.0), 50);

  private static double[] from(double offset, double spread) {
    double[] column = new double[100];
    for (int i = 0; i < column.length; i++) {
      column[i] = offset + spread * i / 99;
    }
    return column;
  }

  @Test
  void onlyColumnsFarFromZeroForTheirSpreadAreCentred() {
    double[][] columns = {from(0, 1), from(48.8566, 1e-5), from(290, 20), from(1.7e12, 5e4)};
    Centres centres = Centres.of(columns, from(1e7, 6), Signals.NONE);
    assertThat(centres.columns().get(0)).isZero();
    assertThat(centres.columns().get(1)).isCloseTo(48.856605, within(5e-6));
    assertThat(centres.columns().get(2)).isZero();
    assertThat(centres.columns().get(3)).isCloseTo(1.7e12, within(5e4));
    assertThat(centres.target()).isCloseTo(1e7, within(6.0));
    assertThat(Centres.lost(columns[1], 0)).isGreaterThan(1e-4);
    assertThat(Centres.lost(columns[1], centres.columns().get(1))).isLessThan(1e-7);
    assertThat(
            Centres.floats(columns[1], centres.columns().get(1))[99]
                - Centres.floats(columns[1], centres.columns().get(1))[0])
        .isCloseTo(1e-5f, within(1e-11f));
  }

  @Test
  void aSignalIsLeftAsItIsSinceItsWindowsBeginWithZeros() {
    Signals signals = new Signals(List.of(new Signals.Signal("g", 0, 1, 2)));
    double[][] columns = {from(1e9, 1), from(1e9, 1)};
    assertThat(Centres.of(columns, from(0, 1), signals).areNone()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2 * t + 3 | 2.0 * t + -1947.0",
        "x - t | x - t + 1050.0",
        "t / 4 - x | 0.25 * t - x + -200.0",
        "x * t | x * (t + -1000.0) + 50.0",
        "square(t) - 50 | square(t + -1000.0)",
        "t - t | 50.0",
        "3 | 53.0",
        "-(t + 1) | 1049.0 - t",
        "t + x - t | x + 50.0",
      })
  void formulasAreToldOverTheTablesColumns(String inside, String outside) {
    Expression told = CENTRES.outward(ExpressionText.parse(inside, NAMES));
    assertThat(ExpressionText.print(told, NAMES)).isEqualTo(outside);
  }

  @Property(tries = 500)
  void valuesAreTheSameOutsideAsInside(@ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Operator> operators =
        List.of(Operator.ADD, Operator.SUB, Operator.MUL, Operator.NEG, Operator.TANH);
    Expression inside = RandomFormulas.of(seed, operators);
    Expression outside = CENTRES.outward(inside);
    Expression back = CENTRES.inward(outside);
    for (int i = 0; i < 10; i++) {
      double[] row = RandomFormulas.row(random);
      double[] table = {row[0], row[1] + 1000, row[2]};
      double expected = inside.evaluate(row);
      double scale = 1e-6 * (1 + Math.abs(expected));
      if (Math.abs(expected) < 1e6) {
        assertThat(outside.evaluate(table)).isCloseTo(expected + 50, within(scale));
        assertThat(back.evaluate(row)).isCloseTo(expected, within(scale));
      }
    }
  }

  @Test
  void guessesMoveWithTheColumnsAndKeepTheirTies() {
    Guess guess = Guess.parse("p1 * t + p2 * x + p1", NAMES, Signals.NONE);
    Guess inside = CENTRES.inward(guess);
    assertThat(ExpressionText.print(inside.expression(), NAMES)).contains("(t + 1000.0)");
    int first = guess.ties().get(0);
    assertThat(inside.ties()).containsExactly(first, -1, guess.ties().get(1), first);
  }
}
