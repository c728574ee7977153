package io.symlab.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AmountsTest {
  @Test
  void timesAreSaidInTheTwoLargestUnits() {
    assertThat(Amounts.seconds(0.84)).isEqualTo("0.8 s");
    assertThat(Amounts.seconds(42.4)).isEqualTo("42 s");
    assertThat(Amounts.seconds(187)).isEqualTo("3 min 07 s");
    assertThat(Amounts.seconds(7500)).isEqualTo("2 h 05 min");
    assertThat(Amounts.seconds(100_000)).isEqualTo("1 d 3 h");
  }

  @Test
  void noTimeIsNegative() {
    assertThat(Amounts.seconds(-3)).isEqualTo("0.0 s");
  }

  @Test
  void roundingNeverMakesSixtySeconds() {
    assertThat(Amounts.seconds(59.6)).isEqualTo("1 min 00 s");
    assertThat(Amounts.seconds(9.97)).isEqualTo("10 s");
  }

  @Test
  void figuresHaveFourDigits() {
    assertThat(Amounts.figure(0.41823)).isEqualTo("0.4182");
    assertThat(Amounts.figure(2.30259)).isEqualTo("2.303");
    assertThat(Amounts.figure(68.123)).isEqualTo("68.12");
    assertThat(Amounts.figure(12345)).isEqualTo("12345");
    assertThat(Amounts.figure(1.5e-7)).isEqualTo("1.500e-07");
    assertThat(Amounts.figure(0)).isEqualTo("0.0000");
  }

  @Test
  void whatIsUnknownIsADash() {
    assertThat(Amounts.figure(Double.NaN)).isEqualTo("-");
    assertThat(Amounts.r2(Double.NaN)).isEqualTo("-");
    assertThat(Amounts.when(0)).isEqualTo("-");
  }

  @Test
  void slowRatesAreSaidPerMinute() {
    assertThat(Amounts.rate(3.1)).isEqualTo("3.100/s");
    assertThat(Amounts.rate(0.1)).isEqualTo("6.000/min");
  }

  @Test
  void whatIsCutIsSeenToBeCut() {
    assertThat(Amounts.fit("abcdef", 6)).isEqualTo("abcdef");
    assertThat(Amounts.fit("abcdef", 4)).isEqualTo("abc…");
  }
}
