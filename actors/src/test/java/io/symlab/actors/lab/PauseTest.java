package io.symlab.actors.lab;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.actor.typed.javadsl.Behaviors;
import io.symlab.actors.pool.PuppetWorkers;
import io.symlab.proto.ClientReply;
import io.symlab.proto.ExperimentView;
import io.symlab.proto.TrialView;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A lab whose experiments, trials and whole work are paused and let go on. */
class PauseTest {
  private static final int SLOTS = 2;

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
    submit(3);
  }

  @AfterEach
  void end() {
    kit.shutdownTestKit();
  }

  @Test
  void anExperimentRestsWithCheckpointsAndIsAnsweredForWhenAllOfItDo() {
    workers.next();
    workers.next();
    pause("e1", 0);
    stops();
    client.expectNoMessage(Duration.ofMillis(100));
    stops();
    ExperimentView view = experiment();
    assertThat(view.getState()).isEqualTo("paused");
    assertThat(view.getTrialsList()).map(TrialView::getState).containsOnly("paused");
    assertThat(free()).isEqualTo(SLOTS);
    workers.expectNone();

    resume("e1", 0);
    assertThat(experiment().getState()).isEqualTo("waiting");
    assertThat(workers.next("meta-train").begin().getCheckpoint().getPath()).isEqualTo("saved");
    assertThat(workers.next("meta-train").begin().getCheckpoint().getPath()).isEqualTo("saved");
  }

  @Test
  void aTrialThatRestsMakesRoomForOneThatWaits() {
    var first = workers.next();
    workers.next();
    pause("e1", first.begin().getTrial());
    stops();
    ExperimentView view = experiment();
    assertThat(view.getState()).isEqualTo("running");
    assertThat(view.getTrials(first.begin().getTrial() - 1).getState()).isEqualTo("paused");
    assertThat(workers.next("meta-train").begin().getTrial()).isEqualTo(3);
  }

  @Test
  void aTrialThatWaitsIsPausedTooAndIsPassedOver() {
    var first = workers.next();
    workers.next();
    pause("e1", 3);
    assertThat(experiment().getTrials(2).getState()).isEqualTo("paused");
    fail(first);
    workers.expectNone();
    resume("e1", 3);
    assertThat(workers.next().begin().getTrial()).isEqualTo(3);
  }

  @Test
  void allThatWasPausedStaysSoWhenTheLabIsKilled() {
    workers.next();
    workers.next();
    pause("e1", 0);
    stops();
    stops();
    experiment();
    crash();
    lab.tell(new LabLooks.View("e1", client.getRef()));
    ExperimentView view = experiment();
    assertThat(view.getState()).isEqualTo("paused");
    assertThat(view.getTrials(0).getStages(0).getState()).isEqualTo("paused");
    workers.expectNone();
    resume("e1", 0);
    assertThat(workers.next().begin().getAttempt()).isEqualTo(2);
  }

  @Test
  void theWholeLabRestsAndWhatIsSubmittedMeanwhileWaits() {
    workers.next();
    workers.next();
    pause("", 0);
    stops();
    stops();
    assertThat(client.receiveMessage().getLab().getPaused()).isTrue();
    submit(1);
    crash();
    workers.expectNone();
    resume("", 0);
    assertThat(client.receiveMessage().getLab().getPaused()).isFalse();
    workers.next();
    workers.next();
  }

  @Test
  void anExperimentThatIsPausedByItselfStaysSoWhenTheLabGoesOn() {
    workers.next();
    workers.next();
    pause("e1", 0);
    stops();
    stops();
    experiment();
    pause("", 0);
    assertThat(client.receiveMessage().getLab().getPaused()).isTrue();
    resume("", 0);
    assertThat(client.receiveMessage().getLab().getPaused()).isFalse();
    workers.expectNone();
  }

  @Test
  void whatIsPausedCanBeCancelled() {
    workers.next();
    workers.next();
    pause("e1", 0);
    stops();
    stops();
    experiment();
    lab.tell(new LabControl.Cancel("e1", client.getRef()));
    assertThat(experiment().getState()).isEqualTo("cancelled");
  }

  @Test
  void whatCanNotBePausedOrResumedIsRefusedInWords() {
    workers.next();
    workers.next();
    resume("e1", 0);
    assertThat(refusal()).isEqualTo("e1 is not paused");
    resume("e1", 2);
    assertThat(refusal()).isEqualTo("e1/2 is not paused by itself");
    resume("", 0);
    assertThat(refusal()).contains("the lab is not paused");
    pause("e1", 4);
    assertThat(refusal()).contains("no trial 4");
    pause("e7", 0);
    assertThat(refusal()).contains("e7");
    lab.tell(new LabControl.Cancel("e1", client.getRef()));
    pause("e1", 0);
    assertThat(refusal()).contains("is being cancelled");
  }

  private void pause(String id, int trial) {
    lab.tell(new LabControl.Pause(id, trial, client.getRef()));
  }

  private void resume(String id, int trial) {
    lab.tell(new LabControl.Resume(id, trial, client.getRef()));
  }

  /** Whichever is told to saves what it has. */
  private void stops() {
    PuppetWorkers.Puppet told = workers.next();
    assertThat(told.toldToStop()).isTrue();
    told.saves("saved").stops();
  }

  private void fail(PuppetWorkers.Puppet puppet) {
    puppet.fails("bug", "once");
    workers.next().fails("bug", "twice");
    workers.next().fails("bug", "for good");
  }

  private ExperimentView experiment() {
    ClientReply reply = client.receiveMessage();
    assertThat(reply.hasExperiment()).as(reply.toString()).isTrue();
    return reply.getExperiment();
  }

  private String refusal() {
    ClientReply reply = client.receiveMessage();
    assertThat(reply.getRefused().getExitCode()).isEqualTo(2);
    return reply.getRefused().getMessage();
  }

  private int free() {
    lab.tell(new LabLooks.Look(client.getRef()));
    return client.receiveMessage().getLab().getSlotsFree();
  }

  private void submit(int trials) {
    lab.tell(new Lab.Submit(LabKit.submitted("", trials), true, client.getRef()));
    client.receiveMessage();
  }

  private ActorRef<Lab.Command> spawn() {
    var settings = LabKit.settings(home, SLOTS, workers);
    return kit.spawn(Lab.create(settings, it -> Behaviors.empty()));
  }

  private void crash() {
    kit.stop(lab);
    lab = spawn();
  }
}
