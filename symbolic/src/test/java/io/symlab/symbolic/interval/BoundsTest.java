package io.symlab.symbolic.interval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.symlab.symbolic.expression.Expression;
import io.symlab.symbolic.expression.Operator;
import io.symlab.symbolic.expression.Signals;
import io.symlab.symbolic.formula.ExpressionText;
import io.symlab.symbolic.formula.OwnOperators;
import io.symlab.symbolic.island.RandomDefinitions;
import io.symlab.symbolic.island.RandomFormulas;
import io.symlab.symbolic.program.Evaluator;
import io.symlab.symbolic.program.Program;
import io.symlab.symbolic.sample.Samples;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BoundsTest {
  private static final List<String> NAMES = List.of("a", "p", "q");

  /** a from -1 to 1, p from 1 to 2, q from 0 to 10. */
  private static final Samples ROWS =
      Samples.of(new float[][] {{-1, 0.5f, 1}, {1, 1.5f, 2}, {0, 5, 10}}, new float[] {1, 2, 3});

  private static Bounds over(Samples rows, Signals signals) {
    return Bounds.of(rows, rows, signals, new Evaluator());
  }

  private static Interval bounds(String text) {
    return over(ROWS, Signals.NONE).of(ExpressionText.parse(text, NAMES));
  }

  @Test
  void theBoxIsWidenedByATenthAndKeepsToItsSideOfZero() {
    assertThat(bounds("a")).isEqualTo(new Interval(-1.2, 1.2));
    assertThat(bounds("p").low()).isCloseTo(0.9, within(1e-6));
    assertThat(bounds("q")).isEqualTo(new Interval(0, 11));
  }

  /** What lies between the outermost number and the ninth is what may come beyond it. */
  @Test
  void aTailGoesOnBeyondTheLargest() {
    float[] tail = new float[320];
    float[] even = new float[320];
    for (int i = 0; i < 320; i++) {
      tail[i] = 100f / (1 + i) - 1;
      even[i] = i;
    }
    Bounds bounds = over(Samples.of(new float[][] {tail, even}, even), Signals.NONE);
    assertThat(bounds.of(Expression.variable(0)).high()).isCloseTo(99 + 88.9, within(0.1));
    assertThat(bounds.of(Expression.variable(0)).low()).isCloseTo(-10.7, within(0.1));
    assertThat(bounds.of(Expression.variable(1)).high()).isCloseTo(319 * 1.1, within(1e-3));
  }

  @Test
  void aColumnMayComeToZeroWhereItsLeastNumbersAreAsFarApartAsFromIt() {
    float[] steps = new float[200];
    float[] ranks = new float[200];
    for (int i = 0; i < 200; i++) {
      steps[i] = 0.01f * (1 + i / 4);
      ranks[i] = 0.1f + 0.01f * i;
    }
    Samples rows = Samples.of(new float[][] {steps, ranks}, new float[200]);
    Bounds bounds = over(rows, Signals.NONE);
    assertThat(bounds.of(Expression.variable(0)).low()).isZero();
    assertThat(bounds.of(Expression.variable(1)).low()).isCloseTo(0.05, within(1e-6));
  }

  @Test
  void aDivisorThatKeepsAwayFromZeroOnTheRowsIsNoPole() {
    SplittableRandom random = new SplittableRandom(1);
    float[][] columns = new float[6][500];
    for (float[] column : columns) {
      for (int i = 0; i < column.length; i++) {
        column[i] = (float) random.nextGaussian();
      }
    }
    Bounds bounds = over(Samples.of(columns, new float[500]), Signals.NONE);
    Expression norm =
        ExpressionText.parse(
            "x0 / sqrt(square(x0) + square(x1) + square(x2) + square(x3) + square(x4) + square(x5))",
            List.of());
    assertThat(bounds.of(norm).isBounded()).isTrue();
    assertThat(bounds.of(ExpressionText.parse("x0 / abs(x1)", List.of())).isBounded()).isFalse();
    assertThat(bounds.of(ExpressionText.parse("x0 / (abs(x1) + 0.1)", List.of())).isBounded())
        .isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1 / a | false",
        "1 / (p - 1.05) | false",
        "1 / (a * a + 0.1) | true",
        "1 / (1 + 1 / square(a)) | true",
        "a / (square(a) - a + 1) | true",
        "a / (square(a) - a - 1) | false",
        "inv(p) | true",
        "inv(q) | false",
        "q / p - a | true",
        "pow(q, -0.5) | false",
        "pow(p, -3) | true",
        "tanh(1 / a) | false",
        "tanh(1 / square(a)) | true",
        "tanh(a / square(a)) | false",
        "tanh(q / q) | false",
        "sin(1 / q) | false",
        "max(a / a, 1) | false",
        "exp(1000 * p) | false",
        "1 / sin(a) | false",
        "1 / cos(a) | true",
        "log(a) | true",
        "tan(a) | true",
        "tan(p) | false",
        "asin(a / 2) | true",
        "acos(a) | false",
        "atan(1 / square(a)) | true",
      })
  void polesAreFoundAndSuchAsCancelAreNone(String formula, boolean bounded) {
    assertThat(bounds(formula).isBounded()).isEqualTo(bounded);
  }

  /** Inverses of cosines of right angles, powers of what floats and doubles round differently. */
  @ParameterizedTest
  @ValueSource(longs = {-3485, -49071, 6287, 29483})
  void noValueLiesOutsideWhereOnceOneDid(long seed) {
    noValueOnTheRowsLiesOutside(seed);
  }

  /** Neither what doubles make of a row nor what floats do. */
  @Property(tries = 1000)
  void noValueOnTheRowsLiesOutside(@ForAll long seed) {
    int count = 30;
    Expression formula = RandomFormulas.any(seed);
    float[][] columns = RandomFormulas.columns(count, seed + 1);
    Interval bounds = over(Samples.of(columns, new float[count]), Signals.NONE).of(formula);
    float[] floats = new float[count];
    new Evaluator().evaluate(Program.of(formula), columns, count, floats);
    for (int i = 0; i < count; i++) {
      double exact = formula.evaluate(RandomFormulas.row(columns, i));
      for (double value : new double[] {exact, floats[i]}) {
        assertThat(bounds.isUndefined() || !Double.isFinite(value) || bounds.holds(value))
            .describedAs("%s in %s of %s", value, bounds, formula)
            .isTrue();
      }
    }
  }

  @Test
  void whatReachesFarBeyondYIsNotSafe() {
    // y is between 1 and 3.
    Bounds bounds = over(ROWS, Signals.NONE);
    assertThat(bounds.isSafe(ExpressionText.parse("10 * p", NAMES))).isTrue();
    assertThat(bounds.isSafe(ExpressionText.parse("100000 * p", NAMES))).isFalse();
    assertThat(bounds.isSafe(ExpressionText.parse("1 / a", NAMES))).isFalse();
  }

  @Test
  void averagesReachFromZeroToWhatIsAveraged() {
    Signals signals = new Signals(List.of(new Signals.Signal("g", 1, 1, 2)));
    Samples rows = Samples.of(new float[][] {{0, 1}, {1, 2}, {3, 4}}, new float[] {1, 2});
    Expression formula =
        ExpressionText.parse("1 / (ema(g, 0.5) + 0.5)", List.of("a", "g0", "g1"), signals);
    assertThat(over(rows, signals).of(formula).isBounded()).isTrue();
    Expression pole = ExpressionText.parse("1 / ema(g, 0.5)", List.of("a", "g0", "g1"), signals);
    assertThat(over(rows, signals).of(pole).isBounded()).isFalse();
  }

  @Property(tries = 200)
  void ofOperatorsOfOnesOwnHoldThoseOfWhatTheyStandFor(@ForAll long seed) {
    List<Operator> defined = RandomDefinitions.definitions(seed, Operator.PLAIN);
    Expression formula = RandomDefinitions.formula(seed, defined);
    Samples rows = Samples.of(RandomFormulas.columns(50, seed), new float[50]);
    Bounds bounds = Bounds.of(rows, rows, Signals.NONE, new Evaluator());
    // Written out, two equal arguments show as one; else they are the same.
    Interval own = bounds.of(formula);
    Interval whole = bounds.of(OwnOperators.writtenOut(formula));
    assertThat(own.isUndefined() || own.equals(whole.with(own))).isTrue();
    Operator swish = OwnOperators.parse("swish(x) = x / (1 + exp(-x))", List.of());
    assertThat(bounds.of(Expression.of(swish, Expression.variable(0))).isBounded()).isTrue();
  }
}
