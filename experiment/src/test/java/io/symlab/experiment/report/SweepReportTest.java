package io.symlab.experiment.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.typesafe.config.ConfigFactory;
import io.symlab.experiment.Stage;
import io.symlab.experiment.recipe.PlannedExperiment;
import io.symlab.experiment.recipe.RecipeParser;
import io.symlab.experiment.report.page.SweepRecord;
import io.symlab.experiment.report.page.SweepRecord.Outcome;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SweepReportTest {
  private static final String RECIPE =
      """
      name = "a < b & c"
      meta-train { epochs = 9, evaluate-every = 1 }
      sweep {
        random {
          meta-train.learning-rate = { log-uniform = [0.0001, 0.1] }
          rule.kind = { choice = [dm, rnnprop] }
        }
        points = 3, seeds = 2
        early-stopping { stage = meta-train, rungs = [3], factor = 2 }
      }
      """;

  @TempDir Path folder;

  private PlannedExperiment planned() {
    return RecipeParser.of(ConfigFactory.empty()).plan(RECIPE, "r.conf", List.of(), folder);
  }

  /**
   * Trial i's losses fall to i / epoch; those above 3 are stopped at epoch 3, the last has not
   * begun.
   */
  private SweepRecord sweep() throws IOException {
    PlannedExperiment planned = planned();
    List<Outcome> outcomes = new ArrayList<>();
    for (int trial = 1; trial <= 6; trial++) {
      boolean begun = trial < 6;
      boolean pruned = begun && trial > 3;
      if (begun) {
        Path in = Files.createDirectories(folder.resolve(String.valueOf(trial)));
        Files.writeString(
            in.resolve("recipe.json"), planned.trials().get(trial - 1).recipe().toJson());
        var curve = new StringBuilder("epoch,meta-loss,final-loss,held-out\n");
        for (int epoch = 1; epoch <= (pruned ? 3 : 9); epoch++) {
          curve.append(
              String.format(
                  Locale.ROOT,
                  "%d,%d,1,%s\n",
                  epoch,
                  epoch,
                  epoch == 2 ? "" : trial / (double) epoch));
        }
        Files.writeString(in.resolve("meta-loss.csv"), curve);
      }
      outcomes.add(
          new Outcome(
              trial,
              planned.trials().get(trial - 1).label(),
              !begun ? "waiting" : pruned ? "pruned" : "done",
              pruned ? "rung 1" : "",
              begun ? List.of(trial / 3.0) : List.of()));
    }
    return SweepRecord.read(
        folder,
        "e4",
        planned.trials().get(0).recipe().name(),
        "running",
        planned.sweep(),
        outcomes);
  }

  @Test
  void thePageIsWellFormedAndNamesWhatItCompares() throws Exception {
    Path page = SweepReport.write(folder, sweep());
    byte[] html = Files.readAllBytes(page);
    var document =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(
                new ByteArrayInputStream(
                    new String(html, StandardCharsets.UTF_8)
                        .replace("<!DOCTYPE html>", "")
                        .getBytes(StandardCharsets.UTF_8)));
    String text = document.getDocumentElement().getTextContent();
    assertThat(text)
        .contains("a < b & c", "e4/1", "Over each key")
        .contains("median over their seeds", "Early stopping", "One trial in 2 goes on");
    assertThat(document.getElementsByTagName("svg").getLength()).isEqualTo(5);
    assertThat(new String(html, StandardCharsets.UTF_8))
        .doesNotContain("<script", "src=", "href=\"http");
  }

  @Test
  void allKeysStandSideBySideWithALineForEachTrialThatHasAFigure() throws Exception {
    SweepReport.write(folder, sweep());
    String svg = Files.readString(folder.resolve("report/parallel.svg"));
    assertThat(svg)
        .contains("All keys at once", ">rule.kind<", ">meta-train.learning-rate<", ">best<")
        .contains(">dm<", ">rnnprop<")
        .doesNotContain("NaN", "Infinity");
    assertThat(svg.split("<path ", -1)).hasSize(1 + 5);
    assertThat(svg.indexOf("class=\"s1\"")).isGreaterThan(svg.lastIndexOf("class=\"s0\""));
  }

  @Test
  void valuesThatAreNamesStandAtTheTicksOfTheirAxis() throws Exception {
    SweepReport.write(folder, sweep());
    assertThat(Files.readString(folder.resolve("report/by-rule-kind.svg")))
        .contains(">dm</text>", ">rnnprop</text>", ">rule.kind</text>")
        .doesNotContain(">1.2<", ">1.5<");
  }

  @Test
  void theRankingPutsThoseThatWentToTheEndFirst() throws Exception {
    SweepReport.write(folder, sweep());
    JsonNode json = new ObjectMapper().readTree(folder.resolve("report/sweep.json").toFile());
    assertThat(json.get("ranking").toString()).isEqualTo("[1,2,3,4,5]");
    assertThat(json.at("/trials/1/value").doubleValue()).isEqualTo(2 / 9.0);
    assertThat(json.at("/trials/4/reached").doubleValue()).isEqualTo(3);
    assertThat(json.at("/trials/4/rungs/0").doubleValue()).isEqualTo(5 / 3.0);
    assertThat(json.at("/trials/5/value").isNull()).isTrue();
    assertThat(json.at("/early-stopping/rungs/0").intValue()).isEqualTo(3);
    List<String> rows = Files.readAllLines(folder.resolve("report/trials.csv"));
    assertThat(rows)
        .hasSize(7)
        .first()
        .isEqualTo("trial,state,best,meta-train.learning-rate,rule.kind,seed");
    assertThat(rows.get(5)).startsWith("5,pruned,1.666");
    assertThat(rows.get(6)).isEqualTo("6,waiting,,,,");
  }

  @Test
  void aSweepOfWhichNothingHasBegunHasAReport() throws Exception {
    var outcomes = List.of(new Outcome(1, "a", "waiting", "", List.of()));
    var record = SweepRecord.read(folder, "e1", "n", "waiting", planned().sweep(), outcomes);
    assertThat(record.stage()).isEqualTo(Stage.META_TRAIN);
    assertThat(Files.readString(SweepReport.write(folder, record)))
        .contains("No trial has a figure yet.");
  }
}
