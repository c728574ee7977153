package io.symlab.actors.work;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import io.symlab.actors.host.Elsewhere;
import io.symlab.actors.stage.StageWorker.Begin;
import io.symlab.actors.stage.StageWorker.Command;
import io.symlab.actors.stage.StageWorker.MoreSlots;
import io.symlab.actors.stage.StageWorker.Report;
import io.symlab.actors.store.CheckpointStore;
import io.symlab.experiment.Stage;
import io.symlab.proto.FileRef;
import io.symlab.proto.HostSlots;
import io.symlab.proto.StageBegin;
import io.symlab.proto.StageReport;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Islands and rollouts of a stage on more than one host, over a socket. */
class RemoteCrewsTest {
  @RegisterExtension final Elsewhere both = new Elsewhere();

  @TempDir Path home;
  @TempDir Path elsewhere;

  /** So many slots here, and so many there. */
  private List<HostSlots> hosts(int here, int away) {
    return List.of(
        Tiny.host(both.lab(), "lab", home, here),
        Tiny.host(both.there(), "there", elsewhere, away));
  }

  private byte[] result(List<StageReport> reports) throws IOException {
    StageReport last = Tiny.last(reports);
    assertThat(last.getFailed().getCause()).isEmpty();
    return new CheckpointStore(home).read(last.getFinished());
  }

  private Map<String, FileRef> results(String... stages) throws IOException {
    Map<String, FileRef> results = new HashMap<>();
    for (String stage : stages) {
      var begin = Tiny.begin(stage, "t").putAllResults(results).build();
      var reports = Tiny.run(both.lab(), home, begin);
      result(reports);
      results.put(stage, Tiny.last(reports).getFinished());
    }
    return results;
  }

  /** Has a stage's worker begin here. */
  private TestProbe<Report> begun(StageBegin begin) {
    TestProbe<Report> probe = both.lab().createTestProbe();
    var workers = new StageWorkers(Tiny.surroundings(home));
    ActorRef<Command> worker = both.lab().spawn(workers.worker(Stage.of(begin.getStage())));
    worker.tell(new Begin(begin, probe.getRef()));
    return probe;
  }

  @Test
  void theFrontIsTheSameWhereverTheIslandsAre() throws IOException {
    var results = results("meta-train");
    byte[] alone =
        result(
            Tiny.run(
                both.lab(), home, Tiny.begin("distill", "one").putAllResults(results).build()));
    for (List<HostSlots> hosts : List.of(hosts(1, 1), hosts(1, 9), hosts(5, 1))) {
      var begin = Tiny.begin("distill", "two").putAllResults(results).addAllHostSlots(hosts);
      assertThat(result(Tiny.run(both.lab(), home, begin.build()))).isEqualTo(alone);
      assertThat(home.resolve("two/samples.bin"))
          .hasSameBinaryContentAs(home.resolve("one/samples.bin"));
    }
  }

  @Test
  void islandsThatAreLostGoBackToTheLastCutToTheSameFront() throws IOException {
    var results = results("meta-train");
    String recipe = Tiny.distillingLonger().toJson();
    var one = Tiny.begin("distill", "one").setRecipe(recipe).putAllResults(results);
    byte[] alone = result(Tiny.run(both.lab(), home, one.build()));
    var begin = Tiny.begin("distill", "two").setRecipe(recipe).putAllResults(results);
    var probe = begun(begin.clone().addAllHostSlots(hosts(1, 1)).build());
    Optional<FileRef> cut = Optional.empty();
    StageReport said;
    do {
      said = probe.receiveMessage(Duration.ofSeconds(60)).body();
      if (said.hasCheckpointSaved() && cut.isEmpty()) {
        cut = Optional.of(said.getCheckpointSaved());
        both.lose();
      }
    } while (!said.hasFailed() && !said.hasFinished());
    assertThat(said.getFailed().getKind()).isEqualTo("node-lost");
    assertThat(said.getFailed().getCause()).contains("there");
    var on = begin.setAttempt(2).setCheckpoint(cut.orElseThrow());
    assertThat(result(Tiny.run(both.lab(), home, on.addAllHostSlots(hosts(2, 1)).build())))
        .isEqualTo(alone);
  }

  @Test
  void aRolloutThatIsLostRunsElsewhereAlone() throws IOException {
    var results = results("meta-train");
    byte[] alone =
        result(
            Tiny.run(
                both.lab(), home, Tiny.begin("distill", "one").putAllResults(results).build()));
    // So many slots here that all islands are here, too.
    var begin = Tiny.begin("distill", "two").putAllResults(results).addAllHostSlots(hosts(9, 1));
    var probe = begun(begin.build());
    probe.receiveMessage(Duration.ofSeconds(60));
    both.lose();
    assertThat(result(Tiny.reports(probe))).isEqualTo(alone);
  }

  @Test
  void runsOfAnEvaluationThatAreLostRunElsewhere() throws IOException {
    var results = results("meta-train", "distill", "meta-tune");
    byte[] alone =
        result(
            Tiny.run(both.lab(), home, Tiny.begin("evaluate", "t").putAllResults(results).build()));
    var twice = Tiny.begin("evaluate", "t").setAttempt(2).putAllResults(results);
    assertThat(result(Tiny.run(both.lab(), home, twice.addAllHostSlots(hosts(1, 1)).build())))
        .isEqualTo(alone);
    var lossy = Tiny.begin("evaluate", "t").setAttempt(3).putAllResults(results);
    var probe = begun(lossy.addAllHostSlots(hosts(1, 2)).build());
    both.lose();
    assertThat(result(Tiny.reports(probe))).isEqualTo(alone);
  }

  @Test
  void stagesThatAreOfferedMoreSlotsBeginAnewWithThemToTheSameResults() throws IOException {
    var results = results("meta-train", "distill", "meta-tune");
    for (String stage : List.of("distill", "evaluate")) {
      String recipe =
          (stage.equals("distill") ? Tiny.distillingLonger() : Tiny.evaluatingLonger()).toJson();
      var begin = Tiny.begin(stage, stage).setRecipe(recipe).putAllResults(results);
      byte[] alone = result(Tiny.run(both.lab(), home, begin.build()));
      begin.setDirectory(stage + "-more");
      var few = begin.clone().addHostSlots(Tiny.host(both.lab(), "lab", home, 1)).setSlots(1);
      TestProbe<Report> probe = both.lab().createTestProbe();
      ActorRef<Command> worker =
          both.lab().spawn(new StageWorkers(Tiny.surroundings(home)).worker(Stage.of(stage)));
      worker.tell(new Begin(few.build(), probe.getRef()));
      StageReport said;
      do {
        said = probe.receiveMessage(Duration.ofSeconds(60)).body();
        if (said.hasCheckpointSaved()) {
          begin.setCheckpoint(said.getCheckpointSaved());
          worker.tell(new MoreSlots());
        }
      } while (!said.hasFailed() && !said.hasFinished() && !said.hasStopped());
      assertThat(said.hasStopped()).as(stage).isTrue();
      var more = begin.setAttempt(2).addAllHostSlots(hosts(1, 2)).setSlots(3);
      assertThat(result(Tiny.run(both.lab(), home, more.build()))).isEqualTo(alone);
    }
  }
}
