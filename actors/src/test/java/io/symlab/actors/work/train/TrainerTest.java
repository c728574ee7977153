package io.symlab.actors.work.train;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import io.symlab.actors.stage.StageWorker.Begin;
import io.symlab.actors.stage.StageWorker.Command;
import io.symlab.actors.stage.StageWorker.Report;
import io.symlab.actors.stage.StageWorker.Stop;
import io.symlab.actors.stage.WorkerContext;
import io.symlab.actors.store.CheckpointStore;
import io.symlab.actors.store.Checkpoints;
import io.symlab.proto.FileRef;
import io.symlab.proto.StageBegin;
import io.symlab.proto.StageReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainerTest {
  private static ActorTestKit kit;

  @TempDir Path home;

  @BeforeAll
  static void start() {
    kit = ActorTestKit.create("trainer-test");
  }

  @AfterAll
  static void leave() {
    kit.shutdownTestKit();
  }

  private Training.Opener work(int total, int diverge) {
    return (begin, store) -> {
      byte[] checkpoint = new Checkpoints(begin, store).read().orElse(null);
      var work = new CountingWork(total, diverge, checkpoint);
      return new Training(
          work,
          Optional.empty(),
          "meta-loss.csv",
          List.of("step", "sum"),
          work.progress().done(),
          () -> (int) work.progress().done() / 10,
          ended -> work.drainRows(),
          "learned.bin",
          work::result);
    };
  }

  private ActorRef<Command> spawn(Training.Opener opener, Duration interval) {
    var surroundings =
        new WorkerContext(
            home, "akka.actor.default-dispatcher", "akka.actor.default-dispatcher", interval);
    return kit.spawn(Trainer.create(surroundings, opener));
  }

  private static StageBegin begin(String directory, FileRef checkpoint) {
    var begin =
        StageBegin.newBuilder()
            .setExperiment("e1")
            .setAttempt(2)
            .setStage("meta-train")
            .setDirectory(directory);
    if (checkpoint != null) {
      begin.setCheckpoint(checkpoint);
    }
    return begin.build();
  }

  /** All reports up to the last one of a stage. */
  private static List<StageReport> reports(TestProbe<Report> probe) {
    List<StageReport> all = new ArrayList<>();
    StageReport last;
    do {
      last = probe.receiveMessage(Duration.ofSeconds(30)).body();
      all.add(last);
    } while (last.hasProgressed() || last.hasCheckpointSaved());
    return all;
  }

  private List<StageReport> run(Training.Opener opener, StageBegin begin, Duration interval) {
    TestProbe<Report> probe = kit.createTestProbe();
    var trainer = spawn(opener, interval);
    trainer.tell(new Begin(begin, probe.getRef()));
    List<StageReport> all = reports(probe);
    probe.expectTerminated(trainer, Duration.ofSeconds(10));
    assertThat(all).allMatch(report -> report.getAttempt() == 2);
    return all;
  }

  @Test
  void aTrainingLeavesItsResultAndItsCurveAndNoCheckpointBesideThem() throws IOException {
    var all = run(work(40, -1), begin("a", null), Duration.ofHours(1));
    var last = all.get(all.size() - 1);
    var expected = new CountingWork(40, -1, null);
    while (!expected.done()) {
      expected.step();
    }
    assertThat(new CheckpointStore(home).read(last.getFinished())).isEqualTo(expected.result());
    assertThat(Files.readAllLines(home.resolve("a/meta-loss.csv")))
        .hasSize(1 + 40)
        .first()
        .isEqualTo("step,sum");
    assertThat(all).noneMatch(StageReport::hasCheckpointSaved);
  }

  @Test
  void anAttemptThatGoesOnFromACheckpointEndsAsTheUninterruptedOne() throws IOException {
    var whole = run(work(60, -1), begin("whole", null), Duration.ZERO);
    // Diverges in the fourth epoch; the last checkpoint is the third's.
    var first = run(work(60, 37), begin("broken", null), Duration.ZERO);
    var failure = first.get(first.size() - 1).getFailed();
    assertThat(failure.getKind()).isEqualTo("diverged");
    assertThat(failure.getCause()).contains("step 37");
    var saved = first.stream().filter(StageReport::hasCheckpointSaved).toList();
    assertThat(saved).hasSize(3);

    var second =
        run(work(60, -1), begin("broken", saved.get(2).getCheckpointSaved()), Duration.ZERO);
    var store = new CheckpointStore(home);
    assertThat(store.read(second.get(second.size() - 1).getFinished()))
        .isEqualTo(store.read(whole.get(whole.size() - 1).getFinished()));
    assertThat(home.resolve("broken/meta-loss.csv"))
        .hasSameBinaryContentAs(home.resolve("whole/meta-loss.csv"));
  }

  @Test
  void haltsAtARungWithACheckpointFromWhichItEndsAsTheUninterruptedOne() throws IOException {
    var whole = run(work(60, -1), begin("plain", null), Duration.ZERO);
    var rung = begin("rung", null).toBuilder().setHaltAt(3).setFigure("meta-loss").build();
    var first = run(work(60, -1), rung, Duration.ofHours(1));
    var reached = first.get(first.size() - 1).getRungReached();
    assertThat(reached.getAt()).isEqualTo(3);
    var expected = new CountingWork(30, -1, null);
    while (!expected.done()) {
      expected.step();
    }
    assertThat(reached.getValue()).isEqualTo(expected.progress().figures().get("meta-loss"));
    FileRef saved =
        first.get(first.size() - 2).hasProgressed()
            ? first.get(first.size() - 3).getCheckpointSaved()
            : first.get(first.size() - 2).getCheckpointSaved();
    // Killed after the checkpoint and before the report: it is at the rung when it begins.
    var again =
        run(work(60, -1), rung.toBuilder().setCheckpoint(saved).build(), Duration.ofHours(1));
    assertThat(again.get(again.size() - 1).getRungReached()).isEqualTo(reached);
    var second = run(work(60, -1), begin("rung", saved), Duration.ZERO);
    var store = new CheckpointStore(home);
    assertThat(store.read(second.get(second.size() - 1).getFinished()))
        .isEqualTo(store.read(whole.get(whole.size() - 1).getFinished()));
    assertThat(home.resolve("rung/meta-loss.csv"))
        .hasSameBinaryContentAs(home.resolve("plain/meta-loss.csv"));
  }

  @Test
  void aTrainingThatEndsBeforeItsRungTellsItsFigure() {
    var rung = begin("short", null).toBuilder().setHaltAt(9).setFigure("meta-loss").build();
    var all = run(work(40, -1), rung, Duration.ofHours(1));
    assertThat(all.get(all.size() - 1).hasFinished()).isTrue();
    assertThat(all.get(all.size() - 1).hasFigure()).isTrue();
  }

  @Test
  void aStopSavesTheLastEndOfAnEpoch() throws IOException {
    TestProbe<Report> probe = kit.createTestProbe();
    var trainer = spawn(work(1_000_000_000, -1), Duration.ofHours(1));
    trainer.tell(new Begin(begin("s", null), probe.getRef()));
    probe.receiveMessage(Duration.ofSeconds(30));
    trainer.tell(new Stop());
    var all = reports(probe);
    assertThat(all.get(all.size() - 1).getStopped()).isTrue();
    FileRef checkpoint = all.get(all.size() - 2).getCheckpointSaved();
    var resumed = new CountingWork(10, -1, new CheckpointStore(home).read(checkpoint));
    assertThat(resumed.progress().done()).isPositive();
    assertThat(resumed.progress().done() % 10).isZero();
  }

  @Test
  void aDamagedCheckpointFailsTheAttemptAndNamesTheFile() throws IOException {
    var file = new CheckpointStore(home).write("d/x.ckpt", new byte[] {1, 2, 3});
    Files.write(home.resolve("d/x.ckpt"), new byte[] {1, 2});
    var all = run(work(40, -1), begin("d", file), Duration.ZERO);
    assertThat(all).hasSize(1);
    assertThat(all.get(0).getFailed().getKind()).isEqualTo("damaged-checkpoint");
    assertThat(all.get(0).getFailed().getCause()).contains("x.ckpt");
  }

  @Test
  void theWorkIsClosedHoweverTheTrainerEnds() {
    int before = CountingWork.OPEN.get();
    run(work(40, -1), begin("c1", null), Duration.ZERO);
    run(work(40, 5), begin("c2", null), Duration.ZERO);
    TestProbe<Report> probe = kit.createTestProbe();
    var trainer = spawn(work(1_000_000_000, -1), Duration.ofHours(1));
    trainer.tell(new Begin(begin("c3", null), probe.getRef()));
    probe.receiveMessage(Duration.ofSeconds(30));
    kit.stop(trainer);
    assertThat(CountingWork.OPEN.get()).isEqualTo(before);
  }
}
