package io.symlab.symbolic.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.symlab.symbolic.kernels.KernelSet;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OperatorTest {
  static List<Operator> operators() {
    return Operator.PLAIN;
  }

  private static final int ROWS = 1000;
  private static final KernelSet KERNELS = KernelSet.best();

  private static float[] numbers(long seed, double reach) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] numbers = new float[ROWS];
    for (int i = 0; i < ROWS; i++) {
      numbers[i] = (float) ((2 * random.nextDouble() - 1) * reach);
    }
    return numbers;
  }

  private static void values(Operator operator, float[] a, float[] b, float[] out, int n) {
    if (operator.arity() == 1) {
      KERNELS.unary(operator.kind().name()).values(a, 0, out, n);
    } else {
      KERNELS.binary(operator.kind().name()).values(a, 0, b, 0, out, n);
    }
  }

  private static void adjoints(
      Operator operator,
      float[] a,
      float[] b,
      float[] v,
      float[] adjoint,
      float[] da,
      float[] db,
      int n) {
    if (operator.arity() == 1) {
      KERNELS.unary(operator.kind().name()).adjoints(a, 0, v, adjoint, da, n);
    } else {
      KERNELS.binary(operator.kind().name()).leftAdjoints(a, 0, b, 0, v, adjoint, da, n);
      KERNELS.binary(operator.kind().name()).rightAdjoints(a, 0, b, 0, v, adjoint, db, n);
    }
  }

  @ParameterizedTest
  @MethodSource("operators")
  void kernelsAgreeWithTheDefinitionInDoublePrecision(Operator operator) {
    float[] a = numbers(1, 8);
    float[] b = numbers(2, 8);
    float[] out = new float[ROWS];
    values(operator, a, b, out, ROWS);
    for (int i = 0; i < ROWS; i++) {
      double expected = operator.apply(a[i], b[i]);
      if (Double.isNaN(expected)) { // outside what the operator is defined for
        assertThat(out[i]).isNaN();
        continue;
      }
      assertThat((double) out[i]).isCloseTo(expected, within(3e-6 * Math.abs(expected) + 1e-30));
    }
  }

  @ParameterizedTest
  @MethodSource("operators")
  void kernelsMayWriteOverTheirFirstArgument(Operator operator) {
    float[] a = numbers(3, 3);
    float[] b = numbers(4, 3);
    float[] apart = new float[ROWS];
    values(operator, a, b, apart, ROWS);
    values(operator, a, b, a, ROWS);
    assertThat(a).isEqualTo(apart);
  }

  @ParameterizedTest
  @MethodSource("operators")
  void nothingTurnsNaNIntoANumber(Operator operator) {
    float[] a = {Float.NaN};
    float[] out = new float[1];
    values(operator, a, new float[] {1}, out, 1);
    assertThat(out[0]).isNaN();
  }

  @ParameterizedTest
  @MethodSource("operators")
  void derivativesAgreeWithFiniteDifferences(Operator operator) {
    float[] a = numbers(5, 2.5);
    float[] b = numbers(6, 2.5);
    float[] v = new float[ROWS];
    float[] da = new float[ROWS];
    float[] db = new float[ROWS];
    float[] adjoint = numbers(7, 1);
    values(operator, a, b, v, ROWS);
    adjoints(operator, a, b, v, adjoint, da, db, ROWS);
    double h = 1e-5;
    int compared = 0;
    for (int i = 0; i < ROWS; i++) {
      // Away from kinks, poles and jumps, where there is no slope to compare with.
      if (Math.abs(a[i]) < 0.05 || Math.abs(b[i]) < 0.05 || Math.abs(a[i] - b[i]) < 0.01) {
        continue;
      }
      compared++;
      if (Double.isNaN(operator.apply(a[i] + Math.copySign(0.05, a[i]), b[i]))) {
        continue; // at the edge of what the operator is defined for, or beyond
      }
      double inA = (operator.apply(a[i] + h, b[i]) - operator.apply(a[i] - h, b[i])) / (2 * h);
      assertThat((double) da[i]).isCloseTo(adjoint[i] * inA, within(1e-4 * Math.abs(inA) + 1e-5));
      if (operator.arity() == 2) {
        double inB = (operator.apply(a[i], b[i] + h) - operator.apply(a[i], b[i] - h)) / (2 * h);
        assertThat((double) db[i]).isCloseTo(adjoint[i] * inB, within(1e-4 * Math.abs(inB) + 1e-5));
      }
    }
    assertThat(compared).isGreaterThan(ROWS / 2);
  }

  @Test
  void protectedFormsAreThoseOfThePublishedRecords() {
    assertThat(Operator.LOG.apply(0, 0)).isEqualTo(Math.log(1e-8));
    assertThat(Operator.LOG.apply(-3, 0)).isEqualTo(Math.log(3 + 1e-8));
    assertThat(Operator.SQRT.apply(-4, 0)).isEqualTo(2);
    assertThat(Operator.POW.apply(-2, 3)).isEqualTo(-8);
    assertThat(Operator.POW.apply(-2, 2)).isEqualTo(-4);
    assertThat(Operator.GREATER.apply(2, 1)).isEqualTo(1);
  }

  @Test
  void slopesAtZeroAreFiniteForProtectedForms() {
    float[] zero = {0};
    float[] one = {1};
    float[] da = new float[1];
    for (Operator operator : new Operator[] {Operator.SQRT, Operator.LOG, Operator.POW}) {
      float[] v = new float[1];
      values(operator, zero, one, v, 1);
      adjoints(operator, zero, one, v, one, da, new float[1], 1);
      assertThat(da[0]).isFinite();
    }
  }

  @Test
  void errorFunctionHasItsTabulatedValues() {
    assertThat(Special.erf(0.5)).isCloseTo(0.5204998778130465, within(1e-14));
    assertThat(Special.erf(-1)).isCloseTo(-0.8427007929497149, within(1e-14));
    assertThat(1 / Special.erf(-0.0)).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(Special.erf(2)).isCloseTo(0.9953222650189527, within(1e-14));
    assertThat(Special.erfc(3)).isCloseTo(2.209049699858544e-5, within(1e-17));
    assertThat(Special.erf(1e-10)).isCloseTo(1.1283791670955126e-10, within(1e-24));
  }

  @Test
  void exponentialRunsIntoInfinityAndNotBelowTheNormalNumbers() {
    float[] x = {100, -100, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, 0};
    values(Operator.EXP, x, x, x, x.length);
    assertThat(x[0]).isInfinite();
    assertThat(x[1]).isBetween(Float.MIN_NORMAL, 1e-37f);
    assertThat(x[2]).isInfinite();
    assertThat(x[3]).isBetween(Float.MIN_NORMAL, 1e-37f);
    assertThat(x[4]).isEqualTo(1f);
  }
}
