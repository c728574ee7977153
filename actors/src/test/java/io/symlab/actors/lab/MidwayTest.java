package io.symlab.actors.lab;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import io.symlab.actors.host.HostRecords;
import io.symlab.actors.pool.PuppetWorkers;
import io.symlab.proto.DeviceRecord;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trials that wait for a slot between two stages keep no GPU from those that have not begun. */
class MidwayTest {
  @TempDir Path home;
  private ActorTestKit kit;

  @BeforeEach
  void begin() {
    kit = LabKit.create();
  }

  @AfterEach
  void end() {
    kit.shutdownTestKit();
  }

  @Test
  void theGpuIsLentOnWhileTheOneSlotIsTaken() {
    var record =
        HostRecords.here(
            HostRecords.LAB,
            1,
            List.of(
                DeviceRecord.newBuilder()
                    .setName("fake-gpu0")
                    .setKind("fake-gpu")
                    .setShares(1)
                    .setMemory(1 << 20)
                    .build()));
    var workers = new PuppetWorkers(kit);
    var pool = PuppetWorkers.pool(kit, record, workers, Duration.ZERO);
    TestProbe<Experiment.Closed> lab = kit.createTestProbe(Experiment.Closed.class);
    kit.spawn(
        Experiment.create(
            LabKit.submitted("e1", 5),
            LabKit.settings(home, record, workers),
            pool,
            lab.getRef(),
            new LabNow(),
            false));
    Set<Integer> trained = new TreeSet<>();
    Set<Integer> distilling = new TreeSet<>();
    while (trained.size() < 4 || distilling.isEmpty()) {
      var next = workers.next();
      if (next.begin().getStage().equals("meta-train")) {
        trained.add(next.begin().getTrial());
        next.finishes("learned.bin");
      } else {
        distilling.add(next.begin().getTrial()); // which takes the only slot, and keeps it
      }
    }
    assertThat(trained).hasSize(4);
    assertThat(distilling).hasSize(1);
  }
}
