package io.symlab.cli.display;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.symlab.cli.exit.ExitCode;
import io.symlab.cli.experiments.ExportCommand;
import io.symlab.experiment.LabException;
import io.symlab.proto.FrontView;
import java.util.List;
import org.junit.jupiter.api.Test;

class FrontTextTest {
  @Test
  void everyRowHasItsFiguresAndTheMarkedOnesTheirMarks() {
    List<String> lines = FrontText.lines(Samples.front());
    assertThat(lines).hasSize(4);
    assertThat(lines.get(0)).contains("complexity", "loss", "score", "R2 train", "R2 test");
    assertThat(lines.get(2)).startsWith("best,knee").contains("5", "0.1000", "0.9300");
    assertThat(lines.get(2)).endsWith("tanh(mt_0 * 0.7312)");
    assertThat(lines.get(3)).startsWith("accuracy").contains(" - ");
  }

  @Test
  void trialsShowWhereThereWereSome() {
    FrontView.Builder front = Samples.front().toBuilder().setChosen(0);
    front.getRowsBuilder(0).setHeldOut(0.1234);
    front.getRowsBuilder(1).setHeldOut(Double.POSITIVE_INFINITY);
    List<String> lines = FrontText.lines(front.build());
    assertThat(lines.get(0)).containsSubsequence("R2 test", "trial", "expression");
    assertThat(lines.get(1)).startsWith("chosen").contains("0.1234");
    assertThat(lines.get(2)).startsWith("best,knee").contains("diverged");
    assertThat(FrontText.lines(Samples.front()).get(0)).doesNotContain("trial");
    var json = JsonViews.front("e1", 1, front.build());
    assertThat(json.path("chosen").asInt()).isEqualTo(Samples.front().getRows(0).getComplexity());
    assertThat(json.path("rows").get(0).path("held_out").asDouble()).isEqualTo(0.1234);
    assertThat(json.path("rows").get(2).has("held_out")).isFalse();
  }

  @Test
  void onlyTheMostAccurateRowsWhereThereIsLittleRoom() {
    List<String> lines = FrontText.lines(Samples.front(), 1);
    assertThat(lines).hasSize(2);
    assertThat(lines.get(1)).startsWith("accuracy");
  }

  @Test
  void theSummarySaysWhetherItIsFinal() {
    assertThat(FrontText.summary(Samples.front()))
        .isEqualTo("3 rules after 40 rounds, still growing");
    assertThat(FrontText.summary(Samples.front().toBuilder().setFinal(true).build()))
        .isEqualTo("3 rules after 40 rounds");
  }

  @Test
  void aRowIsChosenByMarkOrByComplexity() throws LabException {
    assertThat(ExportCommand.choose(Samples.front(), "best").getComplexity()).isEqualTo(5);
    assertThat(ExportCommand.choose(Samples.front(), "accuracy").getComplexity()).isEqualTo(9);
    assertThat(ExportCommand.choose(Samples.front(), "1").getExpression()).isEqualTo("mt_0");
  }

  @Test
  void aRowThatIsNotThereIsBadInput() {
    assertThatThrownBy(() -> ExportCommand.choose(Samples.front(), "4"))
        .isInstanceOfSatisfying(
            LabException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.BAD_INPUT));
    assertThatThrownBy(() -> ExportCommand.choose(Samples.front(), "nicest"))
        .hasMessageContaining("best, accuracy, knee or a complexity");
    assertThatThrownBy(
            () -> ExportCommand.choose(FrontView.newBuilder().setBest(-1).build(), "best"))
        .hasMessageContaining("no rule yet");
  }
}
