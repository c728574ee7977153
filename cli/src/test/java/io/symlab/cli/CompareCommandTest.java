package io.symlab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.symlab.cli.exit.ExitCode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompareCommandTest {
  @TempDir private Path home;

  private String out;
  private String err;

  @BeforeEach
  void twoVariantsOfSeveralSeeds() throws IOException {
    trial(1, "small, seed=1", 1, "0.5", "0.9");
    trial(2, "small, seed=2", 2, "\"Infinity\"", "0.5");
    trial(3, "small, seed=3", 3, "0.3", "0.7");
    trial(4, "wide, seed=1", 1, "0.25", "\"NaN\"");
    Files.createDirectories(home.resolve("experiments/e1/5"));
  }

  private void trial(int number, String label, long seed, String learned, String r2)
      throws IOException {
    Path report = home.resolve("experiments/e1/" + number + "/report");
    Files.createDirectories(report);
    Files.writeString(
        report.resolve("report.json"),
        String.format(
            "{\"schema\": \"symlab.report/1\", \"label\": \"%s\", \"seed\": %d,"
                + " \"last10\": {\"learned\": %s}, \"formula\": {\"r2-test\": %s}}",
            label, seed, learned, r2));
  }

  @Test
  void aRowPerVariantShowsTheMediansOverItsSeeds() {
    assertThat(run("compare", "e1")).isEqualTo(ExitCode.DONE);
    assertThat(out.lines().toList())
        .containsExactly(
            "experiment  variant  trials  learned  R2 test",
            "e1          small         3   0.5000   0.7000",
            "e1          wide          1   0.2500        -");
    assertThat(err).contains("e1: no report yet of trial 5");
  }

  @Test
  void papersGetATabular() {
    assertThat(run("compare", "e1", "--format", "latex")).isEqualTo(ExitCode.DONE);
    assertThat(out.lines().toList())
        .containsExactly(
            "\\begin{tabular}{llrrr}",
            "\\toprule",
            "experiment & variant & trials & learned & R2 test \\\\",
            "\\midrule",
            "e1 & small & $3$ & $0.5000$ & $0.7000$ \\\\",
            "e1 & wide & $1$ & $0.2500$ & -- \\\\",
            "\\bottomrule",
            "\\end{tabular}");
  }

  @Test
  void columnsCanBeChosen() {
    assertThat(run("compare", "e1", "--format", "csv", "--columns", "R2 test,adam,formula/r2-test"))
        .isEqualTo(ExitCode.DONE);
    assertThat(out.lines().toList())
        .containsExactly(
            "experiment,variant,trials,R2 test,adam,formula/r2-test",
            "e1,small,3,0.7,,0.7",
            "e1,wide,1,,,");
    assertThat(run("compare", "e1", "--columns", "learnt")).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(err).contains("no column \"learnt\"; there are learned, distilled");
    assertThat(run("compare", "e1", "--columns", "learnt/adam")).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(err).contains("no report here has \"learnt/adam\"");
  }

  @Test
  void scriptsGetAllDigits() {
    assertThat(run("compare", "e1", "--format", "csv", "--trials")).isEqualTo(ExitCode.DONE);
    assertThat(out.lines().toList())
        .containsExactly(
            "experiment,variant,trials,learned,R2 test",
            "e1,\"small, seed=1\",1,0.5,0.9",
            "e1,\"small, seed=2\",1,inf,0.5",
            "e1,\"small, seed=3\",1,0.3,0.7",
            "e1,\"wide, seed=1\",1,0.25,");
  }

  @Test
  void twoFormsAtOnceAreRefused() {
    assertThat(run("compare", "e1", "--format", "csv", "--json")).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(err).contains("either --json or --format csv");
    assertThat(run("compare", "e1", "--format", "word")).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(err).contains("text, csv, latex");
  }

  @Test
  void everyTrialCanBeShown() {
    assertThat(run("compare", "e1", "--trials")).isEqualTo(ExitCode.DONE);
    assertThat(out).contains("small, seed=2       1      inf   0.5000").contains("wide, seed=1");
  }

  @Test
  void jsonHasMediansAndTheReportsThemselves() throws IOException {
    assertThat(run("compare", "e1", "--json")).isEqualTo(ExitCode.DONE);
    var rows = new ObjectMapper().readTree(out);
    assertThat(rows).hasSize(2);
    assertThat(rows.at("/0/medians/R2 test").asDouble()).isEqualTo(0.7);
    assertThat(rows.at("/0/reports/2/last10/learned").asDouble()).isEqualTo(0.3);
    assertThat(rows.at("/1/medians").has("R2 test")).isFalse();
  }

  @Test
  void figuresAtSweptRatesStandBesideTheOthers() throws IOException {
    Path report = home.resolve("experiments/e2/1/report");
    Files.createDirectories(report);
    Files.writeString(
        report.resolve("report.json"),
        "{\"schema\": \"symlab.report/1\", \"label\": \"\", \"seed\": 1,"
            + " \"last10\": {\"learned\": 0.5, \"learned-swept\": 0.4},"
            + " \"tuned-to-learned-swept\": {\"median\": 1.25}}");
    assertThat(run("compare", "e2")).isEqualTo(ExitCode.DONE);
    assertThat(out.lines().toList())
        .containsExactly(
            "experiment  variant  trials  learned  learned swept  tuned/learned swept",
            "e2          -             1   0.5000         0.4000                1.250");
  }

  @Test
  void aRuleThatNeverGotThereHasNoSpeedUp() throws IOException {
    Path report = home.resolve("experiments/e2/1/report");
    Files.createDirectories(report);
    Files.writeString(
        report.resolve("report.json"),
        "{\"schema\": \"symlab.report/1\", \"label\": \"\", \"seed\": 1,"
            + " \"speed-up-over-adam\": {\"learned\": 0.0, \"distilled\": 1.5}}");
    assertThat(run("compare", "e2")).isEqualTo(ExitCode.DONE);
    assertThat(out.lines().toList())
        .containsExactly(
            "experiment  variant  trials  learned speed-up  distilled speed-up",
            "e2          -             1                 -               1.500");
    assertThat(run("compare", "e2", "--format", "csv")).isEqualTo(ExitCode.DONE);
    assertThat(out.lines().toList())
        .containsExactly(
            "experiment,variant,trials,learned speed-up,distilled speed-up", "e2,,1,,1.5");
  }

  @Test
  void whatIsNotThereIsNamed() throws IOException {
    assertThat(run("compare", "e9")).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(err).contains("there is no experiment e9 in " + home);
    Files.writeString(home.resolve("experiments/e1/4/report/report.json"), "{\"schema\": ");
    assertThat(run("compare", "e1")).isEqualTo(ExitCode.FAILED);
    assertThat(err).contains("cannot read e1").contains("4/report/report.json");
  }

  private int run(String... arguments) {
    var outBuffer = new StringWriter();
    var errBuffer = new StringWriter();
    String[] whole = new String[arguments.length + 2];
    System.arraycopy(arguments, 0, whole, 0, arguments.length);
    whole[arguments.length] = "--home";
    whole[arguments.length + 1] = home.toString();
    int code = Main.run(new PrintWriter(outBuffer), new PrintWriter(errBuffer), whole);
    out = outBuffer.toString();
    err = errBuffer.toString();
    return code;
  }
}
