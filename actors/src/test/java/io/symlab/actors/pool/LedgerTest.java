package io.symlab.actors.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The ledger of resources, by examples. */
class LedgerTest {
  private static final long GB = 1_000_000_000;

  private final Ledger ledger = new Ledger();

  static HostResources gpus(String name, int count, int shares, long memory) {
    List<Device> gpus =
        IntStream.range(0, count)
            .mapToObj(i -> new Device("fake-gpu" + i, "fake-gpu", shares, memory, ""))
            .toList();
    return new HostResources(name, 2, Long.MAX_VALUE, gpus);
  }

  /** One that has next to no memory. */
  private static HostResources poor() {
    return new HostResources("lab", 1, 1, List.of());
  }

  private static Order at(int place) {
    return new Order(0, 1, place);
  }

  private List<String> admit() {
    return ledger.admit().stream().map(Ledger.Admission::holder).toList();
  }

  private void enter(String holder, int place, Need need) {
    ledger.enter(holder, at(place), need);
  }

  @Test
  void admitsInTheOrderOfSubmissionNotOfAsking() {
    ledger.add(HostResources.lab(3));
    ledger.enter("b", new Order(0, 2, 1), Need.TRAINER);
    ledger.enter("a2", new Order(0, 1, 10), Need.LEAD);
    ledger.enter("a1", new Order(0, 1, 9), Need.TRAINER);
    ledger.enter("c", new Order(0, 3, 1), Need.LEAD);
    assertThat(admit()).containsExactly("a1", "a2", "b");
    ledger.leave("a2");
    assertThat(admit()).containsExactly("c");
  }

  @Test
  void growsIntoWhatIsFreeAndGivesItBack() {
    ledger.add(HostResources.lab(3));
    enter("a", 1, Need.LEAD);
    admit();
    assertThat(ledger.grow("a", true)).isEqualTo(Map.of("lab", 3));
    enter("b", 2, Need.TRAINER);
    assertThat(admit()).isEmpty();
    ledger.shrink("a");
    assertThat(admit()).containsExactly("b");
    assertThat(ledger.grow("a", true)).isEqualTo(Map.of("lab", 2));
  }

  @Test
  void growsOverAllHostsThatAreNotLeft() {
    ledger.add(HostResources.lab(2));
    ledger.add(gpus("one", 1, 1, GB));
    ledger.add(gpus("two", 1, 1, GB));
    ledger.drain("two");
    enter("a", 1, Need.LEAD);
    admit();
    assertThat(ledger.grow("a", false)).isEqualTo(Map.of("lab", 2));
    ledger.shrink("a");
    assertThat(ledger.grow("a", true)).isEqualTo(Map.of("lab", 2, "one", 2));
    assertThat(ledger.remove("one")).isEmpty();
    assertThat(ledger.slots()).isEqualTo(Map.of("a", 2));
  }

  @Test
  void forgetsWhoLeavesTheQueue() {
    ledger.add(HostResources.lab(3));
    enter("a", 1, Need.TRAINER);
    ledger.leave("a");
    assertThat(admit()).isEmpty();
  }

  @Test
  void growsNobodyWhoHoldsNothing() {
    assertThatThrownBy(() -> ledger.grow("nobody", true)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void lendsAWholeGpuWhereTheRecipeSaysNothingAndASlotWhereThereIsNone() {
    ledger.add(gpus("lab", 2, 4, 16 * GB));
    enter("a", 1, Need.TRAINER);
    enter("b", 2, Need.TRAINER);
    enter("c", 3, Need.TRAINER);
    assertThat(ledger.admit())
        .containsExactly(
            new Ledger.Admission("a", new Lease("lab", "fake-gpu0", 4, 16 * GB)),
            new Ledger.Admission("b", new Lease("lab", "fake-gpu1", 4, 16 * GB)));
    ledger.add(HostResources.lab(1).named("two"));
    assertThat(ledger.admit())
        .containsExactly(new Ledger.Admission("c", new Lease("two", "cpu", 1, 0)));
  }

  /** Three shares of four: one such on each device, though in the sum there is room for more. */
  @Test
  void roundsOnEachDeviceAndNotInTheSum() {
    ledger.add(gpus("lab", 4, 4, 16 * GB));
    IntStream.range(0, 6).forEach(i -> enter("t" + i, i, Need.trainer(3, 0)));
    assertThat(admit()).hasSize(4);
    enter("small", 9, Need.trainer(1, 0));
    assertThat(admit()).containsExactly("small"); // one device alone is set aside for t4
    enter("smaller", 10, Need.trainer(1, 0));
    enter("smallest", 11, Need.trainer(1, 0));
    enter("least", 12, Need.trainer(1, 0));
    assertThat(admit()).containsExactly("smaller", "smallest");
  }

  @Test
  void sharesOfADeviceHaveTheirPartOfItsMemory() {
    ledger.add(gpus("lab", 1, 3, 16 * GB));
    IntStream.range(0, 4).forEach(i -> enter("t" + i, i, Need.trainer(1, 0)));
    assertThat(ledger.admit())
        .extracting(admission -> admission.lease().memory())
        .containsExactly(5333333333L, 5333333333L, 5333333333L);
  }

  @Test
  void memoryRunsOutBeforeShares() {
    ledger.add(gpus("lab", 1, 4, 16 * GB));
    IntStream.range(0, 3).forEach(i -> enter("t" + i, i, Need.trainer(1, 7 * GB)));
    assertThat(admit()).containsExactly("t0", "t1");
  }

  @Test
  void aLargeNeedIsNotKeptWaitingForEverBySmallOnes() {
    ledger.add(gpus("lab", 2, 4, 16 * GB));
    List<String> small = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      enter("s" + i, i, Need.trainer(1, 0));
      small.addAll(admit());
    }
    enter("large", 10, Need.TRAINER);
    for (int i = 11; i < 40; i++) {
      enter("s" + i, i, Need.trainer(1, 0));
    }
    int left = 0;
    List<String> now = admit();
    while (!now.contains("large")) {
      assertThat(left).as("small ones that have left").isLessThan(16);
      ledger.leave(small.get(left));
      left++;
      now = admit();
      now.stream().filter(one -> !one.equals("large")).forEach(small::add);
    }
  }

  @Test
  void whatAnEarlierOneWaitsForIsNotGrownInto() {
    ledger.add(HostResources.lab(4));
    enter("a", 1, Need.LEAD);
    enter("large", 2, Need.trainer(4, 0));
    assertThat(admit()).containsExactly("a");
    assertThat(ledger.grow("a", true)).isEqualTo(Map.of("lab", 1));
  }

  @Test
  void whatIsHeldDoesForTheNextStageOrDoesNot() {
    ledger.add(gpus("lab", 1, 4, 16 * GB));
    enter("a", 1, Need.TRAINER);
    admit();
    assertThat(ledger.suits("a", Need.TRAINER)).isTrue();
    assertThat(ledger.suits("a", Need.LEAD)).isFalse();
    assertThat(ledger.suits("a", Need.trainer(1, 0))).isFalse();
    assertThat(ledger.suits("nobody", Need.TRAINER)).isFalse();
    ledger.drain("lab");
    assertThat(ledger.suits("a", Need.TRAINER)).isFalse();
  }

  @Test
  void onAProcessorOneSlotDoesForAllStages() {
    ledger.add(HostResources.lab(2));
    enter("a", 1, Need.TRAINER);
    admit();
    assertThat(ledger.suits("a", Need.LEAD)).isTrue();
  }

  @Test
  void aLostHostTakesAlongWhatWasHeldThere() {
    ledger.add(poor());
    ledger.add(gpus("one", 1, 2, GB));
    enter("a", 1, Need.trainer(1, GB / 2));
    enter("b", 2, Need.trainer(2, 0));
    enter("lead", 3, Need.LEAD);
    assertThat(admit()).containsExactly("a", "lead");
    assertThat(ledger.remove("one")).containsExactly("a");
    assertThat(ledger.lease("a")).isEmpty();
    assertThat(admit()).isEmpty(); // two slots are more than the lab has
    ledger.add(gpus("one", 1, 2, GB));
    assertThat(admit()).containsExactly("b");
  }

  @Test
  void aHostThatIsLeftLendsNothingMore() {
    ledger.add(poor());
    ledger.add(gpus("one", 2, 1, GB));
    enter("a", 1, Need.trainer(1, GB));
    assertThat(admit()).containsExactly("a");
    ledger.drain("one");
    enter("b", 2, Need.trainer(1, GB));
    assertThat(admit()).isEmpty();
    assertThat(ledger.isIdle("one")).isFalse();
    ledger.leave("a");
    assertThat(ledger.isIdle("one")).isTrue();
  }
}
