package io.symlab.symbolic.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SampleReservoirTest {
  private static final int CAPACITY = 100;

  /** Batch b has rows (x, y) = (number of the row in the record, -x). */
  private static SampleBatch batch(int number, int first, int rows) {
    float[] values = new float[2 * rows];
    for (int i = 0; i < rows; i++) {
      values[2 * i] = first + i;
      values[2 * i + 1] = -(first + i);
    }
    return new SampleBatch(number, rows, 2, values);
  }

  private static SampleReservoir filled(long seed, int batches) {
    SampleReservoir reservoir = new SampleReservoir(2, CAPACITY, seed);
    for (int b = 0; b < batches; b++) {
      reservoir.append(batch(b, 30 * b, 30));
    }
    return reservoir;
  }

  private static float[] shown(Samples samples) {
    return java.util.Arrays.copyOf(samples.column(0), samples.rows());
  }

  @Test
  void viewsDoNotDependOnWhatCameLater() {
    SampleReservoir late = filled(1, 50);
    for (int n = 0; n <= 50; n++) {
      Samples early = filled(1, n).at(n);
      assertThat(shown(late.at(n))).isEqualTo(shown(early));
      assertThat(late.at(n).version()).isEqualTo(early.version());
      assertThat(late.at(n).targetVariance()).isEqualTo(early.targetVariance());
    }
  }

  @Test
  void aViewTakenEarlyStaysAsItWas() {
    SampleReservoir reservoir = filled(1, 2);
    Samples view = reservoir.at(2);
    float[] before = shown(view);
    for (int b = 2; b < 40; b++) {
      reservoir.append(batch(b, 30 * b, 30));
    }
    assertThat(shown(view)).isEqualTo(before);
  }

  @Test
  void rowsStayWholeAndAreNeverTakenTwice() {
    Samples view = filled(1, 50).at(50);
    assertThat(view.rows()).isEqualTo(CAPACITY);
    Set<Float> seen = new HashSet<>();
    for (int i = 0; i < view.rows(); i++) {
      assertThat(view.target()[i]).isEqualTo(-view.column(0)[i]);
      assertThat(seen.add(view.column(0)[i])).isTrue();
    }
  }

  @Test
  void everyRowIsKeptWithTheSameProbability() {
    double first = 0;
    int seeds = 200;
    for (int seed = 0; seed < seeds; seed++) {
      for (float x : shown(filled(seed, 20).at(20))) {
        first += x < 300 ? 1 : 0;
      }
    }
    // 600 rows, 100 kept: half of them from the first 300; deviation of the mean about 0.3.
    assertThat(first / seeds).isCloseTo(50, within(1.5));
  }

  @Test
  void smallViewsShareMemory() {
    SampleReservoir reservoir = filled(1, 3);
    assertThat(reservoir.at(1).column(0)).isSameAs(reservoir.at(3).column(0));
  }

  @Test
  void equalVersionsMeanEqualRows() {
    SampleReservoir reservoir = filled(1, 300);
    int unchanged = 0;
    for (int n = 1; n <= 300; n++) {
      boolean same = reservoir.at(n).version() == reservoir.at(n - 1).version();
      assertThat(java.util.Arrays.equals(shown(reservoir.at(n)), shown(reservoir.at(n - 1))))
          .isEqualTo(same);
      unchanged += same ? 1 : 0;
    }
    assertThat(unchanged).isPositive();
  }

  @Test
  void theScaleIsFrozenAtTheFirstRows() {
    SampleReservoir reservoir = new SampleReservoir(2, CAPACITY, 1);
    assertThat(reservoir.at(0).targetVariance()).isEqualTo(1);
    reservoir.append(batch(0, 0, 0));
    reservoir.append(batch(1, 1, 3));
    reservoir.append(batch(2, 1000, 50));
    assertThat(reservoir.at(3).targetVariance()).isCloseTo(2.0 / 3, within(1e-9));
  }

  @Test
  void batchesOutOfOrderOrOfAnotherWidthAreRefused() {
    SampleReservoir reservoir = filled(1, 2);
    assertThatThrownBy(() -> reservoir.append(batch(3, 0, 1))).hasMessageContaining("batch 2");
    assertThatThrownBy(() -> reservoir.append(new SampleBatch(2, 1, 3, new float[3])))
        .hasMessageContaining("width 2");
    assertThatThrownBy(() -> reservoir.at(3)).hasMessageContaining("there are 2");
  }
}
