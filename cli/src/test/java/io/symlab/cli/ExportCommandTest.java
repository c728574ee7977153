package io.symlab.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.symlab.actors.endpoint.FrontViews;
import io.symlab.cli.client.LabFront;
import io.symlab.cli.display.Samples;
import io.symlab.cli.exit.ExitCode;
import io.symlab.cli.exit.OutFile;
import io.symlab.cli.experiments.ExportCommand;
import io.symlab.experiment.LabException;
import io.symlab.experiment.exchange.OptimizerFiles;
import io.symlab.experiment.results.FrontFile;
import io.symlab.experiment.results.Ranking;
import io.symlab.model.rule.learned.LearnedOptimizer;
import io.symlab.model.rule.learned.RuleSettings;
import io.symlab.proto.FrontRow;
import io.symlab.proto.FrontView;
import io.symlab.proto.TunedRule;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ExportCommandTest {
  @TempDir private Path folder;

  private String err;

  private int run(String... words) {
    var errors = new StringWriter();
    int code = Main.run(new PrintWriter(new StringWriter()), new PrintWriter(errors), words);
    err = errors.toString();
    return code;
  }

  private static String export(String row, String format) throws LabException {
    return ExportCommand.export(Samples.front(), row, format, 0.01);
  }

  static List<String> formats() {
    return ExportCommand.Formats.all();
  }

  @ParameterizedTest
  @MethodSource("formats")
  void aLabsRuleGoesIntoEveryFormat(String format) throws LabException {
    assertThat(export("best", format)).endsWith("\n").containsPattern("0\\.7312?");
  }

  @Test
  void textIsTheRuleAndLatexIsForPapers() throws LabException {
    assertThat(export("best", "text")).isEqualTo("tanh(mt_0 * 0.7312)\n");
    assertThat(export("1", "latex")).isEqualTo("\\mathrm{mt}_{0}\n");
    assertThat(export("knee", "torch")).contains("class SymbolicOptimizer", "lr=0.01");
  }

  private static LabFront tuned() throws LabException {
    FrontView view = FrontViews.of(Samples.front(), Ranking.NONE);
    TunedRule.Builder tuned = TunedRule.newBuilder().setOriginal("tanh(mt_0 * 0.7312)");
    tuned.setRate(0.026).setTuned("tanh(mt_0 * 0.81)").setTunedRate(0.031);
    return LabFront.of(view.toBuilder().setScale(0.02).setTuned(tuned).build());
  }

  @Test
  void everyRuleOfATrialHasItsOwnRate() throws LabException {
    OptionalDouble own = OptionalDouble.empty();
    assertThat(ExportCommand.export(tuned(), "tuned", "torch", own))
        .contains("lr=0.031", "0.81")
        .doesNotContain("0.7312");
    assertThat(ExportCommand.export(tuned(), "chosen", "optax", own)).contains("0.026", "0.7312");
    assertThat(ExportCommand.export(tuned(), "knee", "torch", own)).contains("lr=0.02");
    assertThat(ExportCommand.export(tuned(), "tuned", "torch", OptionalDouble.of(0.5)))
        .contains("lr=0.5");
    LabFront alone = new LabFront(Samples.front());
    assertThat(ExportCommand.export(alone, "best", "torch", own)).contains("lr=0.01");
    assertThatThrownBy(() -> ExportCommand.export(alone, "tuned", "text", own))
        .isInstanceOfSatisfying(
            LabException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.BAD_INPUT))
        .hasMessageContaining("name an experiment");
    FrontView early = FrontViews.of(Samples.front(), Ranking.NONE).toBuilder().setScale(1).build();
    assertThatThrownBy(() -> ExportCommand.export(LabFront.of(early), "chosen", "text", own))
        .hasMessageContaining("meta-tune has not ended");
  }

  @Test
  void jsonHasWhatIsKnownAndNullForTheRest() throws LabException {
    assertThat(export("accuracy", "json"))
        .contains("\"complexity\" : 9", "\"loss\" : 0.05", "\"r2_test\" : null");
  }

  @Test
  void csvIsTheWholeFront() throws LabException {
    assertThat(export("best", "csv"))
        .startsWith("Complexity,Loss,Equation,")
        .contains("\n1,0.5,\"mt_0\",0.3,0.41,");
  }

  @Test
  void anUnknownFormatIsBadUsageAndThoseThereAreAreNamed() {
    assertThat(run("export", "--format", "word", "--home", folder.toString()))
        .isEqualTo(ExitCode.BAD_INPUT);
    assertThat(err).contains("no format \"word\"", "torch-module", "csv");
    assertThat(run("export", "--rate", "0", "--home", folder.toString()))
        .isEqualTo(ExitCode.BAD_INPUT);
    assertThat(err).contains("above 0");
  }

  @Test
  void whatAFormatCannotCarryIsBadInput() throws LabException {
    FrontFile front =
        FrontViews.front(
            FrontView.newBuilder()
                .addNames("age")
                .addRows(FrontRow.newBuilder().setComplexity(1).setExpression("age"))
                .build());
    assertThatThrownBy(() -> ExportCommand.export(front, "best", "torch", 0.01))
        .hasMessageContaining("\"age\"")
        .isInstanceOfSatisfying(
            LabException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.BAD_INPUT));
    assertThat(ExportCommand.export(front, "best", "torch-module", 0.01)).contains("age = x[:, 0]");
  }

  @Test
  void averagesOverTheLabsColumnsAreRead() throws LabException {
    FrontView.Builder front = FrontView.newBuilder();
    for (int lag = 0; lag < 3; lag++) {
      front.addNames("mt_" + lag).addNames("gt_" + lag);
    }
    front.addRows(FrontRow.newBuilder().setComplexity(3).setExpression("ema(mt, 0.9)"));
    assertThat(ExportCommand.export(FrontViews.front(front.build()), "best", "text", 0.01))
        .isEqualTo("ema(mt, 0.9)\n");
    assertThat(ExportCommand.export(FrontViews.front(front.build()), "best", "torch", 0.01))
        .contains("[\"m\", \"v\", \"ema_1\"]");
  }

  @Test
  void aLearnedOptimizerGoesIntoTorchOrSafetensors() throws Exception {
    Path trial = Files.createDirectories(folder.resolve("experiments/e3/2"));
    LearnedOptimizer learned = LearnedOptimizer.initial(RuleSettings.rnnprop(), 5);
    Files.write(trial.resolve("learned.bin"), learned.encode());
    Path file = folder.resolve("x.safetensors");
    String home = "--home=" + folder;
    assertThat(run("export", home, "e3/2:learned", "--format=safetensors", "--out=" + file))
        .isEqualTo(ExitCode.DONE);
    assertThat(OptimizerFiles.read(file, List.of()).phi()).isEqualTo(learned.phi());
    Path python = folder.resolve("learned.py");
    String[] words = {"export", home, file.toString(), "--rate=0.02", "--out=" + python};
    assertThat(run(words)).isEqualTo(ExitCode.DONE);
    assertThat(python)
        .content()
        .contains("class LearnedOptimizer(torch.optim.Optimizer)", "\"scale\":0.02")
        .doesNotContain("${");
  }

  @Test
  void whatALearnedOptimizerIsNotIsBadInput() throws Exception {
    Path file = folder.resolve("learned.bin");
    Files.write(file, LearnedOptimizer.initial(RuleSettings.rnnprop(), 5).encode());
    String home = "--home=" + folder;
    assertThat(run("export", home, file.toString(), "--format=latex"))
        .isEqualTo(ExitCode.BAD_INPUT);
    assertThat(err).contains("no formula", "torch, safetensors");
    assertThat(run("export", home, file.toString(), "--format=safetensors"))
        .isEqualTo(ExitCode.BAD_INPUT);
    assertThat(err).contains("--out");
    assertThat(run("export", home, "e3:learned")).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(err).contains("no results of e3");
    assertThat(run("export", home, "missing.pth")).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(err).contains("no file missing.pth");
    assertThat(run("export", home, "e3", "--format=safetensors")).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(err).contains("e3:learned");
    assertThat(run("export", home, file.toString(), "--features=mean-g"))
        .isEqualTo(ExitCode.BAD_INPUT);
    assertThat(err).contains("mean-g", "mom99");
  }

  @Test
  void aFileIsWrittenWholeAndReplaced() throws Exception {
    Path file = folder.resolve("rule.py");
    OutFile.write(file, "old\n");
    OutFile.write(file, "new\n");
    assertThat(file).hasContent("new\n");
    assertThat(folder.toFile().list()).containsExactly("rule.py");
  }

  @Test
  void aFolderThatIsNotThereIsBadInput() {
    Path file = folder.resolve("nowhere").resolve("rule.py");
    assertThatThrownBy(() -> OutFile.write(file, "x"))
        .hasMessageContaining("there is no folder")
        .isInstanceOfSatisfying(
            LabException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.BAD_INPUT));
    assertThatThrownBy(() -> OutFile.write(folder, "x")).hasMessageContaining("a folder");
    assertThat(Files.exists(file)).isFalse();
  }
}
