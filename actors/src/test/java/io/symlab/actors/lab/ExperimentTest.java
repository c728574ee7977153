package io.symlab.actors.lab;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.persistence.testkit.javadsl.PersistenceTestKit;
import io.symlab.actors.pool.PuppetWorkers;
import io.symlab.actors.pool.TrainerPool;
import io.symlab.proto.ClientReply;
import io.symlab.proto.ExperimentView;
import io.symlab.proto.StageView;
import io.symlab.proto.TrialView;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An experiment of several trials, with workers whose strings the test pulls. */
class ExperimentTest {
  private static final int SLOTS = 2;

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
    pool = PuppetWorkers.pool(kit, SLOTS, workers);
    experiment = spawn();
  }

  @AfterEach
  void end() {
    kit.shutdownTestKit();
  }

  @Test
  void runsAsManyTrialsAsThereAreSlotsAndTheNextWhenOneEnds() {
    var first = workers.next("meta-train");
    var second = workers.next("meta-train");
    assertThat(first.begin().getTrial() + second.begin().getTrial()).isEqualTo(3);
    workers.expectNone();
    fail(first);
    assertThat(workers.next("meta-train").begin().getTrial()).isEqualTo(3);
  }

  @Test
  void goesOnWithTheOtherTrialsWhenOneFailsAndHasFailedInTheEnd() {
    failAll();
    ExperimentView view = closed();
    assertThat(view.getState()).isEqualTo("failed");
    assertThat(view.getTrialsList()).map(TrialView::getState).containsOnly("failed");
    assertThat(view.getEndedMillis()).isPositive();
  }

  @Test
  void answersWhoWaitsWhenItEndsOrWhenTheTimeIsUp() {
    experiment.tell(new Experiment.Wait(Duration.ofMillis(50), client.getRef()));
    assertThat(client.receiveMessage().getExperiment().getState()).isNotEqualTo("failed");
    experiment.tell(new Experiment.Wait(Duration.ofMinutes(1), client.getRef()));
    failAll();
    assertThat(client.receiveMessage().getExperiment().getState()).isEqualTo("failed");
  }

  @Test
  void isCancelledOnceAllTrialsAreThoseThatWaitedToo() {
    var first = workers.next();
    var second = workers.next();
    experiment.tell(new Experiment.Cancel(client.getRef()));
    client.expectNoMessage(Duration.ofMillis(100));
    assertThat(workers.next().toldToStop()).isTrue();
    assertThat(workers.next().toldToStop()).isTrue();
    first.stops();
    second.stops();
    ExperimentView view = client.receiveMessage().getExperiment();
    assertThat(view.getState()).isEqualTo("cancelled");
    assertThat(view.getTrialsList()).map(TrialView::getState).containsOnly("cancelled");
  }

  @Test
  void goesOnCancellingAfterTheLabDied() {
    workers.next();
    workers.next();
    experiment.tell(new Experiment.Cancel(client.getRef()));
    assertThat(workers.next().toldToStop()).isTrue();
    crash();
    assertThat(closed().getState()).isEqualTo("cancelled");
  }

  @Test
  void remembersWhatHadEndedWhenTheLabDied() {
    var first = workers.next("meta-train");
    workers.next("meta-train");
    int done = first.begin().getTrial();
    fail(first);
    workers.next("meta-train");
    crash();
    workers.next("meta-train");
    workers.next("meta-train");
    workers.expectNone();
    experiment.tell(new Experiment.View(client.getRef()));
    assertThat(client.receiveMessage().getExperiment().getTrials(done - 1).getState())
        .isEqualTo("failed");
  }

  @Test
  void goesOnWhenItsJournalFailsAndAnswersWhoWaits() {
    var journal = PersistenceTestKit.create(kit.system());
    experiment.tell(new Experiment.Wait(Duration.ofMinutes(1), client.getRef()));
    journal.failNextPersisted("experiment-e1");
    failAll();
    assertThat(client.receiveMessage(Duration.ofSeconds(30)).getExperiment().getState())
        .isEqualTo("failed");
    assertThat(closed().getTrialsList()).map(TrialView::getState).containsOnly("failed");
  }

  @Test
  void cancelsThoughItsJournalFailed() {
    var journal = PersistenceTestKit.create(kit.system());
    var first = workers.next();
    var second = workers.next();
    journal.failNextPersisted("experiment-e1");
    experiment.tell(new Experiment.Cancel(client.getRef()));
    assertThat(workers.next().toldToStop()).isTrue();
    assertThat(workers.next().toldToStop()).isTrue();
    first.stops();
    second.stops();
    assertThat(client.receiveMessage(Duration.ofSeconds(30)).getExperiment().getState())
        .isEqualTo("cancelled");
  }

  @Test
  void leavesWhenItsTrialsHave() {
    var first = workers.next();
    var second = workers.next();
    experiment.tell(new Experiment.Leave());
    workers.next();
    workers.next();
    first.stops();
    second.stops();
    client.expectTerminated(experiment, Duration.ofSeconds(30));
  }

  @Test
  void endsTrialsThatNeverBeganWithoutBeginningThem() {
    workers.next();
    workers.next();
    experiment.tell(new Experiment.Cancel(client.getRef()));
    assertThat(workers.next().toldToStop()).isTrue();
    assertThat(workers.next().toldToStop()).isTrue();
    experiment.tell(new Experiment.View(client.getRef()));
    TrialView waiting = client.receiveMessage().getExperiment().getTrials(2);
    assertThat(waiting.getState()).isEqualTo("cancelled");
    assertThat(waiting.getStagesList()).map(StageView::getState).containsOnly("waiting");
  }

  @Test
  void endsInTheirJournalTrialsThatWaitAfterHavingBegun() throws Exception {
    Path begun = Files.createDirectories(home.resolve("experiments/e1/3"));
    workers.next();
    workers.next();
    experiment.tell(new Experiment.Cancel(client.getRef()));
    workers.next().stops();
    workers.next().stops();
    ExperimentView view = client.receiveMessage().getExperiment();
    assertThat(view.getTrialsList()).map(TrialView::getState).containsOnly("cancelled");
    assertThat(begun.resolve("trial.log")).content().contains("cancelled");
  }

  private ActorRef<Experiment.Command> spawn() {
    var settings = LabKit.settings(home, SLOTS, workers);
    return kit.spawn(
        Experiment.create(
            LabKit.submitted("e1", 3), settings, pool, lab.getRef(), new LabNow(), false));
  }

  private void crash() {
    kit.stop(experiment);
    kit.stop(pool);
    pool = PuppetWorkers.pool(kit, SLOTS, workers);
    experiment = spawn();
  }

  /** Uses up a trial's whole budget, while the others stand still. */
  private void fail(PuppetWorkers.Puppet puppet) {
    int trial = puppet.begin().getTrial();
    PuppetWorkers.Puppet at = puppet;
    for (int i = 0; i < 2; i++) {
      at.fails("bug", "again");
      at = workers.next("meta-train");
      assertThat(at.begin().getTrial()).isEqualTo(trial);
    }
    at.fails("bug", "for good");
  }

  /** Whichever of the three trials has its turn. */
  private void failAll() {
    for (int i = 0; i < 9; i++) {
      workers.next("meta-train").fails("bug", "again");
    }
  }

  private ExperimentView closed() {
    return lab.receiveMessage().view();
  }
}
