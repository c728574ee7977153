package io.symlab.symbolic.island;

import static org.assertj.core.api.Assertions.assertThat;

import io.symlab.symbolic.front.Front;
import io.symlab.symbolic.sample.Samples;
import io.symlab.symbolic.settings.SearchSettings;
import org.junit.jupiter.api.Test;

/** Islands that an earlier version saved go on in this one. */
class StoredIslandsTest {
  private static final int ROWS = 40;

  /** What the stored searches are for: a * b + 1 on a grid. */
  private static Samples samples() {
    float[][] columns = new float[2][ROWS];
    float[] y = new float[ROWS];
    for (int i = 0; i < ROWS; i++) {
      columns[0][i] = i % 8 - 3;
      columns[1][i] = i / 8 - 2;
      y[i] = columns[0][i] * columns[1][i] + 1;
    }
    return Samples.of(columns, y);
  }

  @Test
  void thoseWithoutLossesOfParts() throws Exception {
    SearchSettings settings =
        SearchSettings.builder().seed(7).islands(1).population(8).maxComplexity(8).build();
    byte[] stored;
    try (var in = getClass().getResourceAsStream("archipelago-2.bin")) {
      stored = in.readAllBytes();
    }
    LocalArchipelago islands = LocalArchipelago.decode(settings, samples(), stored);
    assertThat(islands.round()).isEqualTo(4);
    Front before = islands.front();
    islands.evolve(8, 1);
    assertThat(islands.round()).isEqualTo(8);
    assertThat(islands.front().last().orElseThrow().loss())
        .isLessThanOrEqualTo(before.last().orElseThrow().loss());
    // What they save now is read as any of this version.
    LocalArchipelago again = LocalArchipelago.decode(settings, samples(), islands.encode());
    assertThat(again.front()).isEqualTo(islands.front());
  }
}
