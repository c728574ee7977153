package io.symlab.actors.trial;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.persistence.testkit.javadsl.PersistenceTestKit;
import io.symlab.actors.home.HomeHealth;
import io.symlab.actors.lab.LabKit;
import io.symlab.actors.pool.Need;
import io.symlab.actors.pool.Order;
import io.symlab.actors.pool.PoolReply;
import io.symlab.actors.pool.PuppetWorkers;
import io.symlab.actors.pool.PuppetWorkers.Puppet;
import io.symlab.actors.pool.TrainerPool;
import io.symlab.experiment.RunState;
import io.symlab.model.DivergedException;
import io.symlab.proto.TrialEvent;
import io.symlab.proto.TrialView;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A trial's way through its stages, with workers whose strings the test pulls. */
class TrialTest {
  @TempDir Path home;
  private ActorTestKit kit;
  private PersistenceTestKit journal;
  private PuppetWorkers workers;
  private TestProbe<Trial.Reply> experiment;
  private ActorRef<TrainerPool.Command> pool;
  private ActorRef<Trial.Command> trial;
  private HomeHealth health;

  @BeforeEach
  void begin() throws Exception {
    Files.createDirectories(disk());
    kit = LabKit.create();
    journal = PersistenceTestKit.create(kit.system());
    workers = new PuppetWorkers(kit);
    experiment = kit.createTestProbe(Trial.Reply.class);
    pool = PuppetWorkers.pool(kit, 2, workers);
    trial = spawn();
  }

  @AfterEach
  void end() {
    kit.shutdownTestKit();
  }

  @Test
  void goesThroughAllStagesInOneAttempt() {
    var train = workers.next("meta-train");
    assertThat(train.begin().getSlots()).isEqualTo(1);
    assertThat(train.begin().hasCheckpoint()).isFalse();
    assertThat(train.begin().getDirectory()).isEqualTo("experiments/e1/1");
    train.finishes("learned.bin");
    var distill = workers.next("distill");
    assertThat(distill.begin().getSlots()).isEqualTo(2);
    assertThat(distill.begin().getResultsOrThrow("meta-train").getPath()).isEqualTo("learned.bin");
    distill.finishes("front.json");
    workers.next("meta-tune").finishes("tuned.json");
    workers.next("evaluate").finishes("evaluation.json");
    var report = workers.next("report");
    assertThat(report.begin().getAttempt()).isEqualTo(1);
    assertThat(report.begin().getResultsCount()).isEqualTo(4);
    report.finishes("experiments/e1/1/report/report.html");

    TrialView view = closed();
    assertThat(view.getState()).isEqualTo("done");
    assertThat(view.getReport()).isEqualTo(home + "/experiments/e1/1/report/report.html");
    assertThat(kinds())
        .containsExactly(
            "ATTEMPT_STARTED",
            "STAGE_ENDED",
            "STAGE_ENDED",
            "STAGE_ENDED",
            "STAGE_ENDED",
            "STAGE_ENDED",
            "TRIAL_ENDED");
  }

  @Test
  void journalsAnAttemptBeforeItsWorkBegins() {
    workers.next("meta-train");
    assertThat(kinds()).containsExactly("ATTEMPT_STARTED");
  }

  @Test
  void triesAgainFromTheLastCheckpointWhenAWorkerFails() {
    workers.next().saves("c1").saves("c2").fails("diverged", "the loss is NaN");
    var again = workers.next("meta-train");
    assertThat(again.begin().getAttempt()).isEqualTo(2);
    assertThat(again.begin().getCheckpoint().getPath()).isEqualTo("c2");
  }

  @Test
  void beginsAnotherAttemptFromWhatTheJournalHasWhenItFailed() {
    var train = workers.next();
    train.saves("c1").saves("c2");
    while (journal.persistedInStorage("trial-e1-1").size() < 3) {
      Thread.onSpinWait();
    }
    for (int i = 2; i < 4; i++) {
      journal.failNextPersisted("trial-e1-1");
      train.saves("lost");
      train = workers.next("meta-train");
      assertThat(train.begin().getAttempt()).isEqualTo(i);
      assertThat(train.begin().getCheckpoint().getPath()).isEqualTo("c2");
    }
    for (int i = 4; i < 6; i++) { // none of the budget has been used
      train.fails("bug", "again");
      train = workers.next("meta-train");
      assertThat(train.begin().getAttempt()).isEqualTo(i);
    }
    train.finishes("learned.bin");
    workers.next("distill");
  }

  @Test
  void doesAStageAgainWhoseEndTheJournalHasNot() {
    var train = workers.next();
    train.saves("c1");
    while (journal.persistedInStorage("trial-e1-1").size() < 2) {
      Thread.onSpinWait();
    }
    journal.failNextPersisted("trial-e1-1");
    train.finishes("learned.bin");
    var again = workers.next("meta-train");
    assertThat(again.begin().getCheckpoint().getPath()).isEqualTo("c1");
    again.finishes("learned.bin");
    assertThat(workers.next("distill").begin().getAttempt()).isEqualTo(2);
  }

  @Test
  void fallsBackToTheCheckpointBeforeADamagedOneAndThenToTheStagesBeginning() {
    workers.next().saves("c1").saves("c2").fails("damaged-checkpoint", "c2 is damaged");
    var again = workers.next("meta-train");
    assertThat(again.begin().getCheckpoint().getPath()).isEqualTo("c1");
    again.fails("damaged-checkpoint", "c1 is damaged");
    var anew = workers.next("meta-train");
    assertThat(anew.begin().hasCheckpoint()).isFalse();
    anew.saves("c3").saves("c4");
    anew.fails("diverged", "the loss is NaN");
    var last = workers.next("meta-train");
    assertThat(last.begin().getCheckpoint().getPath()).isEqualTo("c4");
    assertThat(last.begin().getPreviousCheckpoint().getPath()).isEqualTo("c3");
    last.finishes("learned.bin");
    var next = workers.next("distill").begin();
    assertThat(next.hasCheckpoint() || next.hasPreviousCheckpoint()).isFalse();
  }

  @Test
  void isHeldWhileTheHomeCanNotBeWorkedInAndThenGoesOnFromItsCheckpoint() throws Exception {
    var train = workers.next();
    train.saves("c1");
    Path hidden = Files.move(disk(), home.resolve("hidden"));
    health.look();
    assertThat(workers.next().toldToStop()).isTrue();
    train.saves("c2").stops();
    TrialView view = held();
    assertThat(view.getFailureCause()).contains(disk().toString(), "missing");
    workers.expectNone();
    Files.move(hidden, disk());
    health.look();
    var again = workers.next("meta-train");
    assertThat(again.begin().getCheckpoint().getPath()).isEqualTo("c2");
    assertThat(again.begin().getAttempt()).isEqualTo(2);
    for (int i = 0; i < 2; i++) { // none of the budget has been used
      again.fails("bug", "again");
      again = workers.next("meta-train");
    }
  }

  @Test
  void isHeldAfterADiskFailedItAndTriesAgain() {
    for (int i = 1; i <= 2; i++) {
      workers.next("meta-train").fails("disk", "No space left on device");
      assertThat(held().getFailureCause()).isEqualTo("No space left on device");
    }
    workers.next("meta-train");
  }

  /** Stands for the home where it is looked whether that can be written to. */
  private Path disk() {
    return home.resolve("disk");
  }

  private TrialView held() {
    while (true) {
      if (experiment.receiveMessage() instanceof Trial.Changed changed
          && changed.view().getState().equals("held")) {
        return changed.view();
      }
    }
  }

  @Test
  void givesUpWhenTheBudgetIsUsedAndNamesClassAndCause() {
    for (int i = 0; i < 3; i++) {
      workers.next().fails("diverged", "the loss is NaN");
    }
    TrialView view = closed();
    assertThat(view.getState()).isEqualTo("failed");
    assertThat(view.getFailureKind()).isEqualTo("diverged");
    assertThat(view.getFailureCause()).contains("the loss is NaN").contains("3 failed attempts");
    workers.expectNone();
  }

  @Test
  void hasAFreshBudgetAfterANewCheckpoint() {
    workers.next().fails("bug", "first");
    workers.next().fails("bug", "second");
    workers.next().saves("c1").fails("bug", "third");
    assertThat(workers.next().begin().getAttempt()).isEqualTo(4);
  }

  @Test
  void givesUpAtTheLimitOfAllFailuresHoweverMuchItSaves() {
    for (int i = 0; i < 5; i++) {
      workers.next().saves("c" + i).fails("bug", "again");
    }
    assertThat(closed().getState()).isEqualTo("failed");
  }

  @Test
  void takesAWorkersDeathForAFailure() {
    workers.next().dies(new DivergedException("phi is infinite"));
    workers.next().dies(new OutOfMemoryError("Java heap space"));
    workers.next().ends();
    assertThat(closed().getState()).isEqualTo("failed");
    assertThat(journal.persistedInStorage("trial-e1-1"))
        .map(event -> ((TrialEvent) event).getAttemptEnded().getKind())
        .containsSubsequence("diverged", "out-of-memory", "bug");
  }

  @Test
  void ignoresReportsOfAnotherAttempt() {
    var first = workers.next();
    first.fails("bug", "first");
    var second = workers.next();
    first.saves("stale").says(first.report().setFinished(PuppetWorkers.Puppet.file("stale")));
    second.saves("fresh").fails("bug", "second");
    assertThat(workers.next("meta-train").begin().getCheckpoint().getPath()).isEqualTo("fresh");
  }

  @Test
  void goesOnInTheStageItWasInAfterTheLabDied() {
    workers.next("meta-train").finishes("learned.bin");
    workers.next("distill").saves("cut-7");
    awaitEvents(3);
    crash();
    var again = workers.next("distill");
    assertThat(again.begin().getAttempt()).isEqualTo(2);
    assertThat(again.begin().getCheckpoint().getPath()).isEqualTo("cut-7");
    assertThat(again.begin().getResultsOrThrow("meta-train").getPath()).isEqualTo("learned.bin");
  }

  @Test
  void failsAfterTheLabDiedUnderItThreeTimesWithoutACheckpoint() {
    workers.next();
    for (int i = 0; i < 2; i++) {
      crash();
      workers.next("meta-train");
    }
    crash();
    TrialView view = closed();
    assertThat(view.getState()).isEqualTo("failed");
    assertThat(view.getFailureKind()).isEqualTo("killed-daemon");
  }

  @Test
  void outlivesMoreDeathsOfTheLabWhenItSavesInBetween() {
    for (int i = 0; i < 5; i++) {
      workers.next().saves("c" + i);
      awaitEvents(2 + 3 * i);
      crash();
    }
    assertThat(workers.next().begin().getCheckpoint().getPath()).isEqualTo("c4");
  }

  @Test
  void leavesACheckpointWhenTheLabStopsAndGoesOnWithoutLoss() {
    var first = workers.next();
    trial.tell(new Trial.Leave());
    assertThat(workers.next().toldToStop()).isTrue();
    first.saves("last").stops();
    experiment.expectTerminated(trial);
    trial = spawn();
    var again = workers.next();
    assertThat(again.begin().getCheckpoint().getPath()).isEqualTo("last");
    assertThat(journal.persistedInStorage("trial-e1-1"))
        .noneMatch(event -> ((TrialEvent) event).getAttemptEnded().getKind().contains("killed"));
  }

  @Test
  void restsWithACheckpointAndGoesOnWithoutHavingFailed() {
    for (int i = 0; i < 7; i++) { // more often than attempts may fail
      var at = workers.next("meta-train");
      assertThat(at.begin().getCheckpoint().getPath()).isEqualTo(i == 0 ? "" : "c" + (i - 1));
      trial.tell(new Trial.Rest(RunState.PAUSED, "asked to"));
      assertThat(workers.next().toldToStop()).isTrue();
      at.saves("c" + i).stops();
      TrialView view = rested();
      assertThat(view.getState()).isEqualTo("paused");
      assertThat(view.getStages(0).getState()).isEqualTo("paused");
      experiment.expectTerminated(trial);
      trial = spawn();
    }
    workers.next().fails("bug", "the first one");
    assertThat(workers.next("meta-train").begin().getAttempt()).isEqualTo(9);
  }

  @Test
  void restsBetweenTwoAttemptsAndWhileItWaitsForASlot() {
    workers.next().fails("bug", "again");
    Puppet second = workers.next();
    TestProbe<PoolReply> others = kit.createTestProbe();
    for (int i = 1; i <= 2; i++) { // who goes first and keeps both slots
      var order = new Order(1, 9, i);
      pool.tell(new TrainerPool.Enter("e9-" + i, order, Need.TRAINER, others.ref(), others.ref()));
    }
    second.fails("bug", "again");
    trial.tell(new Trial.Rest(RunState.HELD, "no space"));
    assertThat(rested().getState()).isEqualTo("held");
    workers.expectNone();
  }

  @Test
  void isCancelledWhileItIsAboutToRest() {
    var first = workers.next();
    trial.tell(new Trial.Rest(RunState.PAUSED, "asked to"));
    workers.next();
    trial.tell(new Trial.Cancel());
    workers.next();
    first.stops();
    assertThat(closed().getState()).isEqualTo("cancelled");
  }

  @Test
  void cancelsAWorkingStageForGood() {
    var first = workers.next();
    trial.tell(new Trial.Cancel());
    assertThat(workers.next().toldToStop()).isTrue();
    first.stops();
    assertThat(closed().getState()).isEqualTo("cancelled");
    experiment.expectTerminated(trial);
    trial = spawn();
    assertThat(closed().getState()).isEqualTo("cancelled");
    workers.expectNone();
  }

  @Test
  void deletesACheckpointOnceTwoNewerOnesAreJournalled() throws Exception {
    Path old = Files.writeString(home.resolve("c1"), "old");
    Path before = Files.writeString(home.resolve("c2"), "the one before");
    Path fresh = Files.writeString(home.resolve("c3"), "new");
    workers.next().saves("c1").saves("c2").saves("c3").fails("bug", "stop here");
    var again = workers.next();
    assertThat(old).doesNotExist();
    assertThat(before).exists();
    assertThat(fresh).exists();
    again.finishes("learned.bin");
    workers.next("distill");
    assertThat(before).doesNotExist();
    assertThat(fresh).doesNotExist();
  }

  @Test
  void leavesItsLogAndProvenance() {
    workers.next().fails("data", "no space left");
    var second = workers.next();
    Path folder = home.resolve("experiments/e1/1");
    assertThat(folder.resolve("trial.log"))
        .content()
        .contains("attempt 1 begins", "attempt 1 ended: data: no space left", "attempt 2 begins");
    assertThat(folder.resolve("recipe.json")).content().contains("\"quadratic\"");
    second.finishes("learned.bin");
    workers.next("distill");
    assertThat(folder.resolve("provenance.json")).content().contains("\"seed\"", "\"e1\"");
  }

  @Test
  void takesAwayWhatServesToGoOnOnceItIsDone() throws Exception {
    Path checkpoint = leaveWhatServesToGoOn();
    for (String stage : List.of("meta-train", "distill", "meta-tune", "evaluate", "report")) {
      workers.next(stage).finishes(stage);
    }
    assertThat(closed().getState()).isEqualTo("done");
    assertThat(checkpoint.getParent()).doesNotExist();
    assertThat(home.resolve("experiments/e1/1/samples.bin")).doesNotExist();
    assertThat(home.resolve("experiments/e1/1/provenance.json")).content().contains("report");
  }

  @Test
  void keepsWhatServesToGoOnWhenItFailed() throws Exception {
    Path checkpoint = leaveWhatServesToGoOn();
    for (int i = 0; i < 3; i++) {
      workers.next().fails("bug", "again");
    }
    assertThat(closed().getState()).isEqualTo("failed");
    assertThat(checkpoint).exists();
    assertThat(home.resolve("experiments/e1/1/samples.bin")).exists();
  }

  private Path leaveWhatServesToGoOn() throws Exception {
    Path folder = Files.createDirectories(home.resolve("experiments/e1/1/checkpoints"));
    Files.writeString(folder.resolveSibling("samples.bin"), "rows");
    return Files.writeString(folder.resolve("distill-a1-r3.ckpt"), "cut");
  }

  private ActorRef<Trial.Command> spawn() {
    var submitted = LabKit.submitted("e1", 1);
    var plan = TrialPlan.of(submitted, submitted.getTrials(0));
    var kept = LabKit.settings(home, 2, workers).trial();
    health = new HomeHealth(disk(), 0, List.of());
    var settings =
        new TrialSettings(home, kept.stopTimeout(), kept.retry(), health, Optional.empty());
    return kit.spawn(Trial.create(plan, settings, pool, experiment.getRef()));
  }

  /** As when the process is killed: nobody gets to say a word. */
  private void crash() {
    kit.stop(trial);
    kit.stop(pool);
    pool = PuppetWorkers.pool(kit, 2, workers);
    trial = spawn();
  }

  private TrialView closed() {
    while (true) {
      if (experiment.receiveMessage() instanceof Trial.Closed closed) {
        return closed.view();
      }
    }
  }

  private TrialView rested() {
    while (true) {
      if (experiment.receiveMessage() instanceof Trial.Rested rested) {
        return rested.view();
      }
    }
  }

  private void awaitEvents(int count) {
    experiment.awaitAssert(
        () -> {
          assertThat(journal.persistedInStorage("trial-e1-1")).hasSizeGreaterThanOrEqualTo(count);
          return null;
        });
  }

  private List<String> kinds() {
    return journal.persistedInStorage("trial-e1-1").stream()
        .map(event -> ((TrialEvent) event).getWhatCase().name())
        .toList();
  }
}
