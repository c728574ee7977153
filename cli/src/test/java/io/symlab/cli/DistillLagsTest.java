package io.symlab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.symlab.cli.exit.ExitCode;
import io.symlab.cli.experiments.ExportCommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Windows of a rule with memory: found, gone on with, predicted and exported. */
class DistillLagsTest {
  private static final int LAGS = 20;

  @TempDir private static Path folder;
  private static Path run;
  private static String out;
  private static String err;

  @BeforeAll
  static void findTheRule() throws IOException {
    Path csv = Files.writeString(folder.resolve("w.csv"), windows(400));
    run = folder.resolve("run");
    String[] words = {
      "distill",
      csv.toString(),
      "--lags",
      "g=" + LAGS,
      "--rounds",
      "3",
      "--out",
      run.toString(),
      "--population",
      "40",
      "--islands",
      "2",
      "--max-complexity",
      "12"
    };
    assertThat(run(words)).as(err).isEqualTo(ExitCode.DONE);
  }

  /** Half an average of g with 0.9, over windows of one walk. */
  private static String windows(int count) {
    var random = new SplittableRandom(3);
    double[] g = random.doubles(count + LAGS).map(x -> 2 * x - 1).toArray();
    var text =
        new StringBuilder(
            IntStream.range(0, LAGS).mapToObj(lag -> "g" + lag).collect(Collectors.joining(",")));
    text.append(",y\n");
    for (int row = 0; row < count; row++) {
      double average = 0;
      for (int lag = LAGS - 1; lag >= 0; lag--) {
        average = 0.9 * average + 0.1 * (float) g[row + LAGS - 1 - lag];
      }
      for (int lag = 0; lag < LAGS; lag++) {
        text.append((float) g[row + LAGS - 1 - lag]).append(',');
      }
      text.append((float) (0.5 * average)).append('\n');
    }
    return text.toString();
  }

  @Test
  void averagesAreAmongTheUsualOperatorsOfSignals() {
    assertThat(run("export", run.toString(), "--row", "accuracy")).as(err).isEqualTo(ExitCode.DONE);
    assertThat(out).contains("ema");
  }

  @Test
  void aRunWithSignalsIsGoneOnWithAndPredicts() throws IOException {
    assertThat(run("distill", "--resume", run.toString(), "--rounds", "5"))
        .as(err)
        .isEqualTo(ExitCode.DONE);
    assertThat(run("predict", run.toString(), folder.resolve("w.csv").toString()))
        .as(err)
        .isEqualTo(ExitCode.DONE);
    assertThat(err).contains("ema", "R2 1.0000", "on 400 rows");
  }

  static List<String> formats() {
    return ExportCommand.Formats.all();
  }

  @ParameterizedTest
  @MethodSource("formats")
  void aTablesFrontGoesIntoEveryFormatWithItsSignals(String format) {
    assertThat(run("export", run.resolve("front.json").toString(), "--format", format))
        .as(err)
        .isEqualTo(ExitCode.DONE);
    assertThat(out).containsPattern("0\\.0?5|0\\.4[39]").doesNotContain("g0)");
  }

  @Test
  void anExportedTextIsTheFrontsOwn() throws IOException {
    run("export", run.toString(), "--format", "front-json");
    var exported = new ObjectMapper().readTree(out);
    var front = new ObjectMapper().readTree(run.resolve("front.json").toFile());
    assertThat(exported.at("/rows/1/expression")).isEqualTo(front.at("/rows/1/expression"));
    assertThat(exported.at("/rows")).hasSameSizeAs(front.at("/rows"));
  }

  @Test
  void whatIsNoFrontIsBadInputWithItsCause() throws IOException {
    refused("\"distill-x-1\" is neither an experiment", "export", "distill-x-1");
    Path empty = Files.createDirectories(folder.resolve("empty"));
    refused("front.json: it does not exist", "export", empty.toString());
    refused("damaged", "export", Files.writeString(folder.resolve("f.json"), "{").toString());
    refused("the complexities [1, ", "export", run.toString(), "--row", "99");
    refused("wants simplest, best, accuracy, knee", "export", run.toString(), "--row", "worst");
    refused("--trial", "export", run.toString(), "--trial", "2");
  }

  private static void refused(String cause, String... words) {
    assertThat(run(words)).as(err).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(err).startsWith("lab: ").contains(cause);
  }

  private static int run(String... words) {
    var outText = new StringWriter();
    var errText = new StringWriter();
    int code = Main.run(new PrintWriter(outText, true), new PrintWriter(errText, true), words);
    out = outText.toString();
    err = errText.toString();
    return code;
  }
}
