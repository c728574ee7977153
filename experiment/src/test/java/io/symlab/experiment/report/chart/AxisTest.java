package io.symlab.experiment.report.chart;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class AxisTest {
  @Property(tries = 500)
  void ticksLieWithinAreFewAndHaveLabelsOfTheirOwn(
      @ForAll @IntRange(min = -12, max = 12) int from,
      @ForAll @IntRange(min = 1, max = 12_000) int thousandths,
      @ForAll boolean log) {
    double low = 1.7 * Math.pow(10, from);
    Axis axis = Axis.spanning(log, new double[] {low, low * Math.pow(10, thousandths * 1e-3)});
    assertThat(axis.ticks()).hasSizeBetween(2, 20).isSorted();
    assertThat(axis.ticks()).allMatch(tick -> tick >= axis.low() && tick <= axis.high());
    assertThat(axis.place(axis.low())).isEqualTo(0);
    assertThat(axis.place(axis.high())).isEqualTo(1);
  }

  @Property(tries = 300)
  void ticksFarFromZeroHaveLabelsOfTheirOwn(
      @ForAll @IntRange(min = -5, max = 5) int width,
      @ForAll @IntRange(min = 0, max = 8) int farther,
      @ForAll boolean below) {
    double range = Math.pow(10, width);
    double low = (below ? -1 : 1) * 1.23456789 * range * Math.pow(10, farther);
    Axis axis = new Axis(false, low, low + range);
    assertThat(axis.ticks().stream().map(axis::label)).doesNotHaveDuplicates();
  }

  @Example
  void labelsAreShort() {
    Axis axis = new Axis(false, 0, 1);
    assertThat(axis.label(0.30000000000000004)).isEqualTo("0.3");
    assertThat(axis.label(-20)).isEqualTo("−20");
    assertThat(axis.label(1e-5)).isEqualTo("10⁻⁵");
    assertThat(axis.label(2e6)).isEqualTo("2·10⁶");
  }

  @Example
  void whatIsNotFiniteHasNoSay() {
    Axis axis =
        Axis.spanning(true, new double[] {Double.NaN, -1, 0, 2, 3, Double.POSITIVE_INFINITY});
    assertThat(axis.low()).isBetween(1.5, 2.0);
    assertThat(axis.high()).isBetween(3.0, 3.5);
    assertThat(Axis.spanning(false, new double[0]).ticks()).isNotEmpty();
    assertThat(Axis.spanning(false, new double[] {5, 5}).ticks()).isNotEmpty();
  }

  @Example
  void numbersHaveFewDigitsAndASignWhereThereIsNone() {
    assertThat(Digits.of(0.0123456)).isEqualTo("0.0123");
    assertThat(Digits.of(12345.6)).isEqualTo("12,300");
    assertThat(Digits.of(1.2e-9)).isEqualTo("1.20 × 10⁻⁹");
    assertThat(Digits.of(9.999)).isEqualTo("10.0");
    assertThat(Digits.of(Double.NaN)).isEqualTo("–");
    assertThat(Digits.of(Double.POSITIVE_INFINITY)).isEqualTo("∞");
    assertThat(Digits.seconds(200)).isEqualTo("3 min 20 s");
    assertThat(Digits.seconds(7500)).isEqualTo("2 h 5 min");
    assertThat(Digits.ratio(1.0375)).isEqualTo("1.04");
    assertThat(Digits.ratio(0.5)).isEqualTo("0.50");
  }
}
