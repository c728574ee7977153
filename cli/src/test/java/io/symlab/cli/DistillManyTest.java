package io.symlab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.symlab.cli.exit.ExitCode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several searches from one command line; operators, losses and complexities of one's own. */
class DistillManyTest {
  private static final List<String> SMALL =
      List.of("--population", "40", "--islands", "2", "--max-complexity", "12", "--rounds", "8");

  @TempDir private Path folder;
  private Path csv;
  private String out;
  private String err;

  @BeforeEach
  void makeData() throws IOException {
    csv = folder.resolve("motor.csv");
    var random = new SplittableRandom(7);
    var text = new StringBuilder("a,b,torque,speed\n");
    for (int i = 0; i < 120; i++) {
      double a = 4 * random.nextDouble() - 2;
      double b = 4 * random.nextDouble() - 2;
      text.append(a).append(',').append(b).append(',').append(a * b).append(',');
      text.append(3 * a / (1 + Math.exp(-a)) + 1).append('\n');
    }
    Files.writeString(csv, text);
  }

  @Test
  void everyTargetGetsAFolderAndNoneExplainsAnother() throws IOException {
    String runs = at("runs");
    assertThat(run("distill", csv, "--y", "torque,speed", "--out", runs)).isEqualTo(ExitCode.DONE);
    assertThat(out).contains("y = torque", "y = speed", "R2 valid.");
    for (String target : List.of("torque", "speed")) {
      JsonNode front = front(Path.of(runs, target));
      assertThat(front.at("/names").toString()).isEqualTo("[\"a\",\"b\"]");
      assertThat(front.at("/settings/y").asText()).isEqualTo(target);
      assertThat(out.lines().filter(line -> line.endsWith(Path.of(runs, target).toString())))
          .hasSize(1);
    }
    assertThat(run("predict", Path.of(runs, "torque"), csv)).isEqualTo(ExitCode.DONE);
    assertThat(out.lines()).hasSize(121);
    assertThat(run("distill", "--resume", Path.of(runs, "torque"), "--rounds", "9"))
        .as(err)
        .isEqualTo(ExitCode.DONE);
  }

  @Test
  void theFolderOfSeveralIsShownOrTheWayToOneOfThemIsTold() throws IOException {
    String runs = at("runs");
    assertThat(run("distill", csv, "--y", "torque,speed", "--out", runs)).isEqualTo(ExitCode.DONE);
    assertThat(run("front", runs)).as(err).isEqualTo(ExitCode.DONE);
    assertThat(out).contains(Path.of(runs, "speed") + ": ", Path.of(runs, "torque") + ": ");
    assertThat(run("front", runs, "--json")).isEqualTo(ExitCode.DONE);
    JsonNode fronts = new ObjectMapper().readTree(out);
    assertThat(fronts.findValuesAsText("folder"))
        .containsExactly(Path.of(runs, "speed").toString(), Path.of(runs, "torque").toString());
    String advice = "name one of them: " + Path.of(runs, "speed");
    assertRefused(advice, "distill", "--resume", runs);
    assertRefused(advice, "predict", runs, csv);
    assertRefused(advice, "plot", runs);
    assertRefused(advice, "export", runs, "--format", "text");
  }

  @Test
  void whatWasNotSaidStandsInTheSummary() throws IOException {
    Path other = Files.copy(csv, folder.resolve("other.csv"));
    assertThat(run("distill", csv, other, "--out", at("all"))).isEqualTo(ExitCode.DONE);
    assertThat(out.lines().filter(line -> line.startsWith(other.toString())).toList())
        .anyMatch(line -> line.contains(" speed "));
  }

  @Test
  void aTargetThatIsNoColumnIsToldOnceAndAsWhatItIs() {
    assertRefused("lab: --y spead: there is no such column", "distill", csv, "--y", "torque,spead");
    assertThat(err.lines().filter(line -> line.startsWith("lab: "))).hasSize(1);
    assertThat(err).doesNotContain("--ignore");
    assertRefused(
        "lab: --ignore c: there is no", "distill", csv, "--y", "torque,speed", "--ignore", "c");
  }

  @Test
  void aTableThatCannotBeReadLeavesTheOthersBe() throws IOException {
    Path bad = Files.writeString(folder.resolve("bad.csv"), "a,b\n1,x\n2,y\n");
    Path other = Files.copy(csv, folder.resolve("other.csv"));
    int code = run("distill", csv, bad, other, "--y", "torque", "--out", at("all"), "--json");
    assertThat(code).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(folder.resolve("all/motor/front.json")).exists();
    assertThat(folder.resolve("all/other/front.json")).exists();
    assertThat(folder.resolve("all/bad")).doesNotExist();
    JsonNode fronts = new ObjectMapper().readTree(out);
    assertThat(fronts).hasSize(2);
    assertThat(fronts.at("/1/folder").asText()).endsWith("other");
    assertThat(err).contains("lab: ", "bad.csv", "what went wrong");
  }

  @Test
  void severalThatCannotBeAreRefusedAtOnce() {
    assertRefused("names a column twice", "distill", csv, "--y", "torque,torque");
    assertRefused("there is no such column", "distill", csv, "--y", "torque,spead");
    assertRefused("through a pipe", "distill", "-", csv);
    assertRefused("one table and one y", "distill", csv, csv, "--resume", at("run"));
  }

  @Test
  void operatorsOfOnesOwnComeBackInEveryVerb() throws IOException {
    Path run = folder.resolve("run");
    int code =
        run(
            "distill",
            csv,
            "--y",
            "speed",
            "--ignore",
            "torque",
            "--out",
            run,
            "--define",
            "gate(u) = 1 / (1 + exp(-u))",
            "--define",
            "swish(u) = u * gate(u)",
            "--operators",
            "+,*,swish",
            "--complexity",
            "swish=2,constant=1",
            "--stop-loss",
            "1e-9");
    assertThat(code).as(err).isEqualTo(ExitCode.DONE);
    assertThat(out).contains("swish(a)");
    String text = front(run).at("/rows").findValuesAsText("expression").toString();
    String meaning = "swish(x) = x * (1.0 / (1.0 + exp(-x)))";
    assertThat(text).contains(meaning + "; ");
    assertThat(Files.readString(run.resolve("front.csv"))).contains("\"" + meaning + "; ");
    assertThat(Files.readString(run.resolve("report.html"))).contains("where <code>" + meaning);
    assertThat(run("front", run, "--json")).isEqualTo(ExitCode.DONE);
    assertThat(new ObjectMapper().readTree(out).at("/definitions/0").asText()).isEqualTo(meaning);
    assertThat(run("predict", run, csv, "--choose", "accuracy")).isEqualTo(ExitCode.DONE);
    assertThat(err).contains("R2 1.0000");
    assertThat(run("export", run, "--format", "numpy", "--choose", "accuracy"))
        .as(err)
        .isEqualTo(ExitCode.DONE);
    assertThat(out).contains("def _own_swish(x):", "_own_swish(a)");
    run("export", run, "--format", "latex", "--choose", "accuracy");
    assertThat(out.strip().lines()).hasSize(1);
    assertThat(out).contains(", \\quad \\operatorname{swish}\\left(x\\right) = ", "\\exp");
    assertThat(run("export", run, "--format", "text", "--choose", "accuracy"))
        .isEqualTo(ExitCode.DONE);
    String formula = out.strip();
    assertThat(run("distill", csv, "--y", "speed", "--guess", formula, "--out", at("again")))
        .as(err)
        .isEqualTo(ExitCode.DONE);
    assertThat(run("distill", "--resume", run, "--rounds", "10")).as(err).isEqualTo(ExitCode.DONE);
    assertRefused(
        "definitions was [gate(u)",
        "distill",
        "--resume",
        run,
        "--define",
        "swish(u) = u",
        "--rounds",
        "10");
  }

  @Test
  void aTemplateHasAConstantForEachValueOfACategory() throws IOException {
    var random = new SplittableRandom(9);
    var text = new StringBuilder("size,city,rent\n");
    String[] cities = {"Paris", "Rome"};
    for (int i = 0; i < 150; i++) {
      double size = 20 + 80 * random.nextDouble();
      int city = random.nextInt(2);
      text.append(size).append(',').append(cities[city]).append(',');
      text.append((1 + 0.5 * city) * Math.sqrt(size)).append('\n');
    }
    Path rents = Files.writeString(folder.resolve("rents.csv"), text);
    Path run = folder.resolve("run");
    Object[] words = {
      "distill",
      rents,
      "--categories",
      "city",
      "--template",
      "p1[city] * ?",
      "--operators",
      "+,*,sqrt",
      "--out",
      run
    };
    assertThat(run(words)).as(err).isEqualTo(ExitCode.DONE);
    assertThat(run("predict", run, rents, "--choose", "accuracy")).isEqualTo(ExitCode.DONE);
    assertThat(err).contains("R2 1.0000", "city_Paris", "city_Rome", "sqrt(size)");
    assertThat(run("export", run, "--format", "numpy")).isEqualTo(ExitCode.DONE);
    assertRefused("no category \"town\"", "distill", rents, "--template", "p1[town] * ?");
  }

  @Test
  void aLossWhoseLeastIsNotZeroIsToldOf() {
    assertThat(
            run(
                "distill",
                csv,
                "--loss",
                "(prediction - y)^2 + 100",
                "--operators",
                "+,*",
                "--out",
                at("run")))
        .as(err)
        .isEqualTo(ExitCode.DONE);
    assertThat(out).contains("the loss is 100 or more in every row");
  }

  @Test
  void aLossOfOnesOwnIsTheFronts() throws IOException {
    Path run = folder.resolve("run");
    int code =
        run(
            "distill",
            csv,
            "--y",
            "torque",
            "--ignore",
            "speed",
            "--out",
            run,
            "--operators",
            "+,*",
            "--loss",
            "abs(prediction - y)^1.5");
    assertThat(code).as(err).isEqualTo(ExitCode.DONE);
    JsonNode rows = front(run).at("/rows");
    assertThat(rows.get(rows.size() - 1).at("/loss").asDouble()).isLessThan(1e-6);
  }

  @Test
  void whatIsNoneIsRefusedInTheOptionsWords() {
    assertRefused("--define: formula \"sin(x) = x\"", "distill", csv, "--define", "sin(x) = x");
    assertRefused("--define: a is the name", "distill", csv, "--define", "a(x) = x + 1");
    assertRefused("--complexity: no operator and no column", "distill", csv, "--complexity", "c=2");
    assertRefused("--complexity: \"exp\" is no", "distill", csv, "--complexity", "exp");
    assertRefused(
        "--complexity: exp counts 0: it must be 1", "distill", csv, "--complexity", "exp=0");
    assertRefused("--loss: formula", "distill", csv, "--loss", "abs(prediction - z*y)");
    assertRefused(
        "--loss: the loss \"prediction - y\" is", "distill", csv, "--loss", "prediction - y");
  }

  private void assertRefused(String cause, Object... words) {
    assertThat(run(words)).as(err).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(err).contains(cause).contains("lab: ");
  }

  private static JsonNode front(Path run) throws IOException {
    return new ObjectMapper().readTree(run.resolve("front.json").toFile());
  }

  private String at(String name) {
    return folder.resolve(name).toString();
  }

  private int run(Object... words) {
    List<String> line = new ArrayList<>();
    for (Object word : words) {
      line.add(word.toString());
    }
    if (line.get(0).equals("distill") && !line.contains("--resume")) {
      line.addAll(SMALL);
    }
    var outText = new StringWriter();
    var errText = new StringWriter();
    int code =
        Main.run(
            new PrintWriter(outText, true),
            new PrintWriter(errText, true),
            line.toArray(String[]::new));
    out = outText.toString();
    err = errText.toString();
    return code;
  }
}
