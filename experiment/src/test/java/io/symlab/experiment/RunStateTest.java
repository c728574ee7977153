package io.symlab.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class RunStateTest {
  @Test
  void theWordsAreThoseThatJournalsAndScriptsHave() {
    assertThat(Arrays.stream(RunState.values()).map(RunState::word))
        .containsExactly(
            "waiting",
            "running",
            "stopped",
            "backing-off",
            "paused",
            "held",
            "done",
            "failed",
            "cancelled",
            "pruned");
  }

  @Test
  void aWordReadsBackAndAnUnknownOneIsNoError() {
    for (RunState state : RunState.values()) {
      assertThat(RunState.of(state.word())).contains(state);
      assertThat(state.is(state.word())).isTrue();
    }
    assertThat(RunState.of("asleep")).isEmpty();
    assertThat(RunState.ended("asleep")).isFalse();
  }

  @Test
  void whatHasEndedChangesNoMore() {
    assertThat(Arrays.stream(RunState.values()).filter(state -> RunState.ended(state.word())))
        .containsExactly(RunState.DONE, RunState.FAILED, RunState.CANCELLED, RunState.PRUNED);
  }
}
