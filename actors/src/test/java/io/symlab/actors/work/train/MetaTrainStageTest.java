package io.symlab.actors.work.train;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import io.symlab.actors.store.CheckpointStore;
import io.symlab.actors.work.Tiny;
import io.symlab.model.rule.learned.LearnedOptimizer;
import io.symlab.proto.StageReport;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetaTrainStageTest {
  private static ActorTestKit kit;

  @TempDir Path home;

  @BeforeAll
  static void start() {
    kit = Tiny.kit("meta-train-test");
  }

  @AfterAll
  static void leave() {
    kit.shutdownTestKit();
  }

  @Test
  void anAttemptThatGoesOnEndsAsTheUninterruptedOne() throws Exception {
    var whole = Tiny.run(kit, home, Tiny.begin("meta-train", "whole").build());
    var saved = whole.stream().filter(StageReport::hasCheckpointSaved).toList();
    assertThat(saved).isNotEmpty();
    // A trial folder as a killed daemon leaves it: the curve is ahead of the checkpoint.
    var again = Tiny.begin("meta-train", "whole").setAttempt(2);
    again.setCheckpoint(saved.get(0).getCheckpointSaved());
    byte[] curve = java.nio.file.Files.readAllBytes(home.resolve("whole/meta-loss.csv"));
    var resumed = Tiny.run(kit, home, again.build());
    var store = new CheckpointStore(home);
    var learned = store.read(Tiny.last(whole).getFinished());
    assertThat(store.read(Tiny.last(resumed).getFinished())).isEqualTo(learned);
    assertThat(home.resolve("whole/meta-loss.csv")).hasBinaryContent(curve);
    assertThat(new String(curve, java.nio.charset.StandardCharsets.UTF_8).lines()).hasSize(5);
    assertThat(LearnedOptimizer.decode(learned).settings()).isEqualTo(Tiny.recipe().rule());
  }
}
