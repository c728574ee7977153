package io.symlab.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.symlab.cli.exit.ExitCode;
import io.symlab.experiment.direct.RolloutTable;
import io.symlab.experiment.direct.SanityFile;
import io.symlab.experiment.results.EvaluationFile;
import io.symlab.symbolic.sample.Samples;
import io.symlab.symbolic.table.Dataset;
import io.symlab.symbolic.table.Roles;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code lab evaluate}, {@code lab rollout} and {@code lab sanity} as a person calls them. */
class DirectVerbsTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;
  private String recipe;
  private String out;
  private String err;

  @BeforeEach
  void writeRecipe() throws IOException {
    recipe = folder.resolve("tiny.conf").toString();
    Files.writeString(
        Path.of(recipe),
        """
        name = "tiny"
        optimizee { kind = "quadratic", instances = 2, dimension = 3 }
        rule.features = ["g", "mom9"]
        distill { steps = 12, window = 4, coordinates = 4 }
        evaluate { runs = 4, steps = 30 }
        """);
  }

  private int run(String... words) {
    var output = new StringWriter();
    var errors = new StringWriter();
    int code = Main.run(new PrintWriter(output), new PrintWriter(errors, true), words);
    out = output.toString();
    err = errors.toString();
    return code;
  }

  private String at(String name) {
    return folder.resolve(name).toString();
  }

  @Test
  void rulesAreComparedInPairsAndDivergenceIsNamed() {
    int code = run("evaluate", "sgd:0.01", "-g_0", "sgd:1e6", "--recipe", recipe, "--scale=0.01");
    assertThat(code).isEqualTo(ExitCode.DONE);
    List<String> lines = out.lines().toList();
    assertThat(lines.get(0)).contains("last-10 loss", "of sgd 0.01", "diverged");
    assertThat(lines.get(2)).startsWith("-g_0").contains("1.000 to 1.000");
    assertThat(lines.get(3)).startsWith("sgd 1000000").contains("4 of 4 runs", "never", "inf");
    assertThat(out).doesNotContain("NaN");
  }

  @Test
  void theBestOfASweepIsNamedAndFilesAreLeft() throws IOException {
    assertThat(run("evaluate", "adam", "sgd:0.1", "--recipe", recipe, "--out", at("compared")))
        .isEqualTo(ExitCode.DONE);
    assertThat(out).containsPattern("adam 0\\.\\d+ \\(best rate\\)").contains("compared");
    Path json = folder.resolve("compared/evaluation.json");
    EvaluationFile file = EvaluationFile.ofBytes(Files.readAllBytes(json), "evaluation.json");
    assertThat(file.rules()).hasSize(6).allMatch(rule -> rule.curves().size() == 4);
    assertThat(folder.resolve("compared"))
        .isDirectoryContaining("glob:**evaluation.svg")
        .isDirectoryContaining("glob:**evaluation.csv")
        .isDirectoryContaining("glob:**rules.csv");
    assertThat(folder).isDirectoryNotContaining("glob:**/.*");
    assertThat(run("evaluate", "adam", "--recipe", recipe, "--out", at("compared")))
        .isEqualTo(ExitCode.BAD_INPUT);
    assertThat(err).contains("compared", "exists already");
  }

  @Test
  void jsonSaysWhatTheTableSaysWhateverTheThreads() throws IOException {
    String[] words = {
      "evaluate", "sgd:0.1", "x=g_0", "--recipe", recipe, "--json", "--steps=9", "--runs=2"
    };
    assertThat(run(words)).isEqualTo(ExitCode.DONE);
    String two = out;
    JsonNode first = JSON.readTree(two).at("/rules/0");
    assertThat(first.at("/name").asText()).isEqualTo("sgd 0.1");
    assertThat(first.at("/ratio_to_first/median").asDouble()).isEqualTo(1);
    assertThat(first.at("/accuracy").isNull()).isTrue();
    List<String> alone = new ArrayList<>(List.of(words));
    alone.add("--threads=1");
    run(alone.toArray(String[]::new));
    assertThat(out).isEqualTo(two);
    alone.add("--seed=9");
    run(alone.toArray(String[]::new));
    assertThat(out).isNotEqualTo(two);
  }

  @Test
  void badWordsAreBadInput() {
    assertThat(run("evaluate", "adam:0.1", "--runs=0")).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(err).contains("--runs");
    assertThat(run("evaluate", "adm:0.1")).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(err).contains("adm");
    assertThat(run("evaluate", "adm")).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(err).contains("did you mean adam?");
    assertThat(run("evaluate", "a=adam:0.1", "a=sgd:0.1")).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(err).contains("e.g. other=sgd:0.1").doesNotContain("other=a=");
    assertThat(run("evaluate", "adam", "--jsn")).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(err).contains("--jsn");
    assertThat(run("evaluate", "adam", "--features=gg")).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(err).contains("gg", "mom9");
    assertThat(run("evaluate", "adam", "--set=optimizee.kin=x")).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(err).contains("optimizee.kind");
    assertThat(run("rollout", recipe, "--rule=adam", "--out", at("x.npy")))
        .isEqualTo(ExitCode.BAD_INPUT);
    assertThat(err).contains("adam:0.01");
    assertThat(run("rollout", recipe, "--rule=adam:1", "--out", at("x.csv")))
        .isEqualTo(ExitCode.BAD_INPUT);
    assertThat(err).contains(".npy");
    assertThat(run("sanity", "nesterow")).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(err).contains("nesterow", "momentum");
  }

  @Test
  void placesThatCannotBeWrittenAreToldBeforeAnythingIsDone() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    String in = file.resolve("x").toString();
    assertThat(run("evaluate", "adam:0.1", "--recipe", recipe, "--out", in))
        .isEqualTo(ExitCode.BAD_INPUT);
    assertThat(err).contains("--out " + in, "is no folder");
    assertThat(run("rollout", recipe, "--rule=adam:1", "--out", in + ".npy"))
        .isEqualTo(ExitCode.BAD_INPUT);
    assertThat(err).contains(in + ".npy", "is no folder");
    assertThat(run("rollout", recipe, "--rule=adam:1", "--out", at("no/x.npy")))
        .isEqualTo(ExitCode.BAD_INPUT);
    assertThat(err).contains("there is no folder");
    assertThat(folder.resolve("no")).doesNotExist();
  }

  @Test
  void aFrontThatWasCutShortIsToldInWords() throws IOException {
    String cut = "{ \"schema\": \"symlab.distilled-front/1\",\n \"points\": [";
    Files.writeString(folder.resolve("front.json"), cut);
    assertThat(run("evaluate", at("front.json"), "--recipe", recipe)).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(err).contains("front.json", "damaged", "in line 2").doesNotContain("REDACTED");
  }

  @Test
  void whatARuleDoesIsWrittenAsATableThatDistillReads() throws IOException {
    String[] words = {
      "rollout", recipe, "--rule", "2 * g_0 - mom9_1", "--out", at("x.npy"), "--runs", "3"
    };
    assertThat(run(words)).isEqualTo(ExitCode.DONE);
    assertThat(out).contains("3 runs", "--names g_0,mom9_0,g_1,mom9_1,g_2,mom9_2,g_3,mom9_3,y");
    Samples rows = Dataset.read(folder.resolve("x.npy"), Roles.PLAIN).samples();
    assertThat(rows.features()).isEqualTo(8);
    assertThat(rows.rows()).isEqualTo(3 * 12 * 4);
    for (int row = 0; row < rows.rows(); row++) {
      double y = 2 * rows.column(0)[row] - rows.column(3)[row];
      assertThat((double) rows.target()[row]).isCloseTo(y, within(1e-4 * (1 + Math.abs(y))));
    }
    byte[] beside = Files.readAllBytes(folder.resolve("x.json"));
    RolloutTable watching = RolloutTable.ofBytes(beside, "x.json");
    assertThat(watching.rowsPerRun()).containsExactly(48, 48, 48);
    assertThat(watching.names()).hasSize(9);
    assertThat(folder).isDirectoryNotContaining("glob:**.part");
    byte[] before = Files.readAllBytes(folder.resolve("x.npy"));
    List<String> alone = new ArrayList<>(List.of(words));
    alone.add("--threads=1");
    run(alone.toArray(String[]::new));
    assertThat(folder.resolve("x.npy")).hasBinaryContent(before);
  }

  @Test
  void handMadeRulesCanBeWatchedWithAnyFeatures() throws IOException {
    assertThat(
            run(
                "rollout",
                recipe,
                "--rule=sgd:0.1",
                "--features=g",
                "--window=2",
                "--scale=0.1",
                "--out",
                at("sgd.npy")))
        .isEqualTo(ExitCode.DONE);
    assertThat(out).contains("--names g_0..g_1,y");
    Samples rows = Dataset.read(folder.resolve("sgd.npy"), Roles.PLAIN).samples();
    for (int row = 0; row < rows.rows(); row++) {
      assertThat(rows.target()[row])
          .isCloseTo(-rows.column(0)[row], within(1e-5f * (1 + Math.abs(rows.column(0)[row]))));
    }
  }

  @Test
  void featuresGoByTheNamesOfRecipesAndOfFormulas() {
    for (String name : List.of("adam-up", "adam_up")) {
      assertThat(run("evaluate", "-adam_up_0", "sgd:0.1", "--recipe", recipe, "--features=" + name))
          .as(err)
          .isEqualTo(ExitCode.DONE);
      assertThat(out).contains("-adam_up_0");
    }
  }

  /** Hundreds of names are no hint; they stand in the file beside the table. */
  @Test
  void manyNamesAreReadFromTheFileThatHasThem() throws IOException {
    String table = at("wide.npy");
    assertThat(
            run(
                "rollout",
                recipe,
                "--rule=sgd:0.1",
                "--features=g,mom5,mom9,mom99,t",
                "--window=12",
                "--out",
                table))
        .isEqualTo(ExitCode.DONE);
    String names = at("wide.json");
    assertThat(out).contains("Go on with: lab distill " + table + " --names " + names);
    assertThat(out.length()).isLessThan(600);
    int code =
        run("distill", table, "--names", names, "--rounds=1", "--islands=1", "--out", at("found"));
    assertThat(code).as(err).isEqualTo(ExitCode.DONE);
    assertThat(folder.resolve("found/front.json")).content().contains("\"mom99_11\"");
    assertThat(run("distill", table, "--names", at("none.json"))).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(err).contains("--names", "none.json");
    assertThat(run("distill", table, "--names", at("found/front.json")))
        .isEqualTo(ExitCode.BAD_INPUT);
    assertThat(err).contains("symlab.watching/1");
  }

  @Test
  void theEasiestKnownRuleIsFoundAgain() throws IOException {
    assertThat(run("sanity", "sgd", "--recipe", recipe, "--seconds=30", "--out", at("sane")))
        .isEqualTo(ExitCode.DONE);
    assertThat(out).contains("-0.01 g0", "1.0000", "49 s");
    byte[] bytes = Files.readAllBytes(folder.resolve("sane/sanity.json"));
    SanityFile.Check check = SanityFile.ofBytes(bytes, "sanity.json").checks().get(0);
    assertThat(check.solved()).isTrue();
    assertThat(check.r2Test()).isCloseTo(1, within(1e-6));
    assertThat(folder.resolve("sane/sanity.csv")).content().hasLineCount(2).contains("sgd");
  }
}
