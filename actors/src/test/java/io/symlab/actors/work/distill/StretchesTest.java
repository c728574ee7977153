package io.symlab.actors.work.distill;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class StretchesTest {
  @Property(tries = 500)
  void everyIslandHasOneCrewAndElitesGoOnceRoundTheRing(
      @ForAll @IntRange(min = 1, max = 300) int islands,
      @ForAll @Size(min = 1, max = 12) List<@IntRange(min = 1, max = 64) Integer> each) {
    int[] slots = each.stream().mapToInt(Integer::intValue).toArray();
    var stretches = Stretches.of(islands, slots);
    int sum = 0;
    int all = 0;
    for (int crew = 0; crew < slots.length; crew++) {
      assertThat(stretches.first(crew)).isEqualTo(sum);
      sum += stretches.count(crew);
      all += slots[crew];
    }
    assertThat(sum).isEqualTo(islands);
    for (int crew = 0; crew < slots.length; crew++) {
      double share = (double) islands * slots[crew] / all;
      assertThat((double) stretches.count(crew)).isBetween(share - 1, share + 1);
      int next = stretches.next(crew);
      if (stretches.count(crew) > 0) {
        int after = (stretches.first(crew) + stretches.count(crew)) % islands;
        assertThat(stretches.first(next)).isEqualTo(after);
        assertThat(stretches.count(next)).isPositive();
      }
    }
  }
}
