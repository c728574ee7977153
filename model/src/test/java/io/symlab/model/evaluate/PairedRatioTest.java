package io.symlab.model.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.symlab.symbolic.Randomness;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PairedRatioTest {
  @Test
  void medianAndIntervalComeFromTheOrderOfTheRatios() {
    double[] ones = new double[10];
    Arrays.fill(ones, 1);
    PairedRatio ratio = PairedRatio.of(new double[] {10, 1, 9, 2, 8, 3, 7, 4, 6, 5}, ones);
    assertThat(ratio.median()).isEqualTo(5.5);
    // The textbook: of 10 values, the 2nd and the 9th cover the median with 97.85 %.
    assertThat(ratio.low()).isEqualTo(2);
    assertThat(ratio.high()).isEqualTo(9);
    assertThat(ratio.coverage()).isCloseTo(0.978515625, within(1e-12));
    assertThat(ratio.pairs()).isEqualTo(10);
  }

  @Test
  void fewPairsGiveTheWholeRangeAndSayWhatItCovers() {
    PairedRatio ratio = PairedRatio.of(new double[] {2, 6, 3}, new double[] {1, 2, 1});
    assertThat(ratio).isEqualTo(new PairedRatio(3, 2, 3, 0.75, 3));
    assertThat(PairedRatio.of(new double[] {1}, new double[] {2}))
        .isEqualTo(new PairedRatio(0.5, 0.5, 0.5, 0, 1));
  }

  @Test
  void aDivergedRunIsInfinitelyWorseAndTwoOfThemSayNothing() {
    double gone = Double.POSITIVE_INFINITY;
    PairedRatio ratio =
        PairedRatio.of(new double[] {gone, 1, gone, 1}, new double[] {1, 1, gone, gone});
    assertThat(ratio.pairs()).isEqualTo(3);
    assertThat(ratio.median()).isEqualTo(1);
    assertThat(ratio.low()).isZero();
    assertThat(ratio.high()).isInfinite();
    assertThat(PairedRatio.of(new double[] {gone}, new double[] {gone}).pairs()).isZero();
  }

  @Test
  void theIntervalCoversTheTrueMedianAsOftenAsItSays() {
    int covered = 0;
    int trials = 4000;
    double coverage = 0;
    for (int t = 0; t < trials; t++) {
      SplittableRandom random = Randomness.stream(5, "paired-ratio-test", t);
      double[] figures = new double[15];
      double[] others = new double[15];
      for (int i = 0; i < 15; i++) {
        others[i] = 1 + random.nextDouble();
        // Log-uniform ratios around a median of 1.3.
        figures[i] = others[i] * 1.3 * Math.exp(2 * random.nextDouble() - 1);
      }
      PairedRatio ratio = PairedRatio.of(figures, others);
      coverage = ratio.coverage();
      covered += ratio.low() <= 1.3 && 1.3 <= ratio.high() ? 1 : 0;
    }
    assertThat(coverage).isBetween(0.95, 0.99);
    assertThat(covered / (double) trials).isCloseTo(coverage, within(0.01));
  }
}
