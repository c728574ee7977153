package io.symlab.actors.work.distill;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import io.symlab.actors.stage.StageWorker.Begin;
import io.symlab.actors.stage.StageWorker.Command;
import io.symlab.actors.stage.StageWorker.Report;
import io.symlab.actors.stage.StageWorker.Stop;
import io.symlab.actors.store.CheckpointStore;
import io.symlab.actors.work.Tiny;
import io.symlab.actors.work.island.SharedReservoirs;
import io.symlab.experiment.recipe.Recipe;
import io.symlab.experiment.results.FrontFile;
import io.symlab.model.optimizee.Optimizees;
import io.symlab.model.rollout.Rollout;
import io.symlab.model.rollout.Watch;
import io.symlab.model.rule.learned.LearnedOptimizer;
import io.symlab.proto.FileRef;
import io.symlab.proto.StageBegin;
import io.symlab.proto.StageReport;
import io.symlab.symbolic.expression.Signals;
import io.symlab.symbolic.fit.Loss;
import io.symlab.symbolic.formula.ExpressionText;
import io.symlab.symbolic.front.ScoredFront;
import io.symlab.symbolic.island.IslandSchedule;
import io.symlab.symbolic.island.LocalArchipelago;
import io.symlab.symbolic.sample.SampleBatch;
import io.symlab.symbolic.sample.SampleReservoir;
import io.symlab.symbolic.sample.Samples;
import io.symlab.symbolic.table.TableFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchipelagoTest {
  private static final Recipe RECIPE = Tiny.recipe();

  /** A search that is not over before who stops it is heard. */
  private static final String LONGER = Tiny.distillingLonger().toJson();

  private static final LearnedOptimizer WATCHED = LearnedOptimizer.initial(RECIPE.rule(), 3);

  private static ActorTestKit kit;

  @TempDir Path home;

  @BeforeAll
  static void start() {
    kit = Tiny.kit("archipelago-test");
  }

  @AfterAll
  static void leave() {
    kit.shutdownTestKit();
  }

  private StageBegin.Builder begin(String directory, int slots) throws IOException {
    FileRef learned = new CheckpointStore(home).write("learned.bin", WATCHED.encode());
    return Tiny.begin("distill", directory).putResults("meta-train", learned).setSlots(slots);
  }

  private List<StageReport> run(StageBegin begin, int sliceMillis) {
    var archipelago = Archipelago.create(Tiny.surroundings(home), Duration.ofMillis(sliceMillis));
    return Tiny.run(kit, archipelago, begin);
  }

  private byte[] front(List<StageReport> reports) throws IOException {
    StageReport last = Tiny.last(reports);
    assertThat(last.getFailed().getCause()).isEmpty();
    return new CheckpointStore(home).read(last.getFinished());
  }

  /** What the log must hold: the rollouts one after the other. */
  private static List<SampleBatch> record(int from, int to) {
    List<SampleBatch> record = new ArrayList<>();
    Watch watch = Watch.of(RECIPE.rule(), RECIPE.rollouts());
    int steps = RECIPE.rollouts().steps();
    try (var optimizee = Optimizees.open(RECIPE.optimizee())) {
      for (int index = from; index < to; index++) {
        try (var rollout =
            Rollout.watched(optimizee, WATCHED, steps, watch, RECIPE.seed(), index)) {
          while (!rollout.done()) {
            rollout.step();
          }
          for (SampleBatch batch : rollout.drain()) {
            record.add(new SampleBatch(record.size(), batch.rows(), batch.width(), batch.values()));
          }
        }
      }
    }
    return record;
  }

  @Test
  void theFrontIsThatOfTheIslandsInOneThread() throws IOException {
    var search = RECIPE.search();
    Watch watch = Watch.of(RECIPE.rule(), RECIPE.rollouts());
    var reservoir = new SampleReservoir(watch.width(), RECIPE.budget().reservoir(), search.seed());
    record(0, RECIPE.rollouts().train()).forEach(reservoir::append);
    var local = LocalArchipelago.create(search, reservoir, watch.width() - 1);
    local.evolve(RECIPE.budget().rounds(), 1);

    FrontFile front = FrontFile.ofBytes(front(run(begin("one", 2).build(), 20)), "front.json");

    assertThat(front.rows()).isNotEmpty();
    assertThat(front.rows())
        .extracting(front::text)
        .isEqualTo(
            local.front().members().stream()
                .map(member -> ExpressionText.print(member.expression(), watch.names()))
                .toList());
    assertThat(front.ended()).isTrue();
    assertThat(front.rounds()).isEqualTo(RECIPE.budget().rounds());
    assertThat(front.rows()).allMatch(row -> Double.isFinite(row.r2Test().getAsDouble()));
    assertThat(front.rows()).allMatch(row -> Double.isFinite(row.r2Validation().getAsDouble()));
  }

  @Test
  void theSearchKeepsToTheRecipesFormAndLoss() throws IOException {
    var formed =
        Recipe.ofJson(
            RECIPE
                .toJson()
                .replace("\"mse\"", "\"mae\"")
                .replace("\"guesses\" : [ ]", "\"guesses\" : [ \"0.5 * tanh(p * mt_0)\" ]")
                .replace("\"template\" : \"\"", "\"template\" : \"p1 * tanh(?)\""));
    assertThat(formed.texts().guesses()).hasSize(1);
    var search = formed.search();
    assertThat(search.template()).isNotNull();
    Watch watch = Watch.of(formed.rule(), formed.rollouts());
    var reservoir = new SampleReservoir(watch.width(), formed.budget().reservoir(), search.seed());
    record(0, formed.rollouts().train()).forEach(reservoir::append);
    var local = LocalArchipelago.create(search, reservoir, watch.width() - 1);
    local.evolve(formed.budget().rounds(), 1);

    int last = reservoir.batches() - 1;
    Samples train =
        reservoir.at(IslandSchedule.of(search).batchesVisible(formed.budget().rounds() - 1, last));

    byte[] bytes = front(run(begin("formed", 2).setRecipe(formed.toJson()).build(), 20));
    FrontFile front = FrontFile.ofBytes(bytes, "front.json");

    assertThat(front.rows()).isNotEmpty();
    assertThat(local.front().members())
        .allMatch(member -> search.template().fits(member.expression()));
    assertThat(front.rows())
        .extracting(front::text)
        .isEqualTo(
            local.front().members().stream()
                .map(member -> ExpressionText.print(member.expression(), watch.names()))
                .toList());
    assertThat(front.rows())
        .extracting(ScoredFront.Row::loss)
        .isEqualTo(
            ScoredFront.of(local.front(), Signals.NONE, Loss.parse("mae"), train, null, null)
                .rows()
                .stream()
                .map(ScoredFront.Row::loss)
                .toList());
  }

  @Test
  void slotsAndSlicesMakeNoDifference() throws IOException {
    byte[] one = front(run(begin("a", 1).build(), 100));
    assertThat(front(run(begin("b", 2).build(), 1))).isEqualTo(one);
    assertThat(front(run(begin("c", 5).build(), 7))).isEqualTo(one);
    assertThat(home.resolve("b/samples.bin")).hasSameBinaryContentAs(home.resolve("a/samples.bin"));
    assertThat(home.resolve("c/samples.bin")).hasSameBinaryContentAs(home.resolve("a/samples.bin"));
  }

  @Test
  void anAttemptThatGoesOnFromACutEndsAsTheUninterruptedOne() throws IOException {
    var uninterrupted = run(begin("u", 2).setRecipe(LONGER).build(), 1);
    byte[] whole = front(uninterrupted);
    List<FileRef> cuts = stopAtFirstCut("s");
    assertThat(cuts).isNotEmpty();
    byte[] log = java.nio.file.Files.readAllBytes(home.resolve("u/samples.bin"));
    var store = new CheckpointStore(home);
    List<FileRef> copies = new ArrayList<>();
    for (FileRef cut : cuts) {
      copies.add(store.write("copies/" + copies.size(), store.read(cut)));
    }
    for (FileRef cut : copies) {
      var again = begin("s", 2).setRecipe(LONGER).setAttempt(2).setCheckpoint(cut);
      assertThat(front(run(again.build(), 3))).isEqualTo(whole);
      assertThat(home.resolve("s/samples.bin")).hasBinaryContent(log);
    }
  }

  @Test
  void haltsAtARungWithTheSameFigureWhateverTheSlotsAndEndsAsTheUninterruptedOne()
      throws IOException {
    byte[] whole = front(run(begin("w", 2).build(), 20));
    var one = run(begin("h1", 1).setHaltAt(3).setFigure("r2-validation").build(), 1);
    var other = run(begin("h2", 3).setHaltAt(3).setFigure("r2-validation").build(), 20);
    var reached = Tiny.last(one).getRungReached();
    assertThat(reached.getAt()).isEqualTo(3);
    assertThat(reached.getValue()).isFinite();
    assertThat(Tiny.last(other).getRungReached()).isEqualTo(reached);
    FileRef cut =
        one.stream()
            .filter(StageReport::hasCheckpointSaved)
            .reduce((older, newer) -> newer)
            .orElseThrow()
            .getCheckpointSaved();
    // Killed after the cut and before the report: it is at the rung when it begins.
    var again = begin("h1", 2).setAttempt(2).setCheckpoint(cut);
    again.setHaltAt(3).setFigure("r2-validation");
    assertThat(Tiny.last(run(again.build(), 5)).getRungReached()).isEqualTo(reached);
    var on = begin("h1", 2).setAttempt(3).setCheckpoint(cut).build();
    assertThat(front(run(on, 3))).isEqualTo(whole);
  }

  /** Stops as soon as a cut has been saved, which saves another when there is a newer one. */
  private List<FileRef> stopAtFirstCut(String directory) throws IOException {
    TestProbe<Report> probe = kit.createTestProbe();
    var worker = kit.spawn(Archipelago.create(Tiny.surroundings(home), Duration.ofMillis(1)));
    StageBegin begin = begin(directory, 1).setRecipe(LONGER).build();
    worker.tell(new Begin(Tiny.withHost(kit, begin), probe.getRef()));
    StageReport report;
    do {
      report = probe.receiveMessage(Duration.ofSeconds(60)).body();
    } while (report.hasProgressed());
    assertThat(report.hasCheckpointSaved()).isTrue();
    List<FileRef> cuts = new ArrayList<>(List.of(report.getCheckpointSaved()));
    worker.tell(new Stop());
    var rest = Tiny.reports(probe);
    assertThat(Tiny.last(rest).getStopped()).isTrue();
    rest.stream()
        .filter(StageReport::hasCheckpointSaved)
        .forEach(saved -> cuts.add(saved.getCheckpointSaved()));
    probe.expectTerminated(worker, Duration.ofSeconds(30));
    return cuts;
  }

  @Test
  void samplesAreWrittenForOtherTools() throws IOException {
    front(run(begin("n", 2).build(), 50));
    var rollouts = RECIPE.rollouts();
    assertRows("n/samples.npy", record(0, rollouts.train()));
    int validation = rollouts.train() + rollouts.validation();
    assertRows("n/samples-validation.npy", record(rollouts.train(), validation));
    assertRows("n/samples-test.npy", record(validation, validation + rollouts.test()));
  }

  private void assertRows(String file, List<SampleBatch> expected) throws IOException {
    var table = TableFile.read(home.resolve(file));
    assertThat(table.rows()).isEqualTo(expected.stream().mapToInt(SampleBatch::rows).sum());
    int row = 0;
    for (SampleBatch batch : expected) {
      for (int i = 0; i < batch.values().length; i++) {
        double read = table.columns()[i % batch.width()][row + i / batch.width()];
        assertThat(read).isEqualTo(batch.values()[i]);
      }
      row += batch.rows();
    }
  }

  @Test
  void aDamagedOptimizerFailsTheAttempt() throws IOException {
    FileRef damaged = new CheckpointStore(home).write("learned.bin", new byte[] {1, 2, 3});
    var begin = Tiny.begin("distill", "d").putResults("meta-train", damaged).build();
    StageReport last = Tiny.last(run(begin, 10));
    assertThat(last.hasFailed()).isTrue();
    assertThat(last.getFailed().getCause()).isNotEmpty();
  }

  @Test
  void allThatItStartedEndsWithIt() throws IOException {
    TestProbe<Report> probe = kit.createTestProbe();
    var worker =
        kit.<Command>spawn(Archipelago.create(Tiny.surroundings(home), Duration.ofMillis(1)));
    worker.tell(new Begin(Tiny.withHost(kit, begin("e", 2).build()), probe.getRef()));
    worker.tell(new Stop());
    assertThat(Tiny.last(Tiny.reports(probe)).getStopped()).isTrue();
    probe.expectTerminated(worker, Duration.ofSeconds(30));
    probe.awaitAssert(
        Duration.ofSeconds(10),
        () -> {
          assertThat(SharedReservoirs.get(kit.system()).isEmpty()).isTrue();
          return null;
        });
  }
}
