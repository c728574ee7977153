package io.symlab.symbolic.island;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.symlab.symbolic.formula.ExpressionText;
import io.symlab.symbolic.front.Front;
import io.symlab.symbolic.front.ScoredFront;
import io.symlab.symbolic.sample.Samples;
import io.symlab.symbolic.settings.SearchSettings;
import java.util.List;
import org.junit.jupiter.api.Test;

class IslandTest {
  private static final SearchSettings SETTINGS =
      SearchSettings.builder().islands(1).population(60).maxComplexity(20).build();
  private static final Samples SAMPLES = RandomFormulas.saturating(1500, 1);

  private static void round(Island island, Samples samples, boolean sliced) {
    Elites migrants =
        new Elites(
            0, 0, List.of(ExpressionText.parse("tanh(x" + island.round() % 4 + ")", List.of())));
    island.beginRound(samples, migrants);
    if (sliced) {
      while (!island.evolve(System.nanoTime())) {
        assertThat(island.inRound()).isTrue();
      }
    } else {
      assertThat(island.evolve(System.nanoTime() + Long.MAX_VALUE / 2)).isTrue();
    }
  }

  @Test
  void theResultIsTheSameWhereverSlicesEnd() {
    Island whole = Island.create(SETTINGS, 0, 4);
    Island sliced = Island.create(SETTINGS, 0, 4);
    for (int r = 0; r < 12; r++) {
      round(whole, SAMPLES, false);
      round(sliced, SAMPLES, true);
    }
    assertThat(sliced.encode()).isEqualTo(whole.encode());
    assertThat(sliced.front()).isEqualTo(whole.front());
  }

  @Test
  void aSavedIslandGoesOnBitForBit() {
    Island whole = Island.create(SETTINGS, 0, 4);
    Island saved = Island.create(SETTINGS, 0, 4);
    for (int r = 0; r < 25; r++) {
      // Rows change every seventh round, the choice of scoring rows every tenth.
      Samples samples = RandomFormulas.saturating(1500 + 30 * (r / 7), 1);
      Samples versioned =
          new Samples(samples.rows(), samples.columns(), samples.target(), 1e-5, r / 7);
      round(whole, versioned, false);
      byte[] bytes = saved.encode();
      saved = Island.decode(SETTINGS, bytes);
      assertThat(saved.encode()).isEqualTo(bytes);
      round(saved, versioned, false);
    }
    assertThat(saved.encode()).isEqualTo(whole.encode());
    assertThat(saved.evaluations()).isEqualTo(whole.evaluations());
  }

  @Test
  void aSaturatingRuleIsFoundInItsOwnUnits() {
    Island island = Island.create(SETTINGS, 0, 4);
    for (int r = 0; r < 80; r++) {
      island.beginRound(SAMPLES, Elites.NONE);
      assertThat(island.evolve(System.nanoTime() + Long.MAX_VALUE / 2)).isTrue();
    }
    ScoredFront table = ScoredFront.of(island.front(), SAMPLES, null, null);
    assertThat(table.accuracy().r2Train()).isGreaterThan(0.99);
    ScoredFront.Row last = table.rows().get(table.rows().size() - 1);
    Front.Member member = island.front().last().orElseThrow();
    assertThat(member.loss())
        .isCloseTo(last.loss(), org.assertj.core.data.Percentage.withPercentage(1e-3));
    for (Front.Member each : island.front().members()) {
      assertThat(each.expression().complexity()).isEqualTo(each.complexity());
      assertThat(each.complexity()).isLessThanOrEqualTo(20);
    }
  }

  @Test
  void elitesOfTheLastRoundsAreKept() {
    Island island = Island.create(SETTINGS.toBuilder().slack(3).build(), 0, 4);
    for (int r = 0; r < 6; r++) {
      round(island, SAMPLES, false);
    }
    Island back = Island.decode(SETTINGS.toBuilder().slack(3).build(), island.encode());
    for (int r = 3; r < 6; r++) {
      assertThat(island.elitesAfter(r).round()).isEqualTo(r);
      assertThat(island.elitesAfter(r).expressions()).isNotEmpty();
      assertThat(back.elitesAfter(r)).isEqualTo(island.elitesAfter(r));
      assertThat(Elites.decode(island.elitesAfter(r).encode())).isEqualTo(island.elitesAfter(r));
    }
    assertThatThrownBy(() -> island.elitesAfter(2)).hasMessageContaining("no elites of round 2");
    assertThatThrownBy(() -> island.elitesAfter(6)).hasMessageContaining("no elites of round 6");
  }

  @Test
  void roundsWithTooFewRowsPassWithoutBirths() {
    Island island = Island.create(SETTINGS, 0, 4);
    round(island, RandomFormulas.saturating(2, 1), false);
    assertThat(island.round()).isEqualTo(1);
    assertThat(island.evaluations()).isZero();
    assertThat(island.front().isEmpty()).isTrue();
    round(island, SAMPLES, false);
    assertThat(island.front().isEmpty()).isFalse();
  }

  @Test
  void aTargetThatDoesNotVaryGetsAConstant() {
    Samples flat = Samples.of(new float[4][100], new float[100]);
    Island island = Island.create(SETTINGS, 0, 4);
    round(island, flat, false);
    assertThat(island.front().members().get(0).loss()).isZero();
  }

  @Test
  void misuseIsNamed() {
    Island island = Island.create(SETTINGS, 0, 4);
    assertThatThrownBy(() -> island.evolve(0)).hasMessageContaining("between rounds");
    assertThatThrownBy(
            () -> island.beginRound(Samples.of(new float[2][9], new float[9]), Elites.NONE))
        .hasMessageContaining("4 features");
    island.beginRound(SAMPLES, Elites.NONE);
    assertThatThrownBy(island::encode).hasMessageContaining("has not ended");
    assertThatThrownBy(() -> Island.decode(SETTINGS, new byte[] {1, 2}))
        .hasMessageContaining("no saved island");
  }
}
