package io.symlab.symbolic.island;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.symlab.symbolic.settings.SearchSettings;
import java.util.List;
import org.junit.jupiter.api.Test;

class IslandScheduleTest {
  private final IslandSchedule schedule = new IslandSchedule(4, 3, 2);

  @Test
  void aRoundSeesOneBatchMoreEveryMRoundsUntilTheLast() {
    assertThat(schedule.lastBatch(0, 10)).isZero();
    assertThat(schedule.lastBatch(2, 10)).isZero();
    assertThat(schedule.lastBatch(3, 10)).isEqualTo(1);
    assertThat(schedule.lastBatch(300, 10)).isEqualTo(10);
    assertThat(schedule.batchesVisible(3, 10)).isEqualTo(2);
    assertThat(schedule.batchesVisible(3, -1)).isZero();
  }

  @Test
  void migrantsAreThoseSentSlackRoundsAgo() {
    assertThat(schedule.migrantsRound(5)).isEqualTo(3);
    assertThat(schedule.migrantsRound(1)).isNegative();
  }

  @Test
  void theRingCloses() {
    assertThat(schedule.neighbour(0)).isEqualTo(3);
    for (int i = 0; i < 4; i++) {
      assertThat((schedule.neighbour(i) + 1) % 4).isEqualTo(i);
    }
  }

  @Test
  void impossibleSettingsAreNamed() {
    SearchSettings settings = SearchSettings.defaults();
    assertThatThrownBy(() -> settings.toBuilder().islands(0).build())
        .hasMessageContaining("islands");
    assertThatThrownBy(() -> settings.toBuilder().operators(List.of()).build())
        .hasMessageContaining("operators");
    assertThatThrownBy(() -> settings.toBuilder().slack(0).build()).hasMessageContaining("slack");
    assertThatThrownBy(() -> settings.toBuilder().population(1).build())
        .hasMessageContaining("population");
  }
}
