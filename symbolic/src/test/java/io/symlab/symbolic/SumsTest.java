package io.symlab.symbolic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.symlab.symbolic.kernels.KernelSet;
import io.symlab.symbolic.kernels.Sums;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SumsTest {
  private static final int AT = 3;
  private final Sums plain = KernelSet.plain().sums();
  private final Sums vectors = KernelSet.best().sums();
  private final float[] f = RandomFormulas.columns(2100, 1)[0];
  private final float[] y = RandomFormulas.columns(2100, 2)[1];
  private final float[] w = weights();

  private static float[] weights() {
    float[] weights = RandomFormulas.columns(2100, 3)[2];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = Math.abs(weights[i]);
    }
    return weights;
  }

  static IntStream lengths() {
    return IntStream.concat(IntStream.range(0, 70), IntStream.of(1000, 2047, 2048));
  }

  @ParameterizedTest
  @MethodSource("lengths")
  void plainLoopsAndVectorsGiveTheSameBitsAndTheRightSums(int n) {
    double sum = 0;
    double squares = 0;
    double errors = 0;
    double[] expected = new double[3];
    double[] weighted = new double[3];
    for (int i = 0; i < n; i++) {
      double error = f[i] - (double) y[AT + i];
      sum += f[i];
      squares += error * error;
      errors += w[AT + i] * error * error;
      double[] parts = {f[i], (double) f[i] * f[i], (double) f[i] * y[AT + i]};
      for (int k = 0; k < 3; k++) {
        expected[k] += parts[k];
        weighted[k] += w[AT + i] * parts[k];
      }
    }
    assertThat(plain.of(f, n)).isEqualTo(vectors.of(f, n)).isCloseTo(sum, within(1e-9));
    assertThat(plain.squaredErrors(f, y, AT, n))
        .isEqualTo(vectors.squaredErrors(f, y, AT, n))
        .isCloseTo(squares, within(1e-8));
    assertThat(plain.squaredErrors(f, y, w, AT, n))
        .isEqualTo(vectors.squaredErrors(f, y, w, AT, n))
        .isCloseTo(errors, within(1e-8));
    assertThat(moments(plain, null, n)).isEqualTo(moments(vectors, null, n));
    assertThat(moments(plain, w, n)).isEqualTo(moments(vectors, w, n));
    assertThat(moments(plain, null, n)).containsExactly(expected, within(1e-8));
    assertThat(moments(plain, w, n)).containsExactly(weighted, within(1e-8));
  }

  private double[] moments(Sums sums, float[] weights, int n) {
    double[] result = new double[3];
    if (weights == null) {
      sums.moments(f, y, AT, n, result);
    } else {
      sums.moments(f, y, weights, AT, n, result);
    }
    return result;
  }
}
