package io.symlab.symbolic.island;

import static org.assertj.core.api.Assertions.assertThat;

import io.symlab.symbolic.expression.Trees;
import io.symlab.symbolic.front.Front;
import io.symlab.symbolic.sample.SampleReservoir;
import io.symlab.symbolic.settings.SearchSettings;
import org.junit.jupiter.api.Test;

class LocalArchipelagoTest {
  private static final int ROUNDS = 14;
  private static final SearchSettings SETTINGS =
      SearchSettings.builder()
          .islands(3)
          .population(40)
          .maxComplexity(20)
          .slack(2)
          .roundsPerBatch(2)
          .build();

  private static SampleReservoir reservoir() {
    SampleReservoir reservoir = new SampleReservoir(5, 400, SETTINGS.seed());
    RandomFormulas.batches(6, 120, 1).forEach(reservoir::append);
    return reservoir;
  }

  private static LocalArchipelago evolved(int threads) {
    LocalArchipelago islands = LocalArchipelago.create(SETTINGS, reservoir(), 4);
    islands.evolve(ROUNDS, threads);
    return islands;
  }

  @Test
  void threadsDoNotChangeTheResult() {
    byte[] one = evolved(1).encode();
    assertThat(evolved(2).encode()).isEqualTo(one);
    assertThat(evolved(5).encode()).isEqualTo(one);
  }

  @Test
  void savingInTheMiddleDoesNotChangeTheResult() {
    LocalArchipelago islands = LocalArchipelago.create(SETTINGS, reservoir(), 4);
    for (int until = 1; until <= ROUNDS; until += 3) {
      islands.evolve(until, 2);
      islands = LocalArchipelago.decode(SETTINGS, reservoir(), islands.encode());
    }
    islands.evolve(ROUNDS, 1);
    LocalArchipelago whole = evolved(1);
    assertThat(islands.encode()).isEqualTo(whole.encode());
    assertThat(islands.front()).isEqualTo(whole.front());
  }

  @Test
  void aRecordThatGrowsWhileTheyRunGivesTheSameResult() {
    // By hand, as actors do it: each round by its own batches and migrants.
    IslandSchedule schedule = IslandSchedule.of(SETTINGS);
    Island[] ring = new Island[3];
    for (int i = 0; i < ring.length; i++) {
      ring[i] = Island.create(SETTINGS, i, 4);
    }
    Elites[][] sent = new Elites[3][ROUNDS];
    SampleReservoir growing = new SampleReservoir(5, 400, SETTINGS.seed());
    var batches = RandomFormulas.batches(6, 120, 1);
    for (int round = 0; round < ROUNDS; round++) {
      int visible = schedule.batchesVisible(round, 5);
      while (growing.batches() < visible) {
        growing.append(batches.get(growing.batches()));
      }
      for (Island island : ring) {
        int from = schedule.migrantsRound(round);
        Elites migrants = from < 0 ? Elites.NONE : sent[schedule.neighbour(island.index())][from];
        island.beginRound(growing.at(visible), migrants);
        while (!island.evolve(System.nanoTime() + 1_000_000)) {
          assertThat(island.inRound()).isTrue();
        }
        sent[island.index()][round] = island.elitesAfter(round);
      }
    }
    Front merged = ring[0].front().merge(ring[1].front()).merge(ring[2].front());
    assertThat(merged).isEqualTo(evolved(2).front());
  }

  @Test
  void otherSeedsSearchElsewhere() {
    LocalArchipelago other =
        LocalArchipelago.create(SETTINGS.toBuilder().seed(2).build(), reservoir(), 4);
    other.evolve(ROUNDS, 1);
    assertThat(other.front()).isNotEqualTo(evolved(1).front());
  }

  @Test
  void workIsCounted() {
    LocalArchipelago islands = evolved(1);
    assertThat(islands.round()).isEqualTo(ROUNDS);
    assertThat(islands.evaluations()).isGreaterThan(3L * 40 * ROUNDS / 2);
    assertThat(islands.nodeRows()).isGreaterThan(islands.evaluations() * 100);
  }

  @Test
  void thereAreSeveralCandidatesPerComplexityOnRequest() {
    LocalArchipelago islands = evolved(1);
    var candidates = islands.candidates(3);
    for (Front.Member best : islands.front().members()) {
      assertThat(candidates.stream().filter(c -> c.complexity() == best.complexity()))
          .anyMatch(c -> c.loss() <= best.loss());
    }
    var sizes =
        candidates.stream()
            .collect(
                java.util.stream.Collectors.groupingBy(
                    Front.Member::complexity, java.util.stream.Collectors.counting()));
    assertThat(sizes.values()).allMatch(count -> count <= 3).contains(3L);
    assertThat(candidates.stream().map(c -> Trees.shape(c.expression()))).doesNotHaveDuplicates();
  }
}
