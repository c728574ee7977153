package io.symlab.actors.lab;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.actor.typed.javadsl.Behaviors;
import io.symlab.actors.pool.PuppetWorkers;
import io.symlab.actors.pool.PuppetWorkers.Puppet;
import io.symlab.proto.ClientReply;
import io.symlab.proto.ExperimentSubmitted;
import io.symlab.proto.ExperimentView;
import io.symlab.proto.TrialView;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A lab of one slot whose experiments are retried, put in order, made to wait, and removed. */
class ControlTest {
  @TempDir Path home;
  private ActorTestKit kit;
  private PuppetWorkers workers;
  private TestProbe<ClientReply> client;
  private ActorRef<Lab.Command> lab;

  @BeforeEach
  void begin() {
    kit = LabKit.create();
    workers = new PuppetWorkers(kit);
    client = kit.createTestProbe(ClientReply.class);
    lab = spawn();
  }

  @AfterEach
  void end() {
    kit.shutdownTestKit();
  }

  @Test
  void whatFailedGoesOnFromItsLastCheckpointAndTheExperimentKeepsItsId() {
    submit(1);
    workers.next().saves("c1").fails("bug", "once");
    fail(2);
    assertThat(ended("e1").getState()).isEqualTo("failed");
    assertThat(retryOnceEnded("e1", 0).getEndedMillis()).isZero();
    Puppet again = workers.next("meta-train");
    assertThat(again.begin().getCheckpoint().getPath()).isEqualTo("c1");
    assertThat(again.begin().getAttempt()).isEqualTo(4);
    again.fails("bug", "with a budget of its own");
    finish(workers.next());
    assertThat(ended("e1").getState()).isEqualTo("done");
    submit(1);
    lab.tell(new LabLooks.View("e2", client.getRef()));
    assertThat(experiment().getId()).isEqualTo("e2");
  }

  @Test
  void aRetryIsRememberedWhenTheLabIsKilled() {
    submit(1);
    fail(3);
    ended("e1");
    retryOnceEnded("e1", 1);
    workers.next();
    crash();
    assertThat(workers.next("meta-train").begin().getAttempt()).isEqualTo(5);
  }

  @Test
  void onlyTheTrialThatFailedIsRetriedWhileOthersGoOn() {
    submit(2);
    fail(3);
    Puppet second = workers.next("meta-train");
    assertThat(second.begin().getTrial()).isEqualTo(2);
    client.awaitAssert(
        () -> {
          lab.tell(new LabLooks.View("e1", client.getRef()));
          assertThat(experiment().getTrials(1).getState()).isEqualTo("running");
          return null;
        });
    retry("e1", 2);
    assertThat(refusal())
        .isEqualTo("e1/2 is running; only trials that failed or were pruned are retried");
    retry("e1", 0);
    assertThat(experiment().getTrialsList())
        .map(TrialView::getState)
        .containsExactly("waiting", "running");
    finish(second);
    assertThat(workers.next("meta-train").begin().getTrial()).isEqualTo(1);
  }

  @Test
  void whatDidNotFailIsNotRetried() {
    submit(1);
    retry("e1", 0);
    assertThat(refusal()).contains("no trial of e1 has failed");
    finish(workers.next());
    ended("e1");
    retry("e1", 0);
    assertThat(refusal()).contains("no trial of e1 has failed");
    retry("e1", 7);
    assertThat(refusal()).contains("no trial 7");
    retry("e9", 0);
    assertThat(refusal()).contains("e9");
  }

  @Test
  void whatIsWorthMoreGoesFirstAndNothingIsTakenAway() {
    submit(1);
    Puppet first = workers.next();
    submit(1);
    submit(1, it -> it.setPriority(5));
    submit(1);
    lab.tell(new LabControl.Prioritise("e4", 7, client.getRef()));
    assertThat(experiment().getPriority()).isEqualTo(7);
    for (String id : List.of("e2", "e3", "e4")) { // who stands in line says so
      client.awaitAssert(
          () -> {
            lab.tell(new LabLooks.View(id, client.getRef()));
            return assertThat(experiment().getTrials(0).getNote()).startsWith("waits for");
          });
    }
    workers.expectNone();
    finish(first);
    for (String next : List.of("e4", "e3", "e2")) {
      Puppet puppet = workers.next("meta-train");
      assertThat(puppet.begin().getExperiment()).isEqualTo(next);
      finish(puppet);
    }
  }

  @Test
  void aPriorityOutOfRangeIsRefused() {
    submit(1);
    lab.tell(new LabControl.Prioritise("e1", 101, client.getRef()));
    assertThat(refusal()).isEqualTo("a priority is a number from -100 to 100, not 101");
  }

  @Test
  void whatIsToComeAfterAnotherWaitsForItsEndHoweverItEnds() {
    submit(1);
    submit(1, it -> it.addAfter("e1").setPriority(9));
    lab.tell(new LabLooks.View("e2", client.getRef()));
    ExperimentView waits = experiment();
    assertThat(waits.getState()).isEqualTo("waiting");
    assertThat(waits.getAfterList()).containsExactly("e1");
    workers.next();
    crash();
    assertThat(workers.next("meta-train").begin().getExperiment()).isEqualTo("e1");
    lab.tell(new LabControl.Cancel("e1", client.getRef()));
    workers.next().stops();
    assertThat(experiment().getState()).isEqualTo("cancelled");
    assertThat(workers.next("meta-train").begin().getExperiment()).isEqualTo("e2");
  }

  @Test
  void whatIsToComeAfterNothingIsRefused() {
    lab.tell(
        new Lab.Submit(
            LabKit.submitted("", 1).toBuilder().addAfter("e3").build(), true, client.getRef()));
    assertThat(refusal()).contains("'e3'");
  }

  @Test
  void whatIsSubmittedPausedBeginsWhenItIsResumed() {
    submit(1, it -> it.setPaused(true).addTags("night"));
    workers.expectNone();
    crash();
    lab.tell(new LabLooks.View("e1", client.getRef()));
    ExperimentView paused = experiment();
    assertThat(paused.getState()).isEqualTo("paused");
    assertThat(paused.getTagsList()).containsExactly("night");
    lab.tell(new LabControl.Resume("e1", 0, client.getRef()));
    experiment();
    workers.next("meta-train");
  }

  @Test
  void onlyWhatHasEndedIsRemovedAndItsIdIsNeverUsedAgain() {
    submit(1);
    Puppet first = workers.next();
    lab.tell(new LabControl.Remove("e1", client.getRef()));
    assertThat(refusal()).contains("e1 has not ended");
    finish(first);
    ended("e1");
    assertThat(home.resolve("experiments/e1")).isDirectory();
    lab.tell(new LabControl.Remove("e1", client.getRef()));
    assertThat(experiment().getId()).isEqualTo("e1");
    assertThat(home.resolve("experiments/e1")).doesNotExist();
    lab.tell(new LabLooks.View("e1", client.getRef()));
    assertThat(refusal()).contains("e1");
    crash();
    submit(1);
    lab.tell(new LabLooks.View("e2", client.getRef()));
    assertThat(experiment().getId()).isEqualTo("e2");
  }

  @Test
  void whatLinksInAFolderLeadToStaysWhenItIsRemoved() throws Exception {
    submit(1);
    finish(workers.next());
    ended("e1");
    Path kept = Files.writeString(Files.createDirectory(home.resolve("mine")).resolve("a"), "x");
    Files.createSymbolicLink(home.resolve("experiments/e1/link"), kept.getParent());
    lab.tell(new LabControl.Remove("e1", client.getRef()));
    experiment();
    assertThat(home.resolve("experiments/e1")).doesNotExist();
    assertThat(kept).hasContent("x");
  }

  private void retry(String id, int trial) {
    lab.tell(new LabControl.Retry(id, trial, client.getRef()));
  }

  /** So many attempts of the trial at work. */
  private void fail(int attempts) {
    for (int i = 0; i < attempts; i++) {
      workers.next("meta-train").fails("bug", "again");
    }
  }

  private void finish(Puppet puppet) {
    Puppet at = puppet;
    at.finishes("learned.bin");
    for (String stage : new String[] {"distill", "meta-tune", "evaluate", "report"}) {
      workers.next(stage).finishes(stage + ".json");
    }
  }

  /** Once it has; the lab notes it a moment later, and its actor goes. */
  private ExperimentView ended(String id) {
    lab.tell(new LabLooks.Wait(id, Duration.ofSeconds(20), client.getRef()));
    ExperimentView view = experiment();
    client.awaitAssert(
        Duration.ofSeconds(20),
        () -> {
          lab.tell(new LabLooks.Look(client.getRef()));
          assertThat(client.receiveMessage().getLab().getRunning()).isZero();
          return null;
        });
    return view;
  }

  /** An experiment that is just ending says so, and is asked again. */
  private ExperimentView retryOnceEnded(String id, int trial) {
    return client.awaitAssert(
        () -> {
          retry(id, trial);
          return experiment();
        });
  }

  private ExperimentView experiment() {
    ClientReply reply = client.receiveMessage();
    assertThat(reply.hasExperiment()).as(reply.toString()).isTrue();
    return reply.getExperiment();
  }

  private String refusal() {
    ClientReply reply = client.receiveMessage();
    assertThat(reply.getRefused().getExitCode()).as(reply.toString()).isEqualTo(2);
    return reply.getRefused().getMessage();
  }

  private void submit(int trials) {
    submit(trials, UnaryOperator.identity());
  }

  private void submit(int trials, UnaryOperator<ExperimentSubmitted.Builder> with) {
    var frozen = with.apply(LabKit.submitted("", trials).toBuilder()).build();
    lab.tell(new Lab.Submit(frozen, true, client.getRef()));
    assertThat(client.receiveMessage().hasSubmitted()).isTrue();
  }

  private ActorRef<Lab.Command> spawn() {
    return kit.spawn(Lab.create(LabKit.settings(home, 1, workers), it -> Behaviors.empty()));
  }

  private void crash() {
    kit.stop(lab);
    lab = spawn();
  }
}
