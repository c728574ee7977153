package io.symlab.symbolic.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.symlab.symbolic.expression.Operator;
import io.symlab.symbolic.island.RandomFormulas;
import io.symlab.symbolic.program.Evaluator;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The kernels' bits, their errors and what they do at the edges of their arguments. */
class KernelsTest {
  static List<Operator> operators() {
    return Operator.PLAIN;
  }

  private static final float INFINITE = Float.POSITIVE_INFINITY;
  private static final float[] EDGES = {
    0f,
    -0f,
    1f,
    -1f,
    0.5f,
    -2f,
    INFINITE,
    -INFINITE,
    Float.NaN,
    1e-40f,
    -1e-40f,
    1.2e-38f,
    1e38f,
    -1e38f,
    Float.MAX_VALUE,
    -Float.MAX_VALUE,
    88.5f,
    -88.5f,
    1e5f,
    -7e6f,
    9.2f
  };

  private final KernelSet best = KernelSet.best();
  private final KernelSet plain = KernelSet.plain();

  /** Edges, numbers of moderate size and numbers of any bits. */
  private static float[] anything(int n, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] numbers = new float[n];
    for (int i = 0; i < n; i++) {
      numbers[i] =
          switch (random.nextInt(3)) {
            case 0 -> EDGES[random.nextInt(EDGES.length)];
            case 1 -> (float) (20 * random.nextDouble() - 10);
            default -> Float.intBitsToFloat(random.nextInt());
          };
    }
    return numbers;
  }

  @ParameterizedTest
  @MethodSource("operators")
  void vectorsAndPlainLoopsGiveTheSameBits(Operator operator) {
    for (int n : new int[] {1, 15, 16, 17, 100, 1860}) {
      float[] a = anything(n + 3, n);
      float[] b = anything(n + 5, n + 1);
      float[] adjoint = anything(n, n + 2);
      assertThat(run(best, operator, a, b, adjoint, n))
          .isEqualTo(run(plain, operator, a, b, adjoint, n));
    }
  }

  /**
   * Values from offsets, with each kind of constant argument, and derivatives, one after another.
   */
  private static float[] run(
      KernelSet kernels, Operator operator, float[] a, float[] b, float[] adjoint, int n) {
    float[][] out = new float[5][n];
    if (operator.arity() == 1) {
      UnaryKernel kernel = kernels.unary(operator.kind().name());
      kernel.values(a, 3, out[0], n);
      kernel.adjoints(a, 3, out[0], adjoint, out[1], n);
    } else {
      BinaryKernel kernel = kernels.binary(operator.kind().name());
      kernel.values(a, 3, b, 5, out[0], n);
      kernel.values(a, 3, b[0], out[1], n);
      kernel.values(a[0], b, 5, out[2], n);
      kernel.leftAdjoints(a, 3, b, 5, out[0], adjoint, out[3], n);
      kernel.rightAdjoints(a, 3, b, 5, out[0], adjoint, out[4], n);
    }
    float[] all = new float[5 * n];
    for (int i = 0; i < all.length; i++) {
      // NaN is NaN, whichever its bits.
      all[i] = Float.isNaN(out[i / n][i % n]) ? Float.NaN : out[i / n][i % n];
    }
    return all;
  }

  @ParameterizedTest
  @MethodSource("operators")
  void compiledCodeGivesTheBitsOfTheInterpreter(Operator operator) {
    int n = 500;
    float[] a = anything(n + 3, 7);
    float[] b = anything(n + 5, 8);
    float[] adjoint = anything(n, 9);
    float[] first = run(best, operator, a, b, adjoint, n);
    for (int i = 0; i < 300; i++) {
      run(best, operator, a, b, adjoint, n);
    }
    assertThat(run(best, operator, a, b, adjoint, n)).isEqualTo(first);
  }

  @ParameterizedTest
  @MethodSource("operators")
  void nothingTurnsNaNInEitherArgumentIntoANumber(Operator operator) {
    for (float other : EDGES) {
      if (operator.arity() == 1) {
        assertThat(best.unary(operator.kind().name()).value(Float.NaN)).isNaN();
      } else {
        assertThat(best.binary(operator.kind().name()).value(Float.NaN, other)).isNaN();
        assertThat(best.binary(operator.kind().name()).value(other, Float.NaN)).isNaN();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("operators")
  void edgesAreThoseOfTheDefinition(Operator operator) {
    for (float x : EDGES) {
      for (float y : operator.arity() == 1 ? new float[1] : EDGES) {
        float got =
            operator.arity() == 1
                ? best.unary(operator.kind().name()).value(x)
                : best.binary(operator.kind().name()).value(x, y);
        double expected = operator.apply(x, y);
        if (Math.abs(expected) > Float.MAX_VALUE) {
          // Where double precision goes on, single precision is infinite.
          expected = expected > 0 ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
        }
        if (Double.isNaN(expected) || Double.isInfinite(expected)) {
          assertThat(Double.valueOf(got))
              .describedAs("%s %s %s", operator, x, y)
              .isEqualTo(Double.valueOf(expected));
        } else {
          // Below the least normal number what is near is right.
          assertThat((double) got)
              .describedAs("%s %s %s", operator, x, y)
              .isCloseTo(expected, within(1e-6 * Math.abs(expected) + 2e-38));
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "EXP, -86.9, 88.7, 1e-7, 0",
    "TANH, -12, 12, 3.2e-7, 0",
    "SINH, -89, 89, 2e-7, 0",
    "SINH, -1.5, 1.5, 2e-7, 0",
    "COSH, -89, 89, 2e-7, 0",
    "LOG, -100, 100, 2e-7, 0",
    "LOG, 0.99, 1.01, 2e-7, 0",
    "LOG, -1e-6, 1e-6, 2e-7, 0",
    "ASINH, -5, 5, 2e-7, 0",
    "ASINH, -1e6, 1e6, 2e-7, 0",
    "ERF, -5, 5, 2e-7, 0",
    "ERFC, -5, 9.1, 4e-7, 0",
    "SIN, -10, 10, 2e-7, 1e-9",
    "SIN, -65000, 65000, 2e-7, 1e-9",
    "COS, -10, 10, 2e-7, 1e-9",
    "COS, -65000, 65000, 2e-7, 1e-9",
    "SIN, -1e9, 1e9, 1e-7, 0",
    "TAN, -1.5, 1.5, 5e-7, 0",
    "TAN, -10, 10, 1e-4, 0",
    "ASIN, -1, 1, 5e-7, 0",
    "ASIN, -1e-3, 1e-3, 5e-7, 0",
    "ACOS, -1, 1, 5e-7, 0",
    "ACOS, 0.999, 1, 5e-7, 0",
    "ATAN, -3, 3, 3e-7, 0",
    "ATAN, -1e6, 1e6, 3e-7, 0",
    "SQRT, -100, 100, 1e-7, 0",
    "CUBE, -100, 100, 2e-7, 0",
    "INV, -100, 100, 1e-7, 0"
  })
  void relativeErrorsAreSmall(
      Operator.Kind kind, double from, double until, double relative, double absolute) {
    Operator operator = Operator.named(kind.name()).orElseThrow();
    SplittableRandom random = new SplittableRandom(1);
    UnaryKernel kernel = best.unary(operator.kind().name());
    for (int i = 0; i < 100_000; i++) {
      float x = (float) (from + (until - from) * random.nextDouble());
      double expected = operator.apply(x, 0);
      double error = Math.abs(kernel.value(x) - expected);
      assertThat(error)
          .describedAs("%s(%s)", operator, x)
          .isLessThanOrEqualTo(relative * Math.abs(expected) + absolute);
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.5, 3, 20, 80})
  void powersAndAnglesAreAsExact(double reach) {
    SplittableRandom random = new SplittableRandom(2);
    BinaryKernel pow = best.binary("POW");
    BinaryKernel atan2 = best.binary("ATAN2");
    for (int i = 0; i < 100_000; i++) {
      float x = (float) Math.exp(5 * random.nextDouble() - 2.5);
      float y = (float) (reach * (2 * random.nextDouble() - 1));
      double power = Math.pow(x, y);
      if (power > Float.MIN_NORMAL && power < Float.MAX_VALUE) {
        assertThat(Math.abs(pow.value(x, y) / power - 1)).isLessThan(3e-7);
      }
      assertThat(Math.abs(atan2.value(y, x) / Math.atan2(y, x) - 1)).isLessThan(3e-7);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 7, 16, 33, 2048})
  void sumsAreThoseInDoublePrecision(int n) {
    float[][] columns = RandomFormulas.columns(n + 9, n);
    float[] f = columns[0];
    double[] expected = new double[3];
    double[] weighted = new double[3];
    double errors = 0;
    double sum = 0;
    for (int i = 0; i < n; i++) {
      double y = columns[1][i + 9];
      double w = columns[2][i + 9];
      double[] terms = {f[i], (double) f[i] * f[i], f[i] * y};
      for (int k = 0; k < 3; k++) {
        expected[k] += terms[k];
        weighted[k] += w * terms[k];
      }
      errors += (f[i] - y) * (f[i] - y);
      sum += f[i];
    }
    for (KernelSet kernels : new KernelSet[] {best, plain}) {
      Sums sums = kernels.sums();
      double[] moments = new double[3];
      sums.moments(f, columns[1], 9, n, moments);
      assertThat(moments).containsExactly(expected, within(1e-10));
      Arrays.fill(moments, 0);
      sums.moments(f, columns[1], columns[2], 9, n, moments);
      assertThat(moments).containsExactly(weighted, within(1e-10));
      assertThat(sums.squaredErrors(f, columns[1], 9, n)).isCloseTo(errors, within(1e-10));
      assertThat(sums.of(f, n)).isCloseTo(sum, within(1e-10));
    }
  }

  @Test
  void everyPlainOperatorHasAKernel() {
    for (Operator operator : Operator.PLAIN) {
      boolean unary = operator.arity() == 1;
      for (KernelSet kernels : new KernelSet[] {best, plain}) {
        assertThat(
                unary
                    ? kernels.unary(operator.kind().name())
                    : kernels.binary(operator.kind().name()))
            .describedAs(operator.kind().name())
            .isNotNull();
      }
    }
    assertThat(Evaluator.kernel()).isEqualTo(best.name());
  }
}
