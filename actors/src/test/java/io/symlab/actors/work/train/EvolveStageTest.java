package io.symlab.actors.work.train;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import io.symlab.actors.store.CheckpointStore;
import io.symlab.actors.work.Tiny;
import io.symlab.proto.FileRef;
import io.symlab.proto.RungReached;
import io.symlab.proto.StageBegin;
import io.symlab.proto.StageReport;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A search by meta-loss as a stage, compared at rungs of its sweep. */
class EvolveStageTest {
  private static final int RUNG = 700;

  private static ActorTestKit kit;

  @TempDir Path home;

  @BeforeAll
  static void start() {
    kit = Tiny.kit("evolve-test");
  }

  @AfterAll
  static void leave() {
    kit.shutdownTestKit();
  }

  private List<StageReport> run(StageBegin.Builder begin) {
    return Tiny.run(kit, home, begin.setRecipe(Tiny.fromScratch().toJson()).build());
  }

  @Test
  void haltsAtARungOfStepsAndEndsAsTheUninterruptedOne() throws Exception {
    var whole = run(Tiny.begin("evolve", "whole"));
    var first = run(Tiny.begin("evolve", "rung").setHaltAt(RUNG).setFigure("best"));
    RungReached reached = Tiny.last(first).getRungReached();
    assertThat(reached.getAt()).isGreaterThanOrEqualTo(RUNG).isLessThan(1500);
    assertThat(reached.getValue()).isFinite();
    FileRef saved =
        first.stream()
            .filter(StageReport::hasCheckpointSaved)
            .reduce((a, b) -> b)
            .orElseThrow()
            .getCheckpointSaved();
    var second = run(Tiny.begin("evolve", "rung").setAttempt(2).setCheckpoint(saved));
    var store = new CheckpointStore(home);
    assertThat(store.read(Tiny.last(second).getFinished()))
        .isEqualTo(store.read(Tiny.last(whole).getFinished()));
    assertThat(home.resolve("rung/evolve-loss.csv"))
        .hasSameBinaryContentAs(home.resolve("whole/evolve-loss.csv"));
  }

  @Test
  void isNotComparedBeforeItsFoundersAreKnown() {
    var first = run(Tiny.begin("evolve", "early").setHaltAt(1).setFigure("best"));
    assertThat(Tiny.last(first).getRungReached().getValue()).isFinite();
  }
}
