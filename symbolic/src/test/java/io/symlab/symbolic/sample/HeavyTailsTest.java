package io.symlab.symbolic.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class HeavyTailsTest {
  private static double[] bell(int rows) {
    SplittableRandom random = new SplittableRandom(4);
    double[] y = new double[rows];
    for (int i = 0; i < rows; i++) {
      y[i] = random.nextGaussian();
    }
    return y;
  }

  @Test
  void aBellHasNone() {
    assertThat(HeavyTails.of(bell(1000))).isEmpty();
    assertThat(HeavyTails.of(new double[50])).isEmpty();
  }

  @Test
  void rowsThatMakeMostOfTheVarianceAreCountedAndHelpIsNamed() {
    double[] y = bell(1000);
    y[7] = 50;
    y[300] = -52;
    assertThat(HeavyTails.of(y).orElseThrow())
        .startsWith("2 of 1000 rows make 8")
        .contains("% of y's variance", "--loss mae", "huber(1.0)", "logarithm");
  }

  @Test
  void aHundredthOfTheRowsMakesAShare() {
    double[] squares = new double[200];
    Arrays.fill(squares, 1);
    assertThat(HeavyTails.shareOfHundredth(squares)).isEqualTo(0.01);
    squares[3] = 101;
    squares[77] = 101;
    assertThat(HeavyTails.shareOfHundredth(squares)).isEqualTo(0.505);
    assertThat(HeavyTails.shareOfHundredth(new double[100])).isZero();
  }
}
