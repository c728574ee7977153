package io.symlab.actors.pool;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import io.symlab.actors.host.HostRecords;
import io.symlab.actors.host.WorkerHost;
import io.symlab.actors.stage.StageWorker;
import io.symlab.proto.HostSlots;
import io.symlab.proto.StageBegin;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** What stages get of hosts beside the lab's own, and hear of those that go. */
class AllotmentTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final ActorTestKit KIT = ActorTestKit.create();

  private final PuppetWorkers workers = new PuppetWorkers(KIT);
  private final ActorRef<TrainerPool.Command> pool = PuppetWorkers.pool(KIT, 2, workers);
  private final TestProbe<PoolReply> trial = KIT.createTestProbe();
  private final TestProbe<StageWorker.Report> reports = KIT.createTestProbe();

  @AfterAll
  static void end() {
    KIT.shutdownTestKit();
  }

  private void hostUp(String name, int slots) {
    var record = HostRecords.here(name, slots);
    pool.tell(new TrainerPool.HostUp(record, KIT.spawn(WorkerHost.create(record, workers))));
  }

  private void enter() {
    enter(1, trial);
    trial.expectMessageClass(PoolReply.Admitted.class);
  }

  private void enter(int index, TestProbe<PoolReply> as) {
    var order = new Order(0, 1, index);
    pool.tell(new TrainerPool.Enter("e1-" + index, order, Need.LEAD, as.ref(), as.ref()));
  }

  private void work(String stage, int attempt) {
    var begin = StageBegin.newBuilder().setStage(stage).setAttempt(attempt).build();
    pool.tell(new TrainerPool.Work("e1-1", Need.LEAD, begin, reports.ref()));
  }

  private static List<String> hosts(PuppetWorkers.Puppet puppet) {
    return puppet.begin().getHostSlotsList().stream().map(HostSlots::getHost).toList();
  }

  /** As when an experiment's actor is restarted, and its trials' with it. */
  @Test
  void aTrialThatBeginsAnewAsAnotherActorWaitsForItsOldWorker() {
    enter();
    work("distill", 1);
    workers.next("distill");
    TestProbe<PoolReply> anew = KIT.createTestProbe();
    enter(1, anew);
    anew.expectMessageClass(PoolReply.Admitted.class);
    anew.stop(); // its end is what gives its slots back
    TestProbe<PoolReply> next = KIT.createTestProbe();
    enter(2, next);
    assertAdmitted(next);
  }

  private static void assertAdmitted(TestProbe<PoolReply> next) {
    PoolReply reply = next.receiveMessage();
    if (reply instanceof PoolReply.Waits) {
      reply = next.receiveMessage();
    }
    assertThat(reply).isInstanceOf(PoolReply.Admitted.class);
  }

  @Test
  void aTrialThatBeganAnewAndIsGoneLeavesNothingBehind() {
    enter();
    work("distill", 1);
    workers.next("distill");
    TestProbe<PoolReply> anew = KIT.createTestProbe();
    enter(1, anew);
    trial.stop();
    anew.stop();
    TestProbe<PoolReply> next = KIT.createTestProbe();
    enter(2, next);
    assertAdmitted(next);
  }

  @Test
  void stagesWithCrewsHaveSlotsOnAllHosts() {
    hostUp("far", 3);
    enter();
    int attempt = 1;
    for (String stage : List.of("distill", "evaluate")) {
      work(stage, attempt++);
      var puppet = workers.next(stage);
      assertThat(hosts(puppet)).containsExactly("lab", "far");
      assertThat(puppet.begin().getHostSlotsList())
          .extracting(HostSlots::getSlots)
          .containsExactly(2, 3);
      assertThat(trial.expectMessageClass(PoolReply.Started.class).slots()).isEqualTo(5);
      puppet.finishes("result");
      trial.expectMessageClass(PoolReply.WorkerGone.class);
    }
    work("report", attempt);
    var report = workers.next("report");
    assertThat(hosts(report)).isEmpty();
    assertThat(trial.expectMessageClass(PoolReply.Started.class).slots()).isEqualTo(1);
    report.finishes("report");
  }

  @Test
  void hearOfAHostThatGoesAndKeepTheOthers() {
    hostUp("far", 1);
    hostUp("farther", 1);
    enter();
    work("distill", 1);
    workers.next("distill");
    trial.expectMessageClass(PoolReply.Started.class);
    pool.tell(new TrainerPool.HostGone("far", "it does not answer"));
    assertThat(workers.nextLost()).isEqualTo("far");
    workers.expectNoneLost();
    trial.expectNoMessage();
    TestProbe<Free> free = KIT.createTestProbe();
    pool.tell(new TrainerPool.Look(free.ref()));
    assertThat(free.receiveMessage().leases().get("e1-1"))
        .extracting(Lease::host)
        .containsOnly("lab", "farther");
  }

  /** Whether it hears so while it works or as soon as it begins. */
  @Test
  void hearOfAHostThatGoesWhileTheirWorkerIsMade() {
    hostUp("far", 1);
    enter();
    work("distill", 1);
    pool.tell(new TrainerPool.HostGone("far", "it does not answer"));
    assertThat(workers.nextLost()).isEqualTo("far");
  }

  @Test
  void hearOfAHostThatBeganAnewAsOfOneThatIsGone() {
    hostUp("far", 1);
    enter();
    work("distill", 1);
    workers.next("distill");
    hostUp("far", 1);
    assertThat(workers.nextLost()).isEqualTo("far");
  }

  @Test
  void leaveAHostThatIsDrained() {
    hostUp("far", 1);
    enter();
    work("distill", 1);
    workers.next("distill");
    trial.expectMessageClass(PoolReply.Started.class);
    pool.tell(new TrainerPool.HostDrains("far"));
    assertThat(trial.expectMessageClass(PoolReply.Drains.class).host()).isEqualTo("far");
  }

  @Test
  void areOfferedWhatAHostBringsWhenNobodyWaitsForIt() {
    enter();
    work("distill", 1);
    workers.next("distill");
    trial.expectMessageClass(PoolReply.Started.class);
    hostUp("far", 3);
    trial.expectMessageClass(PoolReply.MoreSlots.class, PATIENCE);
    TestProbe<PoolReply> other = KIT.createTestProbe();
    var order = new Order(0, 1, 2);
    pool.tell(new TrainerPool.Enter("e1-2", order, Need.LEAD, other.ref(), other.ref()));
    other.expectMessageClass(PoolReply.Waits.class);
    hostUp("farther", 1);
    trial.expectNoMessage(Duration.ofSeconds(6));
  }
}
