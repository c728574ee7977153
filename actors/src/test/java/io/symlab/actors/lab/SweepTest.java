package io.symlab.actors.lab;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import io.symlab.actors.pool.PuppetWorkers;
import io.symlab.actors.pool.PuppetWorkers.Puppet;
import io.symlab.actors.pool.TrainerPool;
import io.symlab.proto.ClientReply;
import io.symlab.proto.ExperimentSubmitted;
import io.symlab.proto.ExperimentView;
import io.symlab.proto.RungReached;
import io.symlab.proto.SweepSettings;
import io.symlab.proto.TrialView;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a sweep decides of its trials, with workers whose strings the test pulls. */
class SweepTest {
  private static final SweepSettings HALVING =
      SweepSettings.newBuilder()
          .setStage("meta-train")
          .setFigure("best")
          .setFactor(2)
          .addRungs(5)
          .addRungs(9)
          .build();

  @TempDir Path home;
  private ActorTestKit kit;
  private PuppetWorkers workers;
  private TestProbe<Experiment.Closed> lab;
  private TestProbe<ClientReply> client;
  private ActorRef<TrainerPool.Command> pool;
  private ActorRef<Experiment.Command> experiment;

  @BeforeEach
  void begin() {
    kit = LabKit.create();
    workers = new PuppetWorkers(kit);
    lab = kit.createTestProbe(Experiment.Closed.class);
    client = kit.createTestProbe(ClientReply.class);
    pool = PuppetWorkers.pool(kit, 2, workers);
  }

  @AfterEach
  void end() {
    kit.shutdownTestKit();
  }

  private void start(int trials, SweepSettings sweep) {
    ExperimentSubmitted submitted =
        LabKit.submitted("e1", trials).toBuilder().setSweep(sweep).build();
    experiment =
        kit.spawn(
            Experiment.create(
                submitted,
                LabKit.settings(home, 2, workers),
                pool,
                lab.getRef(),
                new LabNow(),
                false));
  }

  private static void reports(Puppet worker, double value) {
    worker.saves("checkpoint-" + worker.begin().getTrial());
    worker
        .says(
            worker
                .report()
                .setRungReached(
                    RungReached.newBuilder().setAt(worker.begin().getHaltAt()).setValue(value)))
        .ends();
  }

  private ExperimentView view() {
    experiment.tell(new Experiment.View(client.getRef()));
    return client.receiveMessage().getExperiment();
  }

  private ExperimentView closed() {
    return lab.receiveMessage(Duration.ofSeconds(20)).view();
  }

  @Test
  void theBestGoOnFromTheirCheckpointsAndTheOthersArePruned() {
    start(4, HALVING);
    // Two at a time: once three of four have reported the best of them is certain, and it may begin
    // before the fourth.
    for (int i = 0; i < 2; i++) {
      List<Puppet> both = List.of(workers.next("meta-train"), workers.next("meta-train"));
      for (Puppet worker : both) {
        assertThat(worker.begin().getHaltAt()).isEqualTo(5);
        assertThat(worker.begin().getFigure()).isEqualTo("best");
        reports(worker, worker.begin().getTrial());
      }
    }
    Puppet one = workers.next("meta-train");
    Puppet other = workers.next("meta-train");
    assertThat(List.of(one.begin().getTrial(), other.begin().getTrial()))
        .containsExactlyInAnyOrder(1, 2);
    assertThat(one.begin().getHaltAt()).isEqualTo(9);
    assertThat(one.begin().getCheckpoint().getPath())
        .isEqualTo("checkpoint-" + one.begin().getTrial());
    reports(one, one.begin().getTrial() == 1 ? 7 : 3);
    reports(other, other.begin().getTrial() == 1 ? 7 : 3);
    Puppet last = workers.next("meta-train");
    assertThat(last.begin().getTrial()).isEqualTo(2);
    assertThat(last.begin().getHaltAt()).isZero();
    workers.expectNone();
    finish(last);
    ExperimentView view = closed();
    assertThat(view.getState()).isEqualTo("done");
    assertThat(view.getTrialsList())
        .extracting(TrialView::getState)
        .containsExactly("pruned", "done", "pruned", "pruned");
    assertThat(view.getTrials(0).getFailureCause())
        .isEqualTo(
            "rung 2 of 2, after 9 epochs of meta-train: best was 7; 1 of 2 goes on, and another"
                + " had 3 or better by then");
    assertThat(view.getTrials(2).getFailureCause())
        .startsWith("rung 1 of 2, after 5 epochs of meta-train: best was 3; 2 of 4 go on,");
    assertThat(view.getTrials(1).getRungsList())
        .extracting(RungReached::getValue)
        .containsExactly(2.0, 3.0);
  }

  private void finish(Puppet worker) {
    worker.finishes("meta-train");
    for (String stage : List.of("distill", "meta-tune", "evaluate", "report")) {
      workers.next(stage).finishes(stage);
    }
  }

  @Test
  void aTrialAtARungHoldsNoSlotAndSaysSo() {
    start(4, HALVING);
    Puppet one = workers.next("meta-train");
    reports(one, 1);
    reports(workers.next("meta-train"), 2);
    workers.next("meta-train");
    workers.next("meta-train");
    client.awaitAssert(
        () -> {
          TrialView first = view().getTrials(one.begin().getTrial() - 1);
          assertThat(first.getState()).isEqualTo("waiting");
          return assertThat(first.getNote()).isEqualTo("at rung 1, waits for other trials");
        });
  }

  @Test
  void aTrialThatIsPausedAtARungIsPrunedWhenOthersDoBetter() {
    start(4, HALVING);
    Puppet paused = workers.next("meta-train");
    int trial = paused.begin().getTrial();
    reports(paused, 9);
    client.awaitAssert(() -> assertThat(reportsInView()).isEqualTo(1));
    experiment.tell(new Control.Pause(trial, client.getRef()));
    assertThat(client.receiveMessage().getExperiment().getTrials(trial - 1).getState())
        .isEqualTo("paused");
    for (int i = 0; i < 3; i++) {
      reports(workers.next("meta-train"), i);
    }
    client.awaitAssert(
        () -> assertThat(view().getTrials(trial - 1).getState()).isEqualTo("pruned"));
  }

  @Test
  void aTrialThatIsPausedAtARungAndDidWellWaitsForItsResume() {
    start(2, HALVING);
    Puppet paused = workers.next("meta-train");
    int trial = paused.begin().getTrial();
    reports(paused, 1);
    client.awaitAssert(() -> assertThat(reportsInView()).isEqualTo(1));
    experiment.tell(new Control.Pause(trial, client.getRef()));
    client.receiveMessage();
    reports(workers.next("meta-train"), 2);
    workers.expectNone();
    assertThat(view().getTrials(trial - 1).getState()).isEqualTo("paused");
    experiment.tell(new Control.Resume(trial, client.getRef()));
    assertThat(workers.next("meta-train").begin().getTrial()).isEqualTo(trial);
  }

  /** Of the two trials that begin next, by their numbers. */
  private Map<Integer, Long> haltsOfNextTwo() {
    Map<Integer, Long> halts = new TreeMap<>();
    for (int i = 0; i < 2; i++) {
      Puppet worker = workers.next("meta-train");
      halts.put(worker.begin().getTrial(), (long) worker.begin().getHaltAt());
    }
    return halts;
  }

  private int reportsInView() {
    return view().getTrialsList().stream().mapToInt(TrialView::getRungsCount).sum();
  }

  @Test
  void whatWasReportedIsKnownAfterTheLabDied() {
    start(4, HALVING);
    TreeSet<Integer> reported = new TreeSet<>();
    for (int i = 0; i < 3; i++) {
      Puppet worker = workers.next("meta-train");
      reported.add(worker.begin().getTrial());
      reports(worker, worker.begin().getTrial());
    }
    int last = 10 - reported.stream().mapToInt(Integer::intValue).sum();
    Map<Integer, Long> under = Map.of(reported.first(), 9L, last, 5L);
    assertThat(haltsOfNextTwo()).isEqualTo(under);
    client.awaitAssert(() -> assertThat(reportsInView()).isEqualTo(3));
    view(); // what was under way to the journal is there now
    kit.stop(experiment, Duration.ofSeconds(10));
    start(4, HALVING);
    assertThat(haltsOfNextTwo()).isEqualTo(under);
    assertThat(reportsInView()).isEqualTo(3);
  }

  @Test
  void aStageThatEndsBeforeItsRungIsComparedByItsLastFigure() {
    start(2, HALVING);
    Puppet first = workers.next("meta-train");
    Puppet second = workers.next("meta-train");
    first
        .says(first.report().setFigure(first.begin().getTrial()).setFinished(Puppet.file("a")))
        .ends();
    second
        .says(second.report().setFigure(second.begin().getTrial()).setFinished(Puppet.file("b")))
        .ends();
    assertThat(workers.next("distill").begin().getTrial()).isEqualTo(1);
    workers.expectNone();
    client.awaitAssert(() -> assertThat(view().getTrials(1).getState()).isEqualTo("pruned"));
  }

  @Test
  void aTrialThatFailsComesLast() {
    start(2, HALVING);
    Puppet first = workers.next("meta-train");
    Puppet second = workers.next("meta-train");
    reports(first, 1e9);
    fail(second);
    Puppet next = workers.next("meta-train");
    assertThat(next.begin().getTrial()).isEqualTo(first.begin().getTrial());
    assertThat(next.begin().getHaltAt()).isEqualTo(9);
  }

  private void fail(Puppet worker) {
    int trial = worker.begin().getTrial();
    worker.fails("bug", "broken");
    for (int i = 0; i < 2; i++) {
      Puppet again = workers.next("meta-train");
      assertThat(again.begin().getTrial()).isEqualTo(trial);
      again.fails("bug", "broken");
    }
  }

  @Test
  void noMoreThanSoManyRunAtOnce() {
    start(3, SweepSettings.newBuilder().setMaxParallel(1).build());
    workers.next("meta-train");
    workers.expectNone();
  }

  @Test
  void afterSoManyFailuresNoOtherBegins() {
    start(4, SweepSettings.newBuilder().setMaxFailures(1).setMaxParallel(1).build());
    fail(workers.next("meta-train"));
    ExperimentView view = closed();
    assertThat(view.getTrialsList())
        .extracting(TrialView::getState)
        .containsExactly("failed", "cancelled", "cancelled", "cancelled");
    assertThat(view.getTrials(3).getFailureCause())
        .isEqualTo("never began: 1 trial had failed (sweep.max-failures)");
    workers.expectNone();
  }

  @Test
  void theHookRunsOnceWithItsEnvironmentAndItsFailureChangesNothing() throws Exception {
    String script = "echo $SYMLAB_ID,$SYMLAB_NAME,$SYMLAB_STATE >> ends.txt; exit 3";
    var sweep =
        SweepSettings.newBuilder().setMaxParallel(1).addAllOnEnd(List.of("/bin/sh", "-c", script));
    start(1, sweep.build());
    finish(workers.next("meta-train"));
    assertThat(closed().getState()).isEqualTo("done");
    Path ends = home.resolve("experiments/e1/ends.txt");
    assertThat(Files.readString(ends)).isEqualTo("e1,tiny,done\n");
    kit.stop(experiment, Duration.ofSeconds(10));
    start(1, sweep.build());
    assertThat(closed().getState()).isEqualTo("done");
    assertThat(Files.readString(ends)).isEqualTo("e1,tiny,done\n");
  }

  @Test
  void aHookThatIsGoneChangesNothing() {
    start(1, SweepSettings.newBuilder().addOnEnd("/no/such/program").build());
    finish(workers.next("meta-train"));
    assertThat(closed().getState()).isEqualTo("done");
  }
}
