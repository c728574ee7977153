package io.symlab.actors.work.crew;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import org.junit.jupiter.api.Test;

class CrewCutsTest {
  private static ByteString state(int island, int round) {
    return ByteString.copyFromUtf8(island + " at " + round);
  }

  @Test
  void aRoundIsKeptOnceTheLastIslandHasReachedIt() {
    var cuts = new CrewCuts(2);
    assertThat(cuts.add(1, 5, state(1, 5))).isEmpty();
    assertThat(cuts.add(1, 10, state(1, 10))).isEmpty();
    assertThat(cuts.add(0, 5, state(0, 5))).hasValue(5);
    assertThat(cuts.at(5).getRound()).isEqualTo(5);
    assertThat(cuts.at(5).getIslandsList()).containsExactly(state(0, 5), state(1, 5));
    assertThat(cuts.add(0, 10, state(0, 10))).hasValue(10);
  }

  @Test
  void whatIsWantedNoMoreIsForgotten() {
    var cuts = new CrewCuts(1);
    for (int round = 5; round <= 100; round += 5) {
      cuts.add(0, round, state(0, round));
    }
    cuts.forget(95);
    assertThat(cuts.rounds()).isEqualTo(2);
    assertThat(cuts.at(95).getIslandsList()).containsExactly(state(0, 95));
    assertThatThrownBy(() -> cuts.at(90)).isInstanceOf(IllegalStateException.class);
  }
}
