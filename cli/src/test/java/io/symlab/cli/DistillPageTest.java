package io.symlab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.symlab.cli.exit.ExitCode;
import io.symlab.experiment.results.PlotsFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a search in a table leaves to look at: its page, its pictures, its front. */
class DistillPageTest {
  @TempDir private Path folder;
  private Path run;
  private String out;
  private String err;

  @BeforeEach
  void searched() throws IOException {
    var random = new SplittableRandom(3);
    var text = new StringBuilder("a<b,c&d,force\n");
    for (int row = 0; row < 120; row++) {
      double a = random.nextGaussian();
      double c = random.nextGaussian();
      text.append(a).append(',').append(c).append(',').append(3 * a - 2 * c * c + 1).append('\n');
    }
    Path csv = Files.writeString(folder.resolve("t<1>.csv"), text);
    run = folder.resolve("run");
    assertThat(
            run(
                "distill",
                csv.toString(),
                "--rounds",
                "6",
                "--population",
                "30",
                "--islands",
                "2",
                "--out",
                run.toString()))
        .as(err)
        .isEqualTo(ExitCode.DONE);
  }

  @Test
  void thePageIsWholeAndSpeaksOfTheRun() throws Exception {
    String page = Files.readString(run.resolve("report.html"));
    // Browsers forgive; a strict reader does not.
    DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(
            new ByteArrayInputStream(
                page.replace("<!DOCTYPE html>", "").getBytes(StandardCharsets.UTF_8)));
    assertThat(page)
        .contains("t&lt;1&gt;.csv", "force", "Predicted values", "Residuals", "Response to a_b")
        .contains("R² validation", "class=\"marked\"", "var(--paper)")
        .doesNotContain("<script", "src=", "NaN", "href=\"http")
        .containsOnlyOnce("<td>seed</td>");
  }

  @Test
  void picturesKnowTheRowsAndTheSearch() throws Exception {
    PlotsFile plots = PlotsFile.read(run);
    assertThat(plots.points()).extracting(PlotsFile.Points::rows).contains("train", "validation");
    assertThat(plots.points().get(0).all() + plots.points().get(1).all()).isEqualTo(120);
    assertThat(plots.responses()).isNotEmpty();
    for (PlotsFile.Response one : plots.responses()) {
      assertThat(one.mean()).hasSameSizeAs(one.x());
    }
    assertThat(plots.progress()).isNotEmpty().last().extracting(PlotsFile.Step::round).isEqualTo(6);
  }

  @Test
  void theFrontOfAFolderIsShownAsThatOfATrial() {
    assertThat(run("front", run.toString())).isEqualTo(ExitCode.DONE);
    assertThat(out).contains("rules after 6 rounds", "complexity", "simplest");
    assertThat(run("front", run.toString(), "--json")).isEqualTo(ExitCode.DONE);
    assertThat(out).contains("\"rows\"");
    assertThat(run("front", folder.resolve("none").toString())).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(err).contains("neither an experiment");
  }

  @Test
  void picturesAreDrawnInLettersAndAsFiles() throws IOException {
    assertThat(run("plot", run.toString(), "--only", "front,predicted")).isEqualTo(ExitCode.DONE);
    assertThat(out).contains("The front:", "Predicted values:", "complexity (nodes)", "◎");
    Path figures = folder.resolve("figures");
    assertThat(run("plot", run.toString(), "--format", "svg", "--out", figures.toString()))
        .isEqualTo(ExitCode.DONE);
    assertThat(figures)
        .isDirectoryContaining("glob:**front.svg")
        .isDirectoryContaining("glob:**residuals.svg")
        .isDirectoryContaining("glob:**response-a_b.svg");
    // Programs other than browsers know no variables of CSS.
    assertThat(figures.resolve("front.svg"))
        .content()
        .contains("stroke=\"#")
        .doesNotContain("var(");
    assertThat(
            run(
                "plot",
                run.toString(),
                "--format",
                "pdf",
                "--only",
                "front",
                "--out",
                figures.toString()))
        .isEqualTo(ExitCode.DONE);
    assertThat(
            new String(
                Files.readAllBytes(figures.resolve("front.pdf")), StandardCharsets.ISO_8859_1))
        .startsWith("%PDF-")
        .endsWith("%%EOF\n");
  }

  @Test
  void whatCannotBeDrawnIsSaid() throws IOException {
    assertThat(run("plot", run.toString(), "--only", "fronts")).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(err).contains("no picture \"fronts\"", "front, r2, predicted");
    if (Files.isDirectory(Path.of("/proc/self"))) {
      assertThat(run("plot", run.toString(), "--format", "svg", "--out", "/proc/x"))
          .isEqualTo(ExitCode.FAILED);
      assertThat(err).startsWith("lab: can't write /proc/x/").doesNotContain("Exception");
    }
    assertThat(run("plot")).isEqualTo(ExitCode.BAD_INPUT);
    Files.delete(run.resolve("plots.json"));
    assertThat(run("plot", run.toString())).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(err).contains("no plots.json", "--resume");
    Files.writeString(run.resolve("plots.json"), "{}");
    assertThat(run("plot", run.toString())).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(err).contains("plots.json");
    assertThat(run("plot", "e7", "--home", folder.toString())).isEqualTo(ExitCode.FAILED);
    assertThat(err).contains("nothing to draw");
  }

  @Test
  void aRowFarFromAllOthersIsNamed() throws IOException {
    var text = new StringBuilder("a,y\n");
    for (int row = 0; row < 60; row++) {
      text.append(row == 17 ? "1e9" : row % 11 + "")
          .append(',')
          .append(row % 11 + row % 2)
          .append('\n');
    }
    Path csv = Files.writeString(folder.resolve("far.csv"), text);
    String far = folder.resolve("far").toString();
    assertThat(run("distill", csv.toString(), "--rounds", "1", "--population", "20", "--out", far))
        .isEqualTo(ExitCode.DONE);
    assertThat(out).contains("row 17", "1.0E9", "column a");
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
