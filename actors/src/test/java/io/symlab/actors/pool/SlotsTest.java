package io.symlab.actors.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.symlab.actors.pool.Slots.Order;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** The ledger of slots. */
class SlotsTest {
  private final Slots slots = new Slots(3);

  @Test
  void admitsInTheOrderOfSubmissionNotOfAsking() {
    slots.enter("b", new Order(0, 2, 1));
    slots.enter("a2", new Order(0, 1, 10));
    slots.enter("a1", new Order(0, 1, 9));
    slots.enter("c", new Order(0, 3, 1));
    assertThat(slots.admit()).containsExactly("a1", "a2", "b");
    assertThat(slots.free()).isZero();
  }

  @Test
  void growsIntoWhatIsFreeAndGivesItBack() {
    slots.enter("a", new Order(0, 1, 1));
    slots.admit();
    assertThat(slots.grow("a")).isEqualTo(3);
    slots.enter("b", new Order(0, 2, 1));
    assertThat(slots.admit()).isEmpty();
    slots.shrink("a");
    assertThat(slots.admit()).containsExactly("b");
    assertThat(slots.grow("a")).isEqualTo(2);
  }

  @Test
  void forgetsWhoLeavesTheQueue() {
    slots.enter("a", new Order(0, 1, 1));
    slots.leave("a");
    assertThat(slots.admit()).isEmpty();
    assertThat(slots.free()).isEqualTo(3);
  }

  @Test
  void growsNobodyWhoHoldsNothing() {
    assertThatThrownBy(() -> slots.grow("nobody")).isInstanceOf(IllegalStateException.class);
  }

  /** Whatever happens, slots are neither made nor lost. */
  @Property
  void neverLendsMoreThanThereAre(
      @ForAll List<@IntRange(min = 0, max = 39) Integer> moves,
      @ForAll @IntRange(min = 1, max = 5) int total) {
    var ledger = new Slots(total);
    var holders = new ArrayList<String>();
    for (int move : moves) {
      String who = "t" + move % 10;
      switch (move / 10) {
        case 0 -> ledger.enter(who, new Order(0, 1, move % 10));
        case 1 -> {
          if (holders.contains(who)) {
            assertThat(ledger.grow(who)).isPositive();
          }
        }
        case 2 -> {
          if (holders.contains(who)) {
            ledger.shrink(who);
          }
        }
        default -> {
          ledger.leave(who);
          holders.remove(who);
        }
      }
      holders.addAll(ledger.admit());
      assertThat(ledger.free()).isBetween(0, total - holders.size());
    }
    holders.forEach(ledger::leave);
    for (int i = 0; i < 10; i++) {
      ledger.leave("t" + i);
    }
    assertThat(ledger.free()).isEqualTo(total);
  }
}
