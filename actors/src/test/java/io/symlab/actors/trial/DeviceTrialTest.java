package io.symlab.actors.trial;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Behaviors;
import akka.persistence.testkit.javadsl.PersistenceTestKit;
import com.typesafe.config.ConfigFactory;
import io.symlab.actors.host.HostRecords;
import io.symlab.actors.host.WorkerHost;
import io.symlab.actors.lab.LabKit;
import io.symlab.actors.pool.PuppetWorkers;
import io.symlab.actors.pool.TrainerPool;
import io.symlab.experiment.RunState;
import io.symlab.experiment.recipe.RecipeParser;
import io.symlab.proto.DeviceRecord;
import io.symlab.proto.ExperimentSubmitted;
import io.symlab.proto.FrozenTrial;
import io.symlab.proto.HostRecord;
import io.symlab.proto.TrialEvent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trials whose training needs more than the lab's own host has, and hosts that come and go. */
class DeviceTrialTest {
  @TempDir Path home;
  private ActorTestKit kit;
  private PersistenceTestKit journal;
  private PuppetWorkers workers;
  private TestProbe<Trial.Reply> experiment;
  private ActorRef<TrainerPool.Command> pool;

  @BeforeEach
  void begin() throws Exception {
    Files.createDirectories(home.resolve("tmp"));
    kit = LabKit.create();
    journal = PersistenceTestKit.create(kit.system());
    workers = new PuppetWorkers(kit);
    experiment = kit.createTestProbe(Trial.Reply.class);
    pool = PuppetWorkers.pool(kit, 1, workers);
  }

  @AfterEach
  void end() {
    kit.shutdownTestKit();
  }

  /** A host with a GPU of four shares that is none. */
  private void up(String name) {
    HostRecord record =
        HostRecords.here(
            name,
            1,
            List.of(
                DeviceRecord.newBuilder()
                    .setName("fake-gpu0")
                    .setKind("fake-gpu")
                    .setShares(4)
                    .setMemory(1 << 20)
                    .build()));
    ActorRef<WorkerHost.Command> host = kit.spawn(WorkerHost.create(record, workers));
    pool.tell(new TrainerPool.HostUp(record, kit.spawn(withoutFiles(host))));
  }

  /** Puppets leave no files that would have to be carried. */
  private static Behavior<WorkerHost.Command> withoutFiles(ActorRef<WorkerHost.Command> host) {
    return Behaviors.receiveMessage(
        command -> {
          host.tell(
              command instanceof WorkerHost.Make make
                  ? new WorkerHost.Make(make.body(), make.replyTo(), Optional.empty())
                  : command);
          return Behaviors.same();
        });
  }

  private ActorRef<Trial.Command> spawn(int index, String devices) {
    String text = "name = tiny, optimizee.kind = quadratic, " + devices;
    String recipe =
        RecipeParser.of(ConfigFactory.empty())
            .parse(text, "tiny", List.of(), Path.of("."))
            .get(0)
            .recipe()
            .toJson();
    var submitted =
        ExperimentSubmitted.newBuilder().setId("e1").setName("tiny").setFingerprint("same");
    for (int i = 1; i <= index; i++) {
      submitted.addTrials(FrozenTrial.newBuilder().setIndex(i).setRecipe(recipe));
    }
    ExperimentSubmitted all = submitted.build();
    var plan = TrialPlan.of(all, all.getTrials(index - 1));
    var settings = LabKit.settings(home, 1, workers).trial();
    return kit.spawn(Trial.create(plan, settings, pool, experiment.getRef()));
  }

  private List<String> ends(int trial) {
    return journal.persistedInStorage("trial-e1-" + trial).stream()
        .map(TrialEvent.class::cast)
        .filter(TrialEvent::hasAttemptEnded)
        .map(event -> event.getAttemptEnded().getKind())
        .toList();
  }

  @Test
  void itsIslandsBeginAnewWithTheSlotsThatAHostBrings() {
    spawn(1, "");
    workers.next("meta-train").finishes("learned.bin");
    assertThat(workers.next("distill").begin().getSlots()).isEqualTo(1);
    up("there");
    var asked = workers.next("distill");
    assertThat(asked.toldToStop()).isTrue();
    asked.saves("cut").stops();
    var anew = workers.next("distill");
    assertThat(anew.begin().getSlots()).isEqualTo(2);
    assertThat(anew.begin().getCheckpoint().getPath()).isEqualTo("cut");
    assertThat(ends(1)).containsExactly("held");
  }

  @Test
  void fiftyLossesInARowUseNoBudget() {
    up("there");
    spawn(1, "devices.shares = 2");
    var puppet = workers.next("meta-train");
    assertThat(puppet.begin().getLease().getHost()).isEqualTo("there");
    assertThat(puppet.begin().getLease().getDevice()).isEqualTo("fake-gpu0");
    assertThat(puppet.begin().getLease().getShares()).isEqualTo(2);
    assertThat(puppet.begin().getLease().getMemory()).isEqualTo(1 << 19);
    puppet.saves("c1");
    experiment.awaitAssert(
        () -> {
          assertThat(journal.persistedInStorage("trial-e1-1")).hasSize(2);
          return null;
        });
    for (int i = 1; i <= 50; i++) {
      pool.tell(new TrainerPool.HostGone("there", "no word from it"));
      up("there");
      puppet = workers.next("meta-train");
      assertThat(puppet.begin().getAttempt()).isEqualTo(i + 1);
      assertThat(puppet.begin().getCheckpoint().getPath()).isEqualTo("c1");
    }
    assertThat(ends(1)).hasSize(50).containsOnly("node-lost");
    puppet.finishes("learned.bin");
    var distill = workers.next("distill");
    assertThat(distill.begin().getAttempt()).isEqualTo(51);
    assertThat(distill.begin().getLease().getHost()).isEqualTo(HostRecords.LAB);
  }

  @Test
  void aTrialWhoseHostIsDrainedLeavesACheckpointAndGoesOnElsewhere() {
    up("there");
    spawn(1, "devices.shares = 2");
    workers.next("meta-train");
    up("other");
    pool.tell(new TrainerPool.HostDrains("there"));
    var asked = workers.next("meta-train");
    assertThat(asked.toldToStop()).isTrue();
    asked.saves("c1").stops();
    var again = workers.next("meta-train");
    assertThat(again.begin().getLease().getHost()).isEqualTo("other");
    assertThat(again.begin().getCheckpoint().getPath()).isEqualTo("c1");
    assertThat(ends(1)).containsExactly("held");
  }

  /** The first trains on a GPU while the second has the one slot that the first needs next. */
  @Test
  void aTrialStandsInLineForWhatItsNextStageNeedsWithItsAttemptOpen() {
    up("there");
    spawn(1, "devices.shares = 4");
    var first = workers.next("meta-train");
    spawn(2, "devices.shares = 1");
    var second = workers.next("meta-train");
    assertThat(second.begin().getLease().getHost()).isEqualTo(HostRecords.LAB);
    first.finishes("learned.bin");
    workers.expectNone();
    second.fails("diverged", "the loss is NaN");
    // The second's new attempt, on the GPU that is free, may be there first.
    var next = workers.next();
    var distill = next.begin().getStage().equals("distill") ? next : workers.next("distill");
    assertThat(distill.begin().getTrial()).isEqualTo(1);
    assertThat(distill.begin().getAttempt()).isEqualTo(1);
  }

  @Test
  void oneThatStandsInLineSoCanBePaused() {
    up("there");
    ActorRef<Trial.Command> trial = spawn(1, "devices.shares = 4");
    var first = workers.next("meta-train");
    spawn(2, "devices.shares = 1");
    workers.next("meta-train");
    first.finishes("learned.bin");
    workers.expectNone();
    trial.tell(new Trial.Rest(RunState.PAUSED, "asked to"));
    experiment.fishForMessage(
        java.time.Duration.ofSeconds(10),
        reply ->
            reply instanceof Trial.Rested
                ? akka.actor.testkit.typed.javadsl.FishingOutcomes.complete()
                : akka.actor.testkit.typed.javadsl.FishingOutcomes.continueAndIgnore());
    assertThat(ends(1)).containsExactly("paused");
  }

  @Test
  void whatNoHostHasIsWaitedForUntilOneComes() {
    spawn(1, "devices.shares = 3");
    workers.expectNone();
    up("there");
    assertThat(workers.next("meta-train").begin().getLease().getShares()).isEqualTo(3);
  }
}
