package io.symlab.actors.work.distill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.symlab.proto.CrewCut;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class ConsistentCutsTest {
  private static final int EVERY = 5;

  /** Of islands {@code first} up to the next crew's. */
  private static CrewCut part(int first, int count, int round) {
    var part = CrewCut.newBuilder().setRound(round);
    for (int island = first; island < first + count; island++) {
      part.addIslands(state(island, round));
    }
    return part.build();
  }

  private static ByteString state(int island, int round) {
    return ByteString.copyFromUtf8("island " + island + " at " + round);
  }

  @Test
  void aCutIsOfTheNewestRoundThatAllHaveReached() {
    var cuts = new ConsistentCuts(Set.of(0, 2));
    assertThat(cuts.gather()).isEmpty();
    cuts.kept(2, 5);
    cuts.kept(2, 10);
    assertThat(cuts.gather()).isEmpty();
    cuts.kept(0, 5);
    assertThat(cuts.newest()).isEqualTo(5);
    assertThat(cuts.gather()).hasValue(5);
    assertThat(cuts.gather()).as("while one is coming").isEmpty();
    assertThat(cuts.came(2, part(2, 1, 5))).isEmpty();
    assertThat(cuts.coming()).isTrue();
    assertThat(cuts.came(0, part(0, 2, 5)))
        .hasValueSatisfying(
            whole -> {
              assertThat(whole.round()).isEqualTo(5);
              assertThat(whole.islands()).containsExactly(state(0, 5), state(1, 5), state(2, 5));
            });
    assertThat(cuts.gather()).as("nothing is new").isEmpty();
    cuts.kept(0, 10);
    assertThat(cuts.gather()).hasValue(10);
  }

  @Test
  void whatWasNotAskedForIsRefused() {
    var cuts = new ConsistentCuts(Set.of(0));
    cuts.kept(0, 5);
    assertThatThrownBy(() -> cuts.came(0, part(0, 1, 5)))
        .isInstanceOf(IllegalArgumentException.class);
    cuts.gather();
    assertThatThrownBy(() -> cuts.came(0, part(0, 1, 10)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> cuts.came(7, part(7, 1, 5)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** Crews of two islands each, at any pace; parts come in any order. */
  @Property(tries = 300)
  void everyCutIsConsistentAndNewerThanTheOneBefore(@ForAll long seed) {
    var random = new SplittableRandom(seed);
    int crews = 1 + random.nextInt(5);
    int[] rounds = new int[crews];
    Set<Integer> firsts = new java.util.HashSet<>();
    for (int crew = 0; crew < crews; crew++) {
      firsts.add(2 * crew);
    }
    var cuts = new ConsistentCuts(firsts);
    List<Integer> asked = new ArrayList<>();
    int wanted = 0;
    int last = 0;
    for (int step = 0; step < 200; step++) {
      if (asked.isEmpty() || random.nextBoolean()) {
        int crew = random.nextInt(crews);
        rounds[crew] += EVERY;
        cuts.kept(2 * crew, rounds[crew]);
        OptionalInt round = cuts.gather();
        if (round.isPresent()) {
          assertThat(asked).isEmpty();
          wanted = round.getAsInt();
          assertThat(wanted).isGreaterThan(last);
          for (int other : rounds) {
            assertThat(wanted).isLessThanOrEqualTo(other);
          }
          asked.addAll(firsts);
        }
      } else {
        int first = asked.remove(random.nextInt(asked.size()));
        var cut = cuts.came(first, part(first, 2, wanted));
        assertThat(cut.isPresent()).isEqualTo(asked.isEmpty());
        if (cut.isPresent()) {
          last = cut.get().round();
          for (int island = 0; island < 2 * crews; island++) {
            assertThat(cut.get().islands().get(island)).isEqualTo(state(island, last));
          }
        }
      }
    }
  }
}
