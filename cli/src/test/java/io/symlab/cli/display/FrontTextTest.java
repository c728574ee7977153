package io.symlab.cli.display;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.symlab.actors.endpoint.FrontViews;
import io.symlab.actors.json.JsonViews;
import io.symlab.cli.client.LabFront;
import io.symlab.cli.exit.ExitCode;
import io.symlab.experiment.LabException;
import io.symlab.experiment.results.Ranking;
import io.symlab.proto.FrontView;
import io.symlab.symbolic.export.FrontJson;
import java.util.List;
import org.junit.jupiter.api.Test;

class FrontTextTest {
  @Test
  void everyRowHasItsFiguresAndTheMarkedOnesTheirMarks() {
    List<String> lines = FrontText.lines(Samples.front(), Ranking.NONE);
    assertThat(lines).hasSize(4);
    assertThat(lines.get(0)).contains("complexity", "loss", "score", "R2 train", "R2 test");
    assertThat(lines.get(2)).startsWith("simplest,best,knee").contains("5", "0.1000", "0.9300");
    assertThat(lines.get(2)).endsWith("tanh(mt_0 * 0.7312)");
    assertThat(lines.get(3)).startsWith("accuracy").contains(" - ");
  }

  @Test
  void trialsShowWhereThereWereSome() throws Exception {
    FrontView.Builder front = Samples.frontView().toBuilder().setChosen(0);
    front.getRowsBuilder(0).setHeldOut(0.1234);
    front.getRowsBuilder(1).setHeldOut(Double.POSITIVE_INFINITY);
    LabFront lab = LabFront.of(front.build());
    List<String> lines = FrontText.lines(lab.front(), lab.tried());
    assertThat(lines.get(0)).containsSubsequence("R2 test", "trial", "expression");
    assertThat(lines.get(1)).startsWith("chosen").contains("0.1234");
    assertThat(lines.get(2)).startsWith("simplest,best,knee").contains("diverged");
    assertThat(FrontText.lines(Samples.front(), Ranking.NONE).get(0)).doesNotContain("trial");
    String text = JsonViews.front(new FrontJson(), lab.front(), lab.tried());
    var json = new ObjectMapper().readTree(text);
    assertThat(json.path("chosen").asInt()).isEqualTo(Samples.front().rows().get(0).complexity());
    assertThat(json.path("rows").get(0).path("held_out").asDouble()).isEqualTo(0.1234);
    assertThat(json.path("rows").get(2).has("held_out")).isFalse();
  }

  @Test
  void onlyTheMostAccurateRowsWhereThereIsLittleRoom() {
    List<String> lines = FrontText.lines(Samples.front(), Ranking.NONE, 1);
    assertThat(lines).hasSize(2);
    assertThat(lines.get(1)).startsWith("accuracy");
  }

  @Test
  void theSummarySaysWhetherItIsFinal() {
    assertThat(FrontText.summary(Samples.front()))
        .isEqualTo("3 rules after 40 rounds, still growing");
    assertThat(
            FrontText.summary(
                FrontViews.front(Samples.frontView().toBuilder().setFinal(true).build())))
        .isEqualTo("3 rules after 40 rounds");
  }

  @Test
  void aRowIsChosenByMarkOrByComplexity() throws LabException {
    assertThat(Samples.front().choose("best").complexity()).isEqualTo(5);
    assertThat(Samples.front().choose("accuracy").complexity()).isEqualTo(9);
    assertThat(Samples.front().text(Samples.front().choose("1"))).isEqualTo("mt_0");
  }

  @Test
  void aRowThatIsNotThereIsBadInput() {
    assertThatThrownBy(() -> Samples.front().choose("4"))
        .isInstanceOfSatisfying(
            LabException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.BAD_INPUT));
    assertThatThrownBy(() -> Samples.front().choose("nicest"))
        .hasMessageContaining("best, accuracy, knee or a complexity");
    assertThatThrownBy(() -> LabFront.of(FrontView.getDefaultInstance()).front().choose("best"))
        .hasMessageContaining("no rule yet");
  }
}
