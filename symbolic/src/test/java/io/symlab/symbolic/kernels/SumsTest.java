package io.symlab.symbolic.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Sums over rows: their bits do not depend on the kernels, their values are those of a loop. */
class SumsTest {
  private static final int[] OFFSETS = {0, 3};

  private final Sums plain = KernelSet.plain().sums();
  private final Sums vectors = KernelSet.best().sums();

  static IntStream lengths() {
    return IntStream.concat(IntStream.rangeClosed(0, 70), IntStream.of(1000, 2047, 2048));
  }

  /** Numbers of either sign whose sizes differ by up to a million. */
  private static float[] numbers(int n, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] numbers = new float[n];
    for (int i = 0; i < n; i++) {
      numbers[i] = (float) (random.nextGaussian() * Math.pow(10, 6 * random.nextDouble() - 3));
    }
    return numbers;
  }

  private static float[] weights(int n, long seed) {
    float[] weights = numbers(n, seed);
    for (int i = 0; i < n; i++) {
      weights[i] = i % 7 == 0 ? 0 : Math.abs(weights[i]);
    }
    return weights;
  }

  /** The same bits from both, and the loop's value up to a billionth of what is added up. */
  private static void same(
      double ofPlain, double ofVectors, double before, int n, IntToDoubleFunction terms) {
    assertThat(Double.doubleToRawLongBits(ofPlain))
        .isEqualTo(Double.doubleToRawLongBits(ofVectors));
    double sum = before;
    double sizes = Math.abs(before);
    for (int i = 0; i < n; i++) {
      sum += terms.applyAsDouble(i);
      sizes += Math.abs(terms.applyAsDouble(i));
    }
    assertThat(ofPlain).isCloseTo(sum, within(1e-9 * sizes));
  }

  @ParameterizedTest
  @MethodSource("lengths")
  void sumsOfAColumnHaveTheSameBits(int n) {
    float[] a = numbers(n + 5, n);
    same(plain.of(a, n), vectors.of(a, n), 0, n, i -> a[i]);
  }

  @ParameterizedTest
  @MethodSource("lengths")
  void momentsHaveTheSameBitsAndAreAdded(int n) {
    float[] f = numbers(n, n);
    for (int at : OFFSETS) {
      float[] y = numbers(n + at, n + 1);
      double[] one = {0, 17, -3};
      double[] two = one.clone();
      plain.moments(f, y, at, n, one);
      vectors.moments(f, y, at, n, two);
      same(one[0], two[0], 0, n, i -> f[i]);
      same(one[1], two[1], 17, n, i -> (double) f[i] * f[i]);
      same(one[2], two[2], -3, n, i -> (double) f[i] * y[at + i]);
    }
  }

  @ParameterizedTest
  @MethodSource("lengths")
  void weightedMomentsHaveTheSameBitsAndAreAdded(int n) {
    float[] f = numbers(n, n);
    for (int at : OFFSETS) {
      float[] y = numbers(n + at, n + 1);
      float[] w = weights(n + at, n + 2);
      double[] one = {5, 0, -3};
      double[] two = one.clone();
      plain.moments(f, y, w, at, n, one);
      vectors.moments(f, y, w, at, n, two);
      same(one[0], two[0], 5, n, i -> (double) w[at + i] * f[i]);
      same(one[1], two[1], 0, n, i -> (double) w[at + i] * f[i] * f[i]);
      same(one[2], two[2], -3, n, i -> (double) w[at + i] * f[i] * y[at + i]);
    }
  }

  @ParameterizedTest
  @MethodSource("lengths")
  void squaredErrorsHaveTheSameBits(int n) {
    float[] f = numbers(n, n);
    for (int at : OFFSETS) {
      float[] y = numbers(n + at, n + 1);
      same(
          plain.squaredErrors(f, y, at, n),
          vectors.squaredErrors(f, y, at, n),
          0,
          n,
          i -> Math.pow(f[i] - (double) y[at + i], 2));
    }
  }

  @ParameterizedTest
  @MethodSource("lengths")
  void weightedSquaredErrorsHaveTheSameBits(int n) {
    float[] f = numbers(n, n);
    for (int at : OFFSETS) {
      float[] y = numbers(n + at, n + 1);
      float[] w = weights(n + at, n + 2);
      same(
          plain.squaredErrors(f, y, w, at, n),
          vectors.squaredErrors(f, y, w, at, n),
          0,
          n,
          i -> w[at + i] * Math.pow(f[i] - (double) y[at + i], 2));
    }
  }

  @ParameterizedTest
  @MethodSource("lengths")
  void innerProductsHaveTheSameBitsAndSinglePrecision(int n) {
    InnerProducts loops = KernelSet.plain().products();
    InnerProducts lanes = KernelSet.best().products();
    float[] a = numbers(n + 3, n);
    float[] b = numbers(n + 3, n + 1);
    double dot = loops.dot(a, b, n);
    assertThat(Double.doubleToRawLongBits(dot))
        .isEqualTo(Double.doubleToRawLongBits(lanes.dot(a, b, n)));
    double sum = 0;
    double sizes = 0;
    for (int i = 0; i < n; i++) {
      sum += (double) a[i] * b[i];
      sizes += Math.abs((double) a[i] * b[i]);
    }
    assertThat(dot).isCloseTo(sum, within(1e-5 * sizes));
  }

  @ParameterizedTest
  @MethodSource("lengths")
  void severalInnerProductsAtOnceHaveTheBitsOfOneAfterTheOther(int n) {
    float[] a = numbers(n + 3, n);
    float[][] others = {a, numbers(n, n + 1), numbers(n + 1, n + 2), numbers(n, n + 3)};
    for (KernelSet kernels : new KernelSet[] {KernelSet.plain(), KernelSet.best()}) {
      for (int count = 1; count <= others.length; count++) {
        double[] sums = new double[others.length];
        kernels.products().dots(a, others, count, n, sums);
        for (int k = 0; k < others.length; k++) {
          double expected = k < count ? kernels.products().dot(a, others[k], n) : 0;
          assertThat(Double.doubleToRawLongBits(sums[k]))
              .isEqualTo(Double.doubleToRawLongBits(expected));
        }
      }
    }
  }

  @Test
  void oneNumberThatIsNoneMakesTheSumNone() {
    for (int at : new int[] {0, 20, 66}) {
      float[] f = numbers(67, 1);
      f[at] = Float.NaN;
      assertThat(plain.of(f, 67)).isNaN();
      assertThat(vectors.of(f, 67)).isNaN();
      assertThat(plain.squaredErrors(f, numbers(67, 2), 0, 67)).isNaN();
      assertThat(vectors.squaredErrors(f, numbers(67, 2), 0, 67)).isNaN();
    }
  }
}
