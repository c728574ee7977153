package io.symlab.symbolic.front;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SimplestAlikeTest {
  @Test
  void theMoreColumnsOfNoiseThereAreTheMoreTheBestOfThemMustTell() {
    assertThat(SimplestAlike.errors(10, 200)).isEqualTo(2);
    assertThat(SimplestAlike.errors(5, 4)).isEqualTo(2);
    // The largest of 100 normal numbers, in the mean of many draws, is a little below the bound.
    SplittableRandom random = new SplittableRandom(1);
    double mean = 0;
    for (int draw = 0; draw < 2_000; draw++) {
      double most = 0;
      for (int column = 0; column < 100; column++) {
        most = Math.max(most, Math.abs(random.nextGaussian()));
      }
      mean += most / 2_000;
    }
    assertThat(SimplestAlike.errors(100, 20)).isCloseTo(mean, within(0.4)).isGreaterThan(mean);
  }
}
