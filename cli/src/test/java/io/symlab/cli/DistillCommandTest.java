package io.symlab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.symlab.cli.exit.ExitCode;
import io.symlab.experiment.results.FormulaNames;
import io.symlab.experiment.results.FrontFile;
import io.symlab.symbolic.expression.Expression;
import io.symlab.symbolic.expression.Signals;
import io.symlab.symbolic.front.FrontChoice;
import io.symlab.symbolic.front.ScoredFront;
import io.symlab.symbolic.table.NpyWriter;
import io.symlab.symbolic.table.TableFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code lab distill} and {@code lab predict} as a person calls them. */
class DistillCommandTest {
  private static final List<String> SMALL =
      List.of("--population", "40", "--islands", "2", "--max-complexity", "15");

  @TempDir private Path folder;
  private Path csv;
  private String out;
  private String err;

  @BeforeEach
  void makeData() throws IOException {
    csv = folder.resolve("data.csv");
    var text = new StringBuilder("a,b,y\n");
    for (float[] row : rows(200)) {
      text.append(exactly(row[0])).append(',').append(exactly(row[1])).append(',');
      text.append(exactly(row[2])).append('\n');
    }
    Files.writeString(csv, text);
  }

  /** The float's own value: its shortest text is another double. */
  private static double exactly(float value) {
    return value;
  }

  /** y = a b + 1. */
  private static List<float[]> rows(int count) {
    var random = new SplittableRandom(7);
    List<float[]> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      float a = (float) (2 * random.nextDouble() - 1);
      float b = (float) (2 * random.nextDouble() - 1);
      rows.add(new float[] {a, b, a * b + 1});
    }
    return rows;
  }

  @Test
  void aFormulaIsFoundShownAndLeftInTheFolder() throws IOException {
    assertThat(distill("--out", at("run"))).isEqualTo(ExitCode.DONE);
    assertThat(out).contains("round 0 of 12", "complexity", "R2 valid.", "Done after 12 rounds");
    assertThat(folder.resolve("run"))
        .isDirectoryContaining("glob:**front.csv")
        .isDirectoryContaining("glob:**front.json")
        .isDirectoryContaining("glob:**distill.log")
        .isDirectoryContaining("glob:**state.bin");
    assertThat(folder.resolve("run/distill.log"))
        .content()
        .contains("; the default operators, loss");
    assertThat(folder.resolve("run/front.csv")).content().startsWith("Complexity,Loss,Equation,");
    JsonNode front = new ObjectMapper().readTree(folder.resolve("run/front.json").toFile());
    assertThat(front.at("/names").toString()).isEqualTo("[\"a\",\"b\"]");
    assertThat(front.at("/layout/columns").toString()).isEqualTo("[\"a\",\"b\",\"y\"]");
    assertThat(front.at("/settings/max-complexity").asInt()).isEqualTo(15);
    assertThat(front.at("/provenance/data/0/sha256").asText()).hasSize(64);
    JsonNode rows = front.at("/rows");
    assertThat(rows.get(rows.size() - 1).at("/r2-validation").asDouble()).isGreaterThan(0.999);
  }

  @Test
  void theResultDependsOnTheSeedAndNotOnTheThreads() throws IOException {
    distill("--out", at("one"), "--threads", "1");
    distill("--out", at("two"), "--threads", "2", "--save-every", "0.001");
    distill("--out", at("other"), "--seed", "2");
    assertThat(folder.resolve("two/front.csv"))
        .hasSameBinaryContentAs(folder.resolve("one/front.csv"));
    assertThat(Files.readString(folder.resolve("other/front.csv")))
        .isNotEqualTo(Files.readString(folder.resolve("one/front.csv")));
  }

  @Test
  void aResumedRunEndsAsAnUninterruptedOne() throws IOException {
    distill("--out", at("whole"));
    distill("--out", at("parts"), "--rounds", "5");
    assertThat(run("distill", "--resume", at("parts"), "--rounds", "12")).isEqualTo(ExitCode.DONE);
    assertThat(folder.resolve("parts/front.csv"))
        .hasSameBinaryContentAs(folder.resolve("whole/front.csv"));
    assertThat(folder.resolve("parts/distill.log")).content().contains("goes on from round 5");
  }

  @Test
  void onlyTheSameRunIsResumed() throws IOException {
    distill("--out", at("run"));
    assertRefused(
        List.of("distill", "--resume", at("run"), "--seed", "3"), "seed was 1, is 3", "--seconds");
    assertRefused(List.of("distill", "--resume", at("nothing")), "no such folder");
    Files.createDirectory(folder.resolve("empty"));
    assertRefused(List.of("distill", "--resume", at("empty")), "no state.bin");
    Files.writeString(csv, Files.readString(csv) + "0.5,0.5,1.25\n");
    assertRefused(List.of("distill", "--resume", at("run")), "is not the data", "SHA-256");
    byte[] state = Files.readAllBytes(folder.resolve("run/state.bin"));
    state[state.length - 1] ^= 1;
    Files.write(folder.resolve("run/state.bin"), state);
    assertRefused(List.of("distill", "--resume", at("run")), "damaged", "checksum");
  }

  @Test
  void dataThatHasMovedIsResumedWith() throws IOException {
    distill("--out", at("run"), "--rounds", "4");
    Path moved = Files.move(csv, folder.resolve("moved.csv"));
    assertRefused(List.of("distill", "--resume", at("run"), "--rounds", "8"), "does not exist");
    assertThat(run("distill", moved.toString(), "--resume", at("run"), "--rounds", "8"))
        .isEqualTo(ExitCode.DONE);
  }

  @Test
  void aSearchBeginsWithWhatAnotherFoundAlsoOnOtherRowsAndInAnotherOrderOfColumns()
      throws IOException {
    distill("--out", at("run"));
    var text = new StringBuilder("c,b,a,y\n");
    for (float[] row : rows(90)) {
      text.append(row[0] - row[1]).append(',').append(exactly(row[1])).append(',');
      text.append(exactly(row[0])).append(',').append(exactly(row[2])).append('\n');
    }
    String other = Files.writeString(folder.resolve("other.csv"), text).toString();
    assertThat(run("distill", other, "--from", at("run"), "--out", at("warm"), "--rounds", "1"))
        .as(err)
        .isEqualTo(ExitCode.DONE);
    assertThat(best("warm")).isGreaterThan(0.9999);
    JsonNode front = new ObjectMapper().readTree(folder.resolve("warm/front.json").toFile());
    assertThat(front.at("/names").toString()).isEqualTo("[\"c\",\"b\",\"a\"]");
    assertThat(front.at("/settings/population").asInt()).isEqualTo(40);
    assertThat(run("distill", "--resume", at("warm"), "--rounds", "2")).isEqualTo(ExitCode.DONE);
  }

  @Test
  void whatNoSearchIsBegunWithIsTold() throws IOException {
    distill("--out", at("run"), "--rounds", "2");
    Path other = folder.resolve("other.csv");
    Files.writeString(other, Files.readString(csv).replaceFirst("a,b", "u,v"));
    assertRefused(
        List.of("distill", other.toString(), "--from", at("run")),
        "--from " + at("run"),
        "formulas are over a, b, and this table has u, v");
    assertRefused(List.of("distill", csv.toString(), "--from", at("none")), "no such folder");
    assertRefused(List.of("distill", "--from", at("run")), "name the DATA");
    assertRefused(
        List.of("distill", "--resume", at("run"), "--from", at("run")), "leave --from away");
  }

  @Test
  void nothingIsOverwrittenAndFoldersAreNumbered() throws IOException {
    distill("--out", at("run"));
    assertRefused(
        List.of("distill", csv.toString(), "--out", at("run")), "exists already", "--resume");
    assertRefused(
        List.of("distill", csv.toString(), "--out", csv + "/inside"), "can't be made", "inside");
  }

  @Test
  void badInputIsToldWithItsCauseBeforeAnythingIsWritten() throws IOException {
    assertRefused(List.of("distill"), "name the DATA");
    assertRefused(List.of("distill", at("none.npy")), "none.npy does not exist");
    assertBad("--max-complexity must be 1 to 1000, not 0", "--max-complexity", "0");
    assertBad("no operator is called \"foo\"", "--operators", "+,foo");
    assertBad("no operator is called \"foo\"", "--guess", "foo(a)");
    assertBad("no variable is called \"zz\"; there are a, b", "--guess", "p1 * zz");
    assertBad("cost(exp) = 0", "--constraint", "cost(exp) = 0");
    assertBad("no loss is called", "--loss", "mist");
    assertBad("a template has a hole", "--template", "a * b");
    assertBad(
        "--template: a formula of this form has a complexity of 4 or more, above --max-complexity"
            + " (3)",
        "--template",
        "p1 * tanh(?)",
        "--max-complexity",
        "3");
    assertBad(
        "--template: no formula of this form keeps to --constraint",
        "--template",
        "tanh(tanh(?))",
        "--constraint",
        "nest(tanh, tanh) <= 0");
    assertBad(
        "--guess: formula \"a\" has not the form of --template",
        "--template",
        "tanh(?)",
        "--guess",
        "a");
    assertBad("there are simplest, best, accuracy and knee", "--choose", "worst");
    assertBad("--y z", "--y", "z");
    assertBad("no column a0 or a_0", "--lags", "a=3");
    assertBad("ema and ema_hat need a signal", "--operators", "+,ema");
    assertBad("--seconds must be more than 0", "--seconds", "-1");
    assertBad("--rounds must be 1 or more", "--rounds", "0");
    assertBad("--threads must be 1 or more", "--threads", "0");
    assertBad("--names gives 1 name; give 2 or 3", "--names", "a");
    assertBad("other.csv does not exist", "--validation", at("other.csv"));
    assertBad("other.csv does not exist", "--test", at("other.csv"));
    Files.writeString(csv, "a,y\n" + "1,2\n".repeat(30));
    assertRefused(List.of("distill", csv.toString()), "the same y", "2.0");
    Files.writeString(csv, "y\n" + "1\n2\n".repeat(30));
    assertRefused(List.of("distill", csv.toString()), "has one column");
    Files.writeString(csv, "a,y\n" + "1,\n".repeat(30));
    assertRefused(List.of("distill", csv.toString()), "0 rows left, 30 of 30 were dropped");
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).containsExactly(csv);
    }
  }

  @Test
  void aColumnOfHugeScaleAndAConstantOneWork() throws IOException {
    var text = new StringBuilder("a,b,c,y\n");
    for (float[] row : rows(200)) {
      text.append(row[0] * 1e30f).append(",3,").append(row[1]).append(',').append(row[0] * 1e28f);
      text.append('\n');
    }
    Files.writeString(csv, text);
    assertThat(distill("--out", at("run"))).isEqualTo(ExitCode.DONE);
    assertThat(best("run")).isGreaterThan(0.999);
  }

  @Test
  void droppedRowsAndARenamedColumnAreTold() throws IOException {
    String text = Files.readString(csv).replace("a,b,y", "my a,b,y");
    Files.writeString(csv, text + "NaN,1,1\n1,,1\n");
    assertThat(distill("--out", at("run"))).isEqualTo(ExitCode.DONE);
    assertThat(out).contains("2 of 202 rows dropped", "\"my a\" is my_a");
  }

  @Test
  void jsonIsAllThatIsOnStandardOutput() throws IOException {
    assertThat(distill("--out", at("run"), "--json", "--test", csv.toString()))
        .isEqualTo(ExitCode.DONE);
    JsonNode front = new ObjectMapper().readTree(out);
    assertThat(front.at("/folder").asText()).isEqualTo(at("run"));
    assertThat(front.at("/final").asBoolean()).isTrue();
    assertThat(front.at("/rounds").asInt()).isEqualTo(12);
    assertThat(front.at("/rows/0/r2_test").isNumber()).isTrue();
    assertThat(err).contains("round 0");
  }

  @Test
  void settingsComeFromAFileAndFlagsOverrideThem() throws IOException {
    Path conf = folder.resolve("mine.conf");
    Files.writeString(
        conf,
        """
        meta-train { epochs = 3 }
        distill {
          rollouts { train = 3 }
          islands = 2, population = 30, rounds = 3, operators = ["+", "*"], max-complexity = 7
        }
        """);
    assertThat(
            run(
                "distill",
                csv.toString(),
                "--config",
                conf.toString(),
                "--rounds",
                "2",
                "--out",
                at("run")))
        .isEqualTo(ExitCode.DONE);
    assertThat(err).contains("rollouts");
    JsonNode settings =
        new ObjectMapper().readTree(folder.resolve("run/front.json").toFile()).at("/settings");
    assertThat(settings.at("/population").asInt()).isEqualTo(30);
    assertThat(settings.at("/operators").toString()).isEqualTo("[\"+\",\"*\"]");
    assertThat(out).contains("Done after 2 rounds");
    Files.writeString(conf, "islands = 2\npopulatoin = 30\n");
    assertBad(
        "mine.conf:2: there is no key populatoin; did you mean population?",
        "--config",
        conf.toString());
  }

  @Test
  void whatAFileSaysWronglyIsToldWithItsLine() throws IOException {
    Path conf = folder.resolve("mine.conf");
    assertFileBad(conf, "loss = mist", "mine.conf:2: loss: no loss is called \"mist\"");
    assertFileBad(conf, "operators = [add, tahn]", "mine.conf:2: operators: no operator is called");
    assertFileBad(
        conf,
        "guesses = [\n\"p1 * a\",\n\"p1 * zz\"]",
        "mine.conf:4: guesses: formula \"p1 * zz\", position 6: no variable is called \"zz\"");
    assertFileBad(
        conf,
        "template = \"p1 * tanh(?)\", max-complexity = 3",
        "mine.conf:2: template: a formula of this form has a complexity of 4 or more, above"
            + " max-complexity (3)");
    assertFileBad(conf, "max-complexity = 0", "mine.conf:2: max-complexity must be 1 to 1000");
    // An option that comes over it is blamed by its own name.
    Files.writeString(conf, "loss = mist");
    assertBad("--loss: no loss is called \"must\"", "--config", conf.toString(), "--loss", "must");
  }

  private void assertFileBad(Path conf, String line, String message) throws IOException {
    Files.writeString(conf, "islands = 2\n" + line + "\n");
    assertBad(message, "--config", conf.toString());
  }

  @Test
  void aSmallEnoughLossEndsTheRun() throws IOException {
    assertThat(distill("--out", at("run"), "--rounds", "500", "--stop-loss", "1e-6"))
        .isEqualTo(ExitCode.DONE);
    assertThat(out).contains("the loss is small enough");
  }

  @Test
  void predictionsAreTheFormulasWhereverTheColumnsStand() throws IOException {
    distill("--out", at("run"));
    assertThat(run("predict", at("run"), csv.toString(), "--choose", "accuracy"))
        .isEqualTo(ExitCode.DONE);
    assertThat(err).contains("R2 1.0000", "on 200 rows");
    List<String> straight = out.lines().toList();
    assertThat(straight).hasSize(201).first().isEqualTo("prediction");

    var turned = new StringBuilder("note;b;a\n");
    for (float[] row : rows(200)) {
      turned.append("x;").append(exactly(row[1])).append(';').append(exactly(row[0])).append('\n');
    }
    Path other = Files.writeString(folder.resolve("turned.csv"), turned + "x;1;\n");
    run("predict", at("run/front.json"), other.toString(), "--choose", "accuracy");
    assertThat(out.lines().toList().subList(0, 201)).isEqualTo(straight);
    assertThat(out.lines().toList().get(201)).isEqualTo("nan");
    assertThat(err).doesNotContain("R2");

    Path npy = npy(false);
    Path predicted = folder.resolve("p.npy");
    run(
        "predict",
        at("run"),
        npy.toString(),
        "--choose",
        "accuracy",
        "--out",
        predicted.toString());
    assertThat(TableFile.read(predicted).columns()[0][17])
        .isEqualTo(Double.parseDouble(straight.get(18))); // not rounded to floats
    run("predict", at("run"), npy(true).toString(), "--choose", "accuracy");
    assertThat(out.lines().toList()).isEqualTo(straight);
    assertThat(err).contains("R2");
  }

  /** Of a front whose rows set apart tell no formula from a constant. */
  @Test
  void aFormulaThatIsNotToldFromAConstantIsNeverHandedOutWithoutAWord() throws IOException {
    OptionalDouble none = OptionalDouble.empty();
    var constant = new ScoredFront.Row(1, 1, 0, 0, none, none, new Expression.Constant(2), 1);
    var formula = new ScoredFront.Row(4, 0.9, 1, 0.1, none, none, Expression.variable(0), 0.9);
    var front = new ScoredFront(List.of(constant, formula), Map.of(FrontChoice.SIMPLEST, 0));
    var names = new FormulaNames(List.of("a"), Signals.NONE);
    Path file = folder.resolve("front.json");
    Files.write(file, new FrontFile(names, front, "best", 1, 1, true).toBytes());
    assertThat(run("front", file.toString())).isEqualTo(ExitCode.DONE);
    assertThat(out.lines().filter(line -> line.contains("(not told from a constant)")))
        .singleElement()
        .asString()
        .contains("best");
    for (String choose : List.of("best", "simplest")) {
      for (List<String> words :
          List.of(
              List.of("predict", file.toString(), csv.toString(), "--choose", choose),
              List.of("export", file.toString(), "--choose", choose))) {
        assertThat(run(words.toArray(String[]::new))).as(err).isEqualTo(ExitCode.DONE);
        assertThat(err.contains("note: the formula of complexity 4 is not to be relied on"))
            .as(choose + ": " + err)
            .isEqualTo(choose.equals("best"));
      }
    }
  }

  @Test
  void whatCannotBePredictedIsToldWithItsCause() throws IOException {
    distill("--out", at("run"));
    assertRefused(List.of("predict", at("none"), csv.toString()), "does not exist");
    assertRefused(List.of("predict", csv.toString(), csv.toString()), "is no front");
    assertRefused(
        List.of("predict", at("run/front.csv"), csv.toString()),
        "name the folder that a search left, or the front.json in it");
    assertRefused(
        List.of("predict", at("run"), csv.toString(), "--choose", "99"), "the complexities");
    assertRefused(List.of("predict", at("run"), csv.toString(), "--out", "p.txt"), ".csv or .npy");
    byte[] before = Files.readAllBytes(csv);
    assertRefused(
        List.of("predict", at("run"), csv.toString(), "--out", csv.toString()),
        "it is what is read");
    assertThat(csv).hasBinaryContent(before);
    assertRefused(
        List.of("predict", at("run"), csv.toString(), "--out", at("none/p.csv")),
        "there is no folder");
    Path other = Files.writeString(folder.resolve("other.csv"), "u,v\n1,2\n");
    assertRefused(
        List.of("predict", at("run"), other.toString(), "--choose", "accuracy"), "has no column");
    Files.writeString(other, "a,b,b,c,c\n1,2,5,0,0\n");
    assertRefused(
        List.of("predict", at("run"), other.toString(), "--choose", "accuracy"),
        "other.csv has two columns called \"b\" (numbers 1 and 2, counted from 0): rename one");
    Files.writeString(other, "a,b,c,c\n1,2,0,0\n");
    assertThat(run("predict", at("run"), other.toString(), "--choose", "accuracy"))
        .as(err)
        .isEqualTo(ExitCode.DONE);
    Files.writeString(other, Files.readString(csv).replace("a,b,y", "a,a,y"));
    assertRefused(
        List.of("distill", csv.toString(), "--test", other.toString()), "two columns called \"a\"");
  }

  private Path npy(boolean withY) throws IOException {
    Path file = folder.resolve(withY ? "with.npy" : "without.npy");
    try (NpyWriter writer = NpyWriter.create(file, withY ? 3 : 2)) {
      for (float[] row : rows(200)) {
        writer.append(Arrays.copyOf(row, withY ? 3 : 2));
      }
      writer.finish();
    }
    return file;
  }

  private double best(String run) throws IOException {
    JsonNode front = new ObjectMapper().readTree(folder.resolve(run + "/front.json").toFile());
    return front.at("/rows/" + front.at("/accuracy").asInt() + "/r2-validation").asDouble();
  }

  private void assertBad(String cause, String... words) {
    List<String> line = new ArrayList<>(List.of("distill", csv.toString()));
    line.addAll(List.of(words));
    assertRefused(line, cause);
  }

  private void assertRefused(List<String> words, String... causes) {
    assertThat(run(words.toArray(String[]::new))).as(err).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(err).contains(causes).startsWith("lab: ");
  }

  private String at(String name) {
    return folder.resolve(name).toString();
  }

  private int distill(String... words) {
    List<String> line = new ArrayList<>(List.of("distill", csv.toString()));
    line.addAll(SMALL);
    line.addAll(List.of(words));
    if (!line.contains("--rounds")) {
      line.addAll(List.of("--rounds", "12"));
    }
    return run(line.toArray(String[]::new));
  }

  private int run(String... words) {
    var outText = new StringWriter();
    var errText = new StringWriter();
    int code = Main.run(new PrintWriter(outText, true), new PrintWriter(errText, true), words);
    out = outText.toString();
    err = errText.toString();
    return code;
  }
}
