package io.symlab.actors.work.crew;

import static org.assertj.core.api.Assertions.assertThat;

import io.symlab.actors.work.crew.Turns.Kind;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TurnsTest {
  /** Gives so many turns; whoever had one asks again at once. */
  private static List<String> give(Turns turns, int count) {
    List<String> given = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String worker = turns.next().orElseThrow();
      given.add(worker);
      turns.ended();
      turns.ask(worker.startsWith("island") ? Kind.ISLAND : Kind.ROLLOUT, worker);
    }
    return given;
  }

  private static long rollouts(List<String> given) {
    return given.stream().filter(worker -> worker.startsWith("rollout")).count();
  }

  @Test
  void islandsHaveThreeTurnsToARolloutsOne() {
    var turns = new Turns(1);
    turns.ask(Kind.ISLAND, "island-0");
    turns.ask(Kind.ISLAND, "island-1");
    turns.ask(Kind.ROLLOUT, "rollout-0");
    assertThat(rollouts(give(turns, 400))).isBetween(99L, 101L);
  }

  @Test
  void eachIslandHasAsManyTurnsAsTheOthers() {
    var turns = new Turns(1);
    for (int i = 0; i < 4; i++) {
      turns.ask(Kind.ISLAND, "island-" + i);
    }
    turns.ask(Kind.ROLLOUT, "rollout-0");
    List<String> given = give(turns, 160);
    assertThat(given.stream().filter("island-2"::equals)).hasSize(30);
  }

  @Test
  void noMoreSlicesRunAtOnceThanThereAreSlots() {
    var turns = new Turns(2);
    for (int i = 0; i < 3; i++) {
      turns.ask(Kind.ISLAND, "island-" + i);
    }
    assertThat(turns.next()).contains("island-0");
    assertThat(turns.next()).contains("island-1");
    assertThat(turns.next()).isEmpty();
    turns.ended();
    assertThat(turns.next()).contains("island-2");
    assertThat(turns.running()).isEqualTo(2);
  }

  @Test
  void rolloutsTakeAllTurnsWhileIslandsWait() {
    var turns = new Turns(2);
    turns.ask(Kind.ROLLOUT, "rollout-0");
    turns.ask(Kind.ROLLOUT, "rollout-1");
    assertThat(turns.next()).contains("rollout-0");
    assertThat(turns.next()).contains("rollout-1");
  }

  @Test
  void whoHadNothingToDoSavesUpNoTurns() {
    var turns = new Turns(1);
    turns.ask(Kind.ISLAND, "island-0");
    give(turns, 1000);
    turns.ask(Kind.ROLLOUT, "rollout-0");
    assertThat(rollouts(give(turns, 40))).isBetween(9L, 11L);
  }
}
