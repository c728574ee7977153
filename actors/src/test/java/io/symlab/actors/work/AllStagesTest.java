package io.symlab.actors.work;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import io.symlab.actors.store.CheckpointStore;
import io.symlab.experiment.recipe.Recipe;
import io.symlab.experiment.results.EvaluationFile;
import io.symlab.experiment.results.FrontFile;
import io.symlab.experiment.results.MetricsFile;
import io.symlab.experiment.results.TunedFile;
import io.symlab.proto.FileRef;
import io.symlab.proto.StageBegin;
import io.symlab.proto.StageReport;
import io.symlab.symbolic.front.ScoredFront;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AllStagesTest {
  private static final List<String> STAGES =
      List.of("meta-train", "distill", "meta-tune", "evaluate");

  private static ActorTestKit kit;

  @TempDir Path home;

  @BeforeAll
  static void start() {
    kit = Tiny.kit("all-stages-test");
  }

  @AfterAll
  static void leave() {
    kit.shutdownTestKit();
  }

  private List<StageReport> run(StageBegin.Builder begin, Map<String, FileRef> results) {
    List<StageReport> reports = Tiny.run(kit, home, begin.putAllResults(results).build());
    StageReport last = Tiny.last(reports);
    assertThat(last.getFailed().getCause()).isEmpty();
    results.put(begin.getStage(), last.getFinished());
    return reports;
  }

  @Test
  void aTrialGoesThroughItsStagesAndOnFromTheirCheckpoints() throws Exception {
    goThrough(Tiny.recipe());
  }

  /** Formulas that average print, read back, are tuned, run and reported on like others. */
  @Test
  void aTrialWhoseFormulasHaveMemoryDoesSoToo() throws Exception {
    FrontFile front = goThrough(Tiny.withMemory());
    assertThat(front.rows()).allMatch(row -> front.text(row).contains("ema_hat(gt, "));
    assertThat(Files.readString(home.resolve("t/report/report.html")))
        .contains("<mover><mi>ema</mi><mo>^</mo></mover>");
  }

  /** Without a teacher there is nothing to measure, and all else as ever. */
  @Test
  void aTrialFromScratchEvolvesTunesAndEvaluatesARule() throws Exception {
    String json = Tiny.fromScratch().toJson();
    Map<String, FileRef> results = new HashMap<>();
    var store = new CheckpointStore(home);
    for (String stage : List.of("evolve", "meta-tune", "evaluate")) {
      run(Tiny.begin(stage, "t").setRecipe(json), results);
    }
    Files.writeString(home.resolve("t/recipe.json"), json);
    run(Tiny.begin("report", "t").setRecipe(json), results);
    var front = FrontFile.ofBytes(store.read(results.get("evolve")), "evolved.json");
    assertThat(front.evolved()).isTrue();
    assertThat(front.rows()).isNotEmpty();
    assertThat(front.rows()).allMatch(row -> Double.isFinite(row.validated()));
    var file = EvaluationFile.ofBytes(store.read(results.get("evaluate")), "evaluation.json");
    assertThat(file.rules())
        .extracting(EvaluationFile.RuleRuns::role)
        .containsExactly("evolved", "tuned", "adam", "adam");
    assertThat(home.resolve("t/metrics.json")).doesNotExist();
    assertThat(new String(store.read(results.get("report")), UTF_8))
        .contains("evolved / adam", "Search by meta-loss", "elsewhere")
        .doesNotContain("learned optimizer");
  }

  /** What evolves from a distilled front is compared with what was distilled. */
  @Test
  void aTrialThatEvolvesItsFrontComparesBoth() throws Exception {
    String json = Tiny.evolving().toJson();
    Map<String, FileRef> results = new HashMap<>();
    var store = new CheckpointStore(home);
    for (String stage : List.of("meta-train", "distill", "evolve", "meta-tune", "evaluate")) {
      run(Tiny.begin(stage, "t").setRecipe(json), results);
    }
    Files.writeString(home.resolve("t/recipe.json"), json);
    run(Tiny.begin("report", "t").setRecipe(json), results);
    var file = EvaluationFile.ofBytes(store.read(results.get("evaluate")), "evaluation.json");
    assertThat(file.rules())
        .extracting(EvaluationFile.RuleRuns::role)
        .containsExactly("learned", "distilled", "evolved", "tuned", "adam", "adam");
    var metrics =
        MetricsFile.ofBytes(Files.readAllBytes(home.resolve("t/metrics.json")), "metrics.json");
    assertThat(metrics.rule("evolved")).isPresent();
    assertThat(new String(store.read(results.get("report")), UTF_8))
        .contains("evolved / distilled");
  }

  private FrontFile goThrough(Recipe recipe) throws Exception {
    String json = recipe.toJson();
    Map<String, FileRef> results = new HashMap<>();
    var store = new CheckpointStore(home);
    for (String stage : STAGES) {
      List<StageReport> reports = run(Tiny.begin(stage, "t").setRecipe(json), results);
      byte[] result = store.read(results.get(stage));
      Map<String, String> curves = curves();
      // Going on from a checkpoint gives the same result and the same curve.
      var saved = reports.stream().filter(StageReport::hasCheckpointSaved).toList();
      FileRef middle = saved.get(saved.size() / 2).getCheckpointSaved();
      byte[] bytes = store.read(middle);
      FileRef first = saved.get(0).getCheckpointSaved();
      for (FileRef checkpoint : List.of(first, store.write("t/middle.ckpt", bytes))) {
        var again = Tiny.begin(stage, "t").setRecipe(json).setAttempt(2);
        run(again.setCheckpoint(checkpoint), results);
        assertThat(store.read(results.get(stage))).as(stage).isEqualTo(result);
        assertThat(curves()).isEqualTo(curves);
      }
      assertThat(reports).anyMatch(StageReport::hasProgressed);
    }

    Files.writeString(home.resolve("t/recipe.json"), json);
    run(Tiny.begin("report", "t").setRecipe(json), results);
    assertThat(results.get("report").getPath()).isEqualTo("t/report/report.html");
    assertThat(new String(store.read(results.get("report")), UTF_8)).contains("adam 0.01");

    var metrics =
        MetricsFile.ofBytes(Files.readAllBytes(home.resolve("t/metrics.json")), "metrics.json");
    var front = FrontFile.ofBytes(store.read(results.get("distill")), "front.json");
    var tuned = TunedFile.ofBytes(store.read(results.get("meta-tune")), "tuned.json");
    // The held-out rollouts, run once more, give the rows that the front was scored on.
    var distilled = metrics.rule("distilled").orElseThrow();
    assertThat(distilled.r2Validation())
        .isCloseTo(front.chosenRow().r2Validation().getAsDouble(), within(1e-6));
    assertThat(distilled.r2Test())
        .isCloseTo(front.chosenRow().r2Test().getAsDouble(), within(1e-6));
    assertThat(metrics.ceiling().rows()).isEqualTo(500);
    assertThat(metrics.ceiling().r2Test()).isBetween(0.0, 1.0);
    assertThat(metrics.mapping().complexity())
        .isIn(front.rows().stream().map(ScoredFront.Row::complexity).toList());
    assertThat(metrics.rule("learned").orElseThrow().field()).hasSize(2).allMatch(x -> x >= 1);
    assertThat(metrics.maps()).hasSize(2).allMatch(map -> map.inputs().size() == 101);
    assertThat(metrics.trajectories()).allMatch(one -> one.gradients().size() == 120);
    assertThat(metrics.trajectories().get(0).updates())
        .extracting(MetricsFile.Answers::role)
        .startsWith("learned", "distilled")
        .endsWith("adam");
    assertThat(tuned.original()).isEqualTo(front.text(front.chosenRow()));
    assertThat(tuned.heldOutBefore()).isFinite();
    assertThat(tuned.heldOutAfter()).isLessThanOrEqualTo(tuned.heldOutBefore());
    var file = EvaluationFile.ofBytes(store.read(results.get("evaluate")), "evaluation.json");
    assertThat(file.rules())
        .extracting(EvaluationFile.RuleRuns::name)
        .containsExactly("learned", "distilled", "tuned", "adam 0.01", "adam 0.1");
    assertThat(file.rules()).allMatch(rule -> rule.curves().size() == 2);
    // The same problem for every rule: the first loss of a run is the same.
    for (int run = 0; run < 2; run++) {
      int index = run;
      assertThat(file.rules().stream().map(rule -> rule.curves().get(index).get(0)).distinct())
          .hasSize(1);
    }
    return front;
  }

  private Map<String, String> curves() throws Exception {
    Map<String, String> curves = new HashMap<>();
    for (String name : List.of("meta-loss.csv", "tune-loss.csv")) {
      Path path = home.resolve("t").resolve(name);
      if (Files.exists(path)) {
        curves.put(name, Files.readString(path, UTF_8));
      }
    }
    return curves;
  }
}
