package io.symlab.experiment.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.symlab.experiment.results.FormulaNames;
import io.symlab.experiment.results.FrontFile;
import io.symlab.experiment.results.ResultFormatException;
import io.symlab.experiment.results.TrialFiles;
import io.symlab.experiment.results.TunedFile;
import io.symlab.symbolic.expression.Signals;
import io.symlab.symbolic.front.ScoredFront;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;

class ReportWriterTest {
  /** One whole report, for the tests that only look at it. */
  @TempDir static Path whole;

  private static String page;

  @TempDir Path folder;

  @BeforeAll
  static void writeOne() throws IOException {
    page = Files.readString(ReportWriter.write(SmallTrial.makeWhole(whole, "small")));
  }

  private static Document parsed(String markup) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(markup.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void thePageIsWellFormedAndNeedsNothingFromOutside() throws Exception {
    String html = page;
    Document parsed = parsed(html);
    assertThat(parsed.getElementsByTagName("script").getLength()).isZero();
    assertThat(parsed.getElementsByTagName("link").getLength()).isZero();
    assertThat(parsed.getElementsByTagName("img").getLength()).isZero();
    assertThat(html.replaceAll("xmlns=\"[^\"]*\"", ""))
        .doesNotContain("http:")
        .doesNotContain("https:")
        .doesNotContain("@import")
        .doesNotContain("NaN")
        .doesNotContain("Infinity");
    var links = parsed.getElementsByTagName("a");
    for (int i = 0; i < links.getLength(); i++) {
      String target = links.item(i).getAttributes().getNamedItem("href").getNodeValue();
      assertThat(whole.resolve("report").resolve(target)).exists();
    }
  }

  @Test
  void everyFormulaOfTheFrontIsSet() throws Exception {
    Document parsed = parsed(page);
    // Six in the table, and a seventh that is too long and stands as text; the chosen one and its
    // tuned form above.
    assertThat(parsed.getElementsByTagName("math").getLength()).isEqualTo(8);
    assertThat(parsed.getElementsByTagName("svg").getLength()).isEqualTo(8);
  }

  @Test
  void theFiguresAreThoseOfTheFiles() throws Exception {
    String html = page;
    assertThat(html)
        .contains("A formula of 10 nodes, chosen as <em>knee</em> from a front of 7")
        .contains("explains 80.2 % of the variance")
        .contains("e7")
        .contains("3fa94c1d")
        .contains("1 min 11 s")
        .contains("9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")
        .contains("at the edge of the sweep for sgd 0.1:")
        .contains("3 of 3");
    var json = new ObjectMapper().readTree(whole.resolve("report/report.json").toFile());
    assertThat(json.path("formula").path("complexity").asInt()).isEqualTo(10);
    double learned = json.path("last10").path("learned").asDouble();
    double adam = json.path("last10").path("adam").asDouble();
    assertThat(json.path("learned-to-adam").path("median").asDouble())
        .isBetween(0.9 * learned / adam, 1.1 * learned / adam);
    assertThat(json.path("learned-to-adam").path("pairs").asInt()).isEqualTo(SmallTrial.RUNS);
  }

  @Test
  void tablesAndPlotsLieBesideThePage() throws Exception {
    Path report = whole.resolve("report");
    List<String> front = Files.readAllLines(report.resolve("front.csv"));
    assertThat(front).hasSize(8);
    assertThat(front.get(0)).startsWith("Complexity,Loss,Equation,");
    assertThat(Files.readAllLines(report.resolve("evaluation.csv")))
        .hasSize(1 + 12 * SmallTrial.RUNS * SmallTrial.STEPS);
    assertThat(Files.readAllLines(report.resolve("rules.csv")))
        .hasSize(13)
        .anyMatch(line -> line.startsWith("sgd,sgd 3,3.0,inf,,3,3,"));
    assertThat(report.resolve("evaluation.svg")).exists();
    parsed(Files.readString(report.resolve("evaluation.svg")));
    try (var files = Files.list(report)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .noneMatch(name -> name.endsWith(".tmp"));
    }
  }

  @Test
  void measuresStandBesideTheirCeiling() throws Exception {
    assertThat(page)
        .contains("id=\"measures\"")
        .contains("<td>0.802</td><td>87.5 %</td>")
        .contains("Mapping complexity: <strong>10</strong>")
        .contains("<td>learned</td><td>5.25</td><td>–</td><td>1</td>")
        .contains("weight&lt;1&gt;, coordinate 1234.");
    Path report = whole.resolve("report");
    var json = new ObjectMapper().readTree(report.resolve("report.json").toFile());
    var distilled = json.path("metrics").path("rules").path("distilled");
    assertThat(distilled.path("r2-test-of-ceiling").asDouble())
        .isCloseTo(0.8015 / 0.9162, org.assertj.core.api.Assertions.within(1e-12));
    assertThat(distilled.path("temporal-perception-field").path("mt").asDouble()).isEqualTo(1.5);
    assertThat(json.path("metrics").path("mapping-complexity").asInt()).isEqualTo(10);
    assertThat(Files.readAllLines(report.resolve("input-maps.csv")))
        .hasSize(1 + 2 * 3)
        .contains("mt,1.0,learned,-0.8", "mt,1.0,distilled,");
    assertThat(Files.readAllLines(report.resolve("trajectories.csv")))
        .contains("weight<1>,1234,2,0.25,adam,adam 0.01,-0.0075");
    assertThat(Files.readAllLines(report.resolve("sensitivities.csv")))
        .contains("distilled,gt,0,0.1");
    assertThat(Files.readAllBytes(report.resolve("metrics.json")))
        .isEqualTo(Files.readAllBytes(whole.resolve("metrics.json")));
  }

  @Test
  void theEvaluationsFiguresAreAllInTheFiles() throws Exception {
    Path report = whole.resolve("report");
    var json = new ObjectMapper().readTree(report.resolve("report.json").toFile());
    assertThat(json.path("accuracy").path("learned").asDouble()).isBetween(0.8, 0.9);
    double steps = json.path("steps-to-adam").path("adam").asDouble();
    assertThat(steps).isBetween(10.0, (double) SmallTrial.STEPS);
    assertThat(json.path("steps-to-adam").path("sgd").asText()).isEqualTo("Infinity");
    assertThat(json.path("speed-up-over-adam").path("adam").asDouble())
        .isEqualTo(SmallTrial.STEPS / steps);
    assertThat(json.path("speed-up-over-adam").path("sgd").asDouble()).isZero();
    assertThat(page).contains("speed-up over");
    assertThat(Files.readAllLines(report.resolve("rules.csv")))
        .anyMatch(line -> line.startsWith("adam,adam 0.01,") && line.contains("," + steps + ","));
    assertThat(Files.readAllLines(report.resolve("bands.csv"))).hasSize(1 + 12 * SmallTrial.STEPS);
  }

  /** Drawing pixels is half of what a quick trial takes; nobody has asked for them. */
  @Test
  void plotsAreSvgAndThePageSaysHowToGetOthers() throws Exception {
    try (var files = Files.list(whole.resolve("report"))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .contains("front.svg", "evaluation.svg")
          .noneMatch(name -> name.endsWith(".png"));
    }
    assertThat(page).contains("lab plot");
  }

  @Test
  void trialsStandBesideTheFrontAndTheLowestIsTheChosenRule() throws Exception {
    SmallTrial.makeWhole(folder, "by trial");
    var ranking =
        List.of(
            new TunedFile.Candidate(1, 2, "-mt_0", 0.4321),
            new TunedFile.Candidate(4, 10, "-mt_0", Double.POSITIVE_INFINITY));
    var tuned =
        new TunedFile(SmallTrial.NAMES, "meta-loss", 2, "-mt_0", "-mt_0", 0.4, 0.4, ranking);
    Files.write(folder.resolve(TrialFiles.TUNED), tuned.toBytes());
    String html = Files.readString(ReportWriter.write(folder));
    parsed(html);
    assertThat(html).contains("A formula of 2 nodes", "<em>trial</em>", "0.432", "diverged");
    assertThat(page).doesNotContain("<em>trial</em>");
  }

  @Test
  void sweptRatesStandBesideThoseOfTheRecipe() throws Exception {
    SmallTrial.makeWhole(folder, "swept");
    SmallTrial.sweep(folder);
    String html = Files.readString(ReportWriter.write(folder));
    parsed(html);
    assertThat(html)
        .contains(
            "learned-swept x1.5",
            "distilled-swept x2.0",
            "the formula is best at 2 (the edge of what was tried) and the learned optimizer at 1.5",
            "9,000 steps of the optimizee",
            "With both at rates that were looked for",
            "it does best at 0.02 in that number’s place, the edge of what was tried",
            "to be multiplied by 0.025",
            "tuned / learned, swept",
            "0.432 × 2, 4");
    var json = new ObjectMapper().readTree(folder.resolve("report/report.json").toFile());
    assertThat(json.at("/rates/distilled").asDouble()).isEqualTo(2);
    assertThat(json.at("/rates/distilled-at-edge").asBoolean()).isTrue();
    assertThat(json.at("/rates/learned-at-edge").asBoolean()).isFalse();
    double learned = json.at("/last10/learned-swept").asDouble();
    assertThat(learned).isLessThan(json.at("/last10/learned").asDouble());
    assertThat(json.at("/tuned-to-learned-swept/median").asDouble())
        .isGreaterThan(json.at("/tuned-to-learned/median").asDouble());
    assertThat(json.at("/distilled-swept-to-learned-swept/pairs").asInt()).isEqualTo(3);
    assertThat(Files.readAllLines(folder.resolve("report/rules.csv")))
        .anyMatch(line -> line.startsWith("learned-swept,") && line.contains(",1.5,"));
    assertThat(page).doesNotContain("swept x", "rates that were looked for");
  }

  @Test
  void aFormulaOfOnesOwnIsToldApartFromTheDistilledOne() throws Exception {
    SmallTrial.makeWhole(folder, "given");
    var tuned = new TunedFile(SmallTrial.NAMES, "formula", 2, "-mt_1", "-mt_1", 0.4, 0.4);
    Files.write(folder.resolve(TrialFiles.TUNED), tuned.toBytes());
    String html = Files.readString(ReportWriter.write(folder));
    parsed(html);
    assertThat(html).contains("A formula of 10 nodes", "the recipe’s own formula of 2 nodes");
  }

  @Test
  void aTrialWithoutAFrontStillHasAReport() throws Exception {
    String html = Files.readString(ReportWriter.write(SmallTrial.make(folder, "bare")));
    parsed(html);
    assertThat(html).contains("learned").doesNotContain("The rule</h2>");
    assertThat(html).doesNotContain("measures");
    var names = new FormulaNames(SmallTrial.NAMES, Signals.NONE);
    Files.write(
        folder.resolve(TrialFiles.FRONT),
        new FrontFile(names, new ScoredFront(List.of()), "best", 1, 1, true).toBytes());
    assertThat(Files.readString(ReportWriter.write(folder))).contains("found no formula");
  }

  @Test
  void whatPeopleWriteIsEscaped() throws Exception {
    String html = Files.readString(ReportWriter.write(SmallTrial.make(folder, "a <b> & </title>")));
    parsed(html);
    assertThat(html).contains("a &lt;b&gt; &amp; &lt;/title&gt;");
  }

  @Test
  void aMissingOrDamagedFileIsNamed() throws Exception {
    assertThatThrownBy(() -> ReportWriter.write(folder))
        .isInstanceOf(NoSuchFileException.class)
        .hasMessageContaining(TrialFiles.RECIPE);
    SmallTrial.makeWhole(folder, "small");
    Files.writeString(folder.resolve(TrialFiles.FRONT), "{");
    assertThatThrownBy(() -> ReportWriter.write(folder))
        .isInstanceOf(ResultFormatException.class)
        .hasMessageContaining(TrialFiles.FRONT);
    assertThat(folder.resolve("report")).doesNotExist();
  }
}
