package io.symlab.actors.work.distill;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ConsistentCutsTest {
  private static ByteString state(int island, int round) {
    return ByteString.copyFromUtf8("island " + island + " at " + round);
  }

  @Test
  void aCutIsWholeWhenTheLastIslandHasReachedTheRound() {
    var cuts = new ConsistentCuts(2);
    assertThat(cuts.add(1, 5, state(1, 5))).isEmpty();
    assertThat(cuts.add(1, 10, state(1, 10))).isEmpty();
    Optional<ConsistentCuts.Cut> cut = cuts.add(0, 5, state(0, 5));
    assertThat(cut).hasValueSatisfying(whole -> assertThat(whole.round()).isEqualTo(5));
    assertThat(cut.orElseThrow().islands())
        .extracting(ByteString::toStringUtf8)
        .containsExactly("island 0 at 5", "island 1 at 5");
    assertThat(cuts.add(0, 10, state(0, 10))).isPresent();
  }
}
