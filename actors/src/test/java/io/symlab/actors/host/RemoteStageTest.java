package io.symlab.actors.host;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import io.symlab.actors.store.CheckpointStore;
import io.symlab.actors.work.StageWorkers;
import io.symlab.actors.work.Tiny;
import io.symlab.experiment.recipe.Recipe;
import io.symlab.model.optimizee.ProblemData;
import io.symlab.proto.FileRef;
import io.symlab.proto.StageBegin;
import io.symlab.proto.StageReport;
import io.symlab.proto.WorkerEnded;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Stages that train in another process, or what is as good as one: over a socket. */
class RemoteStageTest {
  @RegisterExtension final Elsewhere both = new Elsewhere();

  @TempDir Path home;
  @TempDir Path elsewhere;

  private ActorRef<WorkerHost.Command> host() {
    return RemoteWorker.host(both, new StageWorkers(Tiny.surroundings(elsewhere)), elsewhere);
  }

  private RemoteWorker begin(StageBegin begin) {
    return RemoteWorker.begin(both, host(), home, begin);
  }

  /** Has a host be told of a stage whose data only the lab knows of, and gives what it says. */
  private WorkerEnded refused(StageBegin begin) {
    TestProbe<WorkerHost.Reply> owner = both.lab().createTestProbe();
    var keeper = both.lab().spawn(FileKeeper.ofData("there", begin));
    host().tell(RemoteWorker.make(begin, owner, keeper));
    return owner.expectMessageClass(WorkerHost.Refused.class, Duration.ofSeconds(20)).body();
  }

  private List<StageReport> runElsewhere(StageBegin begin) {
    RemoteWorker worker = begin(begin);
    List<StageReport> all = Tiny.reports(worker.trial());
    assertThat(Tiny.last(all).getFailed().getCause()).isEmpty();
    var gone = worker.gone();
    assertThat(gone.body().getKind()).isEmpty();
    assertThat(elsewhere.resolve("work").resolve(gone.body().getName())).doesNotExist();
    return all;
  }

  private static StageBegin.Builder begin(String stage, Map<String, FileRef> results) {
    return Tiny.begin(stage, "experiments/e1/1").putAllResults(results);
  }

  private byte[] file(String name) throws IOException {
    return Files.readAllBytes(home.resolve("experiments/e1/1").resolve(name));
  }

  /** All stages of the tiny trial here, so that there is something to compare with. */
  private Map<String, Map<String, byte[]>> here() throws IOException {
    Map<String, FileRef> results = new HashMap<>();
    Map<String, Map<String, byte[]>> all = new HashMap<>();
    for (String stage : List.of("meta-train", "distill", "meta-tune")) {
      var reports = Tiny.run(both.lab(), home, begin(stage, results).build());
      results.put(stage, Tiny.last(reports).getFinished());
    }
    all.put(
        "meta-train",
        Map.of("learned.bin", file("learned.bin"), "meta-loss.csv", file("meta-loss.csv")));
    all.put(
        "meta-tune",
        Map.of("tuned.json", file("tuned.json"), "tune-loss.csv", file("tune-loss.csv")));
    this.results = results;
    return all;
  }

  private Map<String, FileRef> results;

  @Test
  void whatATrainerElsewhereLeavesComesHomeBitForBit() throws IOException {
    var expected = here();
    for (String stage : List.of("meta-train", "meta-tune")) {
      for (String name : expected.get(stage).keySet()) {
        Files.delete(home.resolve("experiments/e1/1").resolve(name));
      }
      if (stage.equals("meta-tune")) {
        new CheckpointStore(home)
            .write(
                results.get("meta-train").getPath(), expected.get("meta-train").get("learned.bin"));
      }
      var needed = new HashMap<>(results);
      needed
          .keySet()
          .retainAll(
              List.of(
                  stage.equals("meta-tune") ? "meta-train" : "",
                  stage.equals("meta-tune") ? "distill" : ""));
      var reports = runElsewhere(begin(stage, needed).build());
      assertThat(Tiny.last(reports).getFinished()).isEqualTo(results.get(stage));
      for (var one : expected.get(stage).entrySet()) {
        assertThat(file(one.getKey())).as(one.getKey()).isEqualTo(one.getValue());
      }
      var saved = reports.stream().filter(StageReport::hasCheckpointSaved).toList();
      assertThat(saved).isNotEmpty();
      new CheckpointStore(home).read(saved.get(saved.size() - 1).getCheckpointSaved());
    }
    try (var left = Files.walk(home)) {
      assertThat(left.filter(path -> path.toString().endsWith(".tmp"))).isEmpty();
    }
  }

  @Test
  void oneThatIsLostGoesOnElsewhereFromItsLastCheckpointToTheSameBits() throws IOException {
    var expected = here();
    var first = begin(begin("meta-train", Map.of()).build());
    StageReport saved;
    do {
      saved = first.next();
    } while (!saved.hasCheckpointSaved());
    both.lose();
    both.lab().stop(first.keeper());
    var on = begin("meta-train", Map.of()).setAttempt(2);
    on.setCheckpoint(saved.getCheckpointSaved());
    runElsewhere(on.build());
    for (var one : expected.get("meta-train").entrySet()) {
      assertThat(file(one.getKey())).as(one.getKey()).isEqualTo(one.getValue());
    }
  }

  @Test
  void whoeverSpeaksForAnAttemptThatWasGivenUpWritesNothing() throws IOException {
    var worker = begin(begin("meta-train", Map.of()).build());
    both.lab().stop(worker.keeper());
    worker.gone();
    List<Path> left = new ArrayList<>();
    try (var walk = Files.walk(elsewhere)) {
      walk.filter(Files::isRegularFile).forEach(left::add);
    }
    assertThat(left).isEmpty();
  }

  @Test
  void aWorkerAskedToStopBringsItsCheckpointFirst() throws IOException {
    var expected = here();
    var worker = begin(begin("meta-train", Map.of()).build());
    StageReport said;
    do {
      said = worker.next();
    } while (!said.hasCheckpointSaved());
    worker.stop();
    FileRef newest = said.getCheckpointSaved();
    while (!said.hasStopped() && !said.hasFinished()) {
      said = worker.next();
      newest = said.hasCheckpointSaved() ? said.getCheckpointSaved() : newest;
    }
    var on = begin("meta-train", Map.of()).setAttempt(2).setCheckpoint(newest);
    var again = Tiny.run(both.lab(), home, on.build());
    assertThat(Tiny.last(again).hasFinished()).isTrue();
    assertThat(file("learned.bin")).isEqualTo(expected.get("meta-train").get("learned.bin"));
    assertThat(file("meta-loss.csv")).isEqualTo(expected.get("meta-train").get("meta-loss.csv"));
  }

  @Test
  void whatIsDamagedAtHomeIsToldAsSuch() throws IOException {
    here();
    Path learned = home.resolve(results.get("meta-train").getPath());
    byte[] bytes = Files.readAllBytes(learned);
    bytes[bytes.length / 2] ^= 1;
    Files.write(learned, bytes);
    var needed = new HashMap<>(results);
    needed.remove("meta-tune");
    var worker = begin(begin("meta-tune", needed).build());
    StageReport last = Tiny.last(Tiny.reports(worker.trial()));
    assertThat(last.getFailed().getKind()).isEqualTo("data");
    assertThat(last.getFailed().getCause()).contains("learned.bin is damaged");
  }

  @Test
  void dataThatAreNotThereAreFetchedOnceForAll() throws IOException {
    Path labs = HostDataTest.images(home.resolve("digits"), 3);
    String recipe = HostDataTest.digits(labs);
    String sum = ProblemData.of(Recipe.ofJson(recipe).optimizee()).orElseThrow().checksum();
    StageBegin begin = begin("meta-train", Map.of()).setRecipe(recipe).setDataChecksum(sum).build();
    ActorRef<WorkerHost.Command> host = host();
    TestProbe<WorkerHost.Reply> owner = both.lab().createTestProbe();
    // As on another machine, where the lab's folder does not exist.
    Path moved = Files.move(labs, home.resolve("moved"));
    StageBegin labsOwn = begin.toBuilder().setRecipe(HostDataTest.digits(moved)).build();
    for (int attempt = 1; attempt <= 3; attempt++) {
      StageBegin next = begin.toBuilder().setAttempt(attempt).build();
      var keeper = both.lab().spawn(FileKeeper.ofData("there", labsOwn));
      host.tell(RemoteWorker.make(next, owner, keeper));
    }
    for (int attempt = 1; attempt <= 3; attempt++) {
      owner.expectMessageClass(WorkerHost.Made.class, Duration.ofSeconds(20));
    }
    try (var files = Files.walk(elsewhere.resolve("data"))) {
      assertThat(files.filter(Files::isRegularFile))
          .hasSize(4)
          .allSatisfy(file -> assertThat(file.getParent().getFileName()).hasToString(sum))
          .allSatisfy(
              file -> assertThat(file).hasSameBinaryContentAs(moved.resolve(file.getFileName())));
    }
  }

  @Test
  void otherDataThanTheTrialsFailTheStageBeforeItIsMade() throws IOException {
    StageBegin begin = HostDataTest.begin(elsewhere);
    Files.writeString(elsewhere.resolve("task.pt"), "another module");
    WorkerEnded refused = refused(begin);
    assertThat(refused.getKind()).isEqualTo("data");
    String now =
        ProblemData.of(Recipe.ofJson(begin.getRecipe()).optimizee()).orElseThrow().checksum();
    assertThat(refused.getCause())
        .contains("there", begin.getDataChecksum().substring(0, 12), now.substring(0, 12));
  }

  @Test
  void dataThatTheLabHasNotAreToldAsSuch() throws IOException {
    StageBegin begin = HostDataTest.begin(elsewhere);
    Files.delete(elsewhere.resolve("task.pt"));
    WorkerEnded refused = refused(begin);
    assertThat(refused.getKind()).isEqualTo("data");
    assertThat(refused.getCause()).contains("the lab can't give", "task.pt");
  }
}
