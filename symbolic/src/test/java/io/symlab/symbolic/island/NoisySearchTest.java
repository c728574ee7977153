package io.symlab.symbolic.island;

import static org.assertj.core.api.Assertions.assertThat;

import io.symlab.symbolic.front.ScoredFront;
import io.symlab.symbolic.sample.Samples;
import io.symlab.symbolic.sample.TargetSpread;
import io.symlab.symbolic.settings.SearchSettings;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Rows with noise: what is found explains the rule and not the noise. */
class NoisySearchTest {
  /** The normal density at x in [1, 3], with noise of this share of its deviation. */
  private static Samples bell(int rows, double noise, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] x = new float[rows];
    float[] y = new float[rows];
    for (int i = 0; i < rows; i++) {
      x[i] = (float) (1 + 2 * random.nextDouble());
      y[i] = (float) (Math.exp(-0.5 * x[i] * x[i]) / Math.sqrt(2 * Math.PI));
    }
    double deviation = Math.sqrt(TargetSpread.variance(y, 0, 1, rows, 1));
    for (int i = 0; i < rows; i++) {
      y[i] += (float) (noise * deviation * random.nextGaussian());
    }
    return Samples.of(new float[][] {x}, y);
  }

  @Test
  void theRuleIsFoundUnderTheNoise() {
    Samples noisy = bell(500, 0.1, 1);
    LocalArchipelago islands = LocalArchipelago.create(SearchSettings.defaults(), noisy);
    islands.evolve(15, 2);
    ScoredFront table = ScoredFront.of(islands.front(), noisy, null, bell(1000, 0, 2));
    assertThat(table.best().r2Test().orElseThrow()).isGreaterThan(0.98);
    List<ScoredFront.Row> rows = table.rows();
    ScoredFront.Row largest = rows.get(rows.size() - 1);
    assertThat(largest.r2Test().orElseThrow()).isGreaterThan(0.97);
    // The noise is a hundredth of y's variance; who explains it too has learned it by heart.
    assertThat(largest.r2Train()).isLessThan(0.995);
  }
}
