package io.symlab.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class StageTest {
  @Test
  void theWordsAreThoseThatJournalsAndResultsHave() {
    assertThat(Stage.all().stream().map(Stage::word))
        .containsExactly("meta-train", "distill", "evolve", "meta-tune", "evaluate", "report");
  }

  @Test
  void atrialWithoutASearchByMetaLossHasTheStagesThatTrialsAlwaysHad() {
    assertThat(Stage.usual().stream().map(Stage::word))
        .containsExactly("meta-train", "distill", "meta-tune", "evaluate", "report");
  }

  @Test
  void aWordReadsBack() {
    for (Stage stage : Stage.values()) {
      assertThat(Stage.of(stage.word())).isEqualTo(stage);
      assertThat(stage.is(stage.word())).isTrue();
      assertThat(stage).hasToString(stage.word());
    }
    assertThat(Stage.DISTILL.is("report")).isFalse();
  }

  @Test
  void aWordThatIsNoneIsNamed() {
    assertThatThrownBy(() -> Stage.of("meta_train"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("meta_train");
  }
}
