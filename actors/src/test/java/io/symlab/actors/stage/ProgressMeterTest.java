package io.symlab.actors.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ProgressMeterTest {
  private static final long SECOND = 1_000_000_000L;

  @Test
  void reportsAreDueTwiceASecond() {
    var pace = new ProgressMeter("steps", 0, 0);
    assertThat(pace.due(SECOND / 4)).isFalse();
    assertThat(pace.due(SECOND / 2)).isTrue();
    pace.report(5, 100, Map.of(), SECOND / 2);
    assertThat(pace.due(SECOND * 3 / 4)).isFalse();
  }

  @Test
  void aSteadyRateTellsTheTimeLeft() {
    var pace = new ProgressMeter("steps", 100, 0);
    pace.report(110, 1000, Map.of(), SECOND);
    var progress = pace.report(120, 1000, Map.of("meta-loss", 2.0), 2 * SECOND);
    assertThat(progress.getRate()).isCloseTo(10, within(1e-9));
    assertThat(progress.getSecondsLeft()).isCloseTo(88, within(1e-9));
    assertThat(progress.getFiguresMap()).containsEntry("meta-loss", 2.0);
  }

  @Test
  void aRateFollowsAChangeSlowly() {
    var pace = new ProgressMeter("steps", 0, 0);
    for (int second = 1; second <= 10; second++) {
      pace.report(10 * second, 1000, Map.of(), second * SECOND);
    }
    double rate = pace.report(100, 1000, Map.of(), 11 * SECOND).getRate();
    assertThat(rate).isBetween(8.0, 9.9);
  }

  @Test
  void settingUpDoesNotMakeWorkLookSlow() {
    var pace = new ProgressMeter("rounds", 500, 0);
    for (int i = 1; i <= 8; i++) {
      pace.report(500, 1000, Map.of(), i * SECOND / 2);
    }
    pace.report(510, 1000, Map.of(), 5 * SECOND);
    pace.report(520, 1000, Map.of(), 6 * SECOND);
    var progress = pace.report(530, 1000, Map.of(), 7 * SECOND);
    assertThat(progress.getSecondsLeft()).isCloseTo(47, within(1e-6));
  }

  @Test
  void aMomentTellsNoTimeLeft() {
    var pace = new ProgressMeter("steps", 0, 0);
    assertThat(pace.report(1, 1000, Map.of(), SECOND / 2).getSecondsLeft()).isNegative();
  }

  @Test
  void withoutARateTheTimeLeftIsUnknown() {
    assertThat(new ProgressMeter("steps", 0, 0).report(0, 10, Map.of(), SECOND).getSecondsLeft())
        .isNegative();
  }
}
