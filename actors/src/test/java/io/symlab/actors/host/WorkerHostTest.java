package io.symlab.actors.host;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import io.symlab.actors.pool.PuppetWorkers;
import io.symlab.actors.pool.PuppetWorkers.Puppet;
import io.symlab.actors.stage.StageWorker;
import io.symlab.experiment.Version;
import io.symlab.proto.DropWorker;
import io.symlab.proto.MakeWorker;
import io.symlab.proto.StageBegin;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WorkerHostTest {
  private static ActorTestKit kit;

  private PuppetWorkers workers;
  private ActorRef<WorkerHost.Command> host;
  private TestProbe<WorkerHost.Reply> owner;
  private TestProbe<StageWorker.Report> trial;

  @BeforeAll
  static void start() {
    kit = ActorTestKit.create("worker-host-test");
  }

  @AfterAll
  static void leave() {
    kit.shutdownTestKit();
  }

  @BeforeEach
  void fresh() {
    workers = new PuppetWorkers(kit);
    host = kit.spawn(WorkerHost.create(HostRecords.here("here", 2), workers));
    owner = kit.createTestProbe();
    trial = kit.createTestProbe();
  }

  private void make(String name, String stage) {
    var what = MakeWorker.newBuilder().setName(name).setStage(stage).build();
    host.tell(new WorkerHost.Make(what, owner.getRef()));
  }

  private Puppet begun(String name) {
    make(name, "meta-train");
    var made = owner.expectMessageClass(WorkerHost.Made.class);
    assertThat(made.body().getName()).isEqualTo(name);
    ActorRef<StageWorker.Command> worker = made.worker().unsafeUpcast();
    worker.tell(
        new StageWorker.Begin(StageBegin.newBuilder().setExperiment(name).build(), trial.getRef()));
    return workers.next();
  }

  private void expectGone(String name, String kind, String cause) {
    var gone = owner.expectMessageClass(WorkerHost.Gone.class).body();
    assertThat(gone.getName()).isEqualTo(name);
    assertThat(gone.getKind()).isEqualTo(kind);
    assertThat(gone.getCause()).contains(cause);
  }

  @Test
  void whoHasAWorkerMadeHearsOfItsEndHoweverItWent() {
    begun("in-order").ends();
    expectGone("in-order", "", "");
    begun("badly").dies(new IllegalStateException("a slip"));
    expectGone("badly", "bug", "a slip");
    begun("big").dies(new OutOfMemoryError("no room"));
    expectGone("big", "out-of-memory", "no room");
    begun("dropped");
    host.tell(new WorkerHost.Drop(DropWorker.newBuilder().setName("dropped").build()));
    expectGone("dropped", "", "");
    begun("dropped").ends();
    expectGone("dropped", "", "");
  }

  @Test
  void whatItCannotMakeIsRefusedInWords() {
    begun("taken");
    make("taken", "meta-train");
    expectRefused("here can't make it: a worker of that name");
    make("other", "dance");
    expectRefused("no stage \"dance\"");
    make("../up", "report");
    expectRefused("no name for a worker");
    host.tell(new WorkerHost.Make(MakeWorker.newBuilder().setName("x").build(), owner.getRef()));
    expectRefused("not said what");
    workers.expectNone();
  }

  private void expectRefused(String why) {
    assertThat(owner.expectMessageClass(WorkerHost.Refused.class).body().getCause()).contains(why);
  }

  @Test
  void theEndOfWhoHadThemMadeTakesWorkersAlong() {
    Puppet left = begun("left");
    owner.stop();
    kit.createTestProbe().expectTerminated(left.self());
    owner = kit.createTestProbe();
    owner.awaitAssert( // the host may hear of it a moment later
        () -> {
          make("left", "meta-train");
          return owner.expectMessageClass(WorkerHost.Made.class);
        });
  }

  @Test
  void aHostSaysWhatItHas() {
    TestProbe<WorkerHost.Here> here = kit.createTestProbe();
    host.tell(new WorkerHost.Look(here.getRef()));
    var record = here.receiveMessage().body();
    assertThat(record.getName()).isEqualTo("here");
    assertThat(record.getSlots()).isEqualTo(2);
    assertThat(record.getBuild()).isEqualTo(Version.text());
    assertThat(record.getKernels()).isNotEmpty();
    assertThat(record.getInstance()).isNotEmpty();
  }

  @Test
  void aFailureOfAWorkerLeavesItsHostAlive() {
    begun("one").dies(new IllegalStateException("a slip"));
    expectGone("one", "bug", "a slip");
    begun("two").ends();
    expectGone("two", "", "");
  }
}
