package io.symlab.actors.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Whatever happens, what the ledger lends is there, and everybody's turn comes. */
class LedgerPropertyTest {
  private static final int TRIALS = 24;

  private Ledger ledger;
  private final Map<String, HostResources> hosts = new HashMap<>();
  private final TreeMap<Order, String> waiting = new TreeMap<>();
  private final Map<String, Order> orders = new HashMap<>();
  private final Map<String, Need> needs = new HashMap<>();
  private final Set<String> holders = new HashSet<>();

  private void begin() {
    ledger = new Ledger();
    hosts.clear();
    waiting.clear();
    orders.clear();
    needs.clear();
    holders.clear();
  }

  private static HostResources host(String name, SplittableRandom random) {
    int gpus = random.nextInt(4);
    int shares = 1 + random.nextInt(4);
    List<Device> devices =
        IntStream.range(0, gpus)
            .mapToObj(i -> new Device("gpu" + i, "gpu", shares, random.nextInt(1, 100), ""))
            .toList();
    return new HostResources(name, 1 + random.nextInt(4), random.nextInt(1, 100), devices);
  }

  private static Need need(SplittableRandom random) {
    return switch (random.nextInt(4)) {
      case 0 -> Need.LEAD;
      case 1 -> Need.TRAINER;
      case 2 -> Need.trainer(1 + random.nextInt(4), 0);
      default -> Need.trainer(random.nextInt(3), random.nextInt(60));
    };
  }

  /** What each device has lent, summed up by the simplest way there is. */
  private void neverOver() {
    Map<String, Integer> shares = new HashMap<>();
    Map<String, Long> memory = new HashMap<>();
    ledger
        .leases()
        .values()
        .forEach(
            leases ->
                leases.forEach(
                    lease -> {
                      String device = lease.host() + "/" + lease.device();
                      shares.merge(device, lease.shares(), Integer::sum);
                      memory.merge(device, lease.memory(), Long::sum);
                    }));
    Set<String> known = new HashSet<>();
    for (HostResources host : hosts.values()) {
      for (Device device : host.devices()) {
        String name = host.name() + "/" + device.name();
        known.add(name);
        assertThat(shares.getOrDefault(name, 0)).as(name).isLessThanOrEqualTo(device.shares());
        assertThat(memory.getOrDefault(name, 0L)).as(name).isLessThanOrEqualTo(device.memory());
      }
    }
    assertThat(known).containsAll(shares.keySet());
    for (HostLedger host : ledger.hosts()) {
      for (Free.DeviceFree free : host.free().devices()) {
        String name = host.name() + "/" + free.device().name();
        assertThat(free.shares() + shares.getOrDefault(name, 0)).isEqualTo(free.device().shares());
        assertThat(free.memory() + memory.getOrDefault(name, 0L)).isEqualTo(free.device().memory());
      }
    }
  }

  /** The first of all that wait would have been served if it could be. */
  private void theFirstCannotBeServed() {
    if (waiting.isEmpty()) {
      return;
    }
    Need first = needs.get(waiting.firstEntry().getValue());
    for (HostLedger host : ledger.hosts()) {
      for (HostLedger.Line line : host.candidates(first)) {
        assertThat(line.serves(first)).as("a device that is free for the first").isFalse();
      }
    }
  }

  private void admit() {
    Order last = null;
    for (Ledger.Admission admission : ledger.admit()) {
      Order order = orders.get(admission.holder());
      assertThat(waiting.remove(order)).isEqualTo(admission.holder());
      holders.add(admission.holder());
      // Of those with the same need, nobody is passed over.
      assertThat(waiting.headMap(order).values())
          .noneMatch(other -> needs.get(other).equals(needs.get(admission.holder())));
      assertThat(last == null || last.compareTo(order) < 0).isTrue();
      last = order;
    }
  }

  private void leave(String who) {
    ledger.leave(who);
    holders.remove(who);
    waiting.values().remove(who);
  }

  @Property(tries = 400)
  void neverLendsMoreThanThereIsAndServesTheFirst(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 300) int steps) {
    var random = new SplittableRandom(seed);
    begin();
    hosts.put("lab", host("lab", random));
    ledger.add(hosts.get("lab"));
    for (int step = 0; step < steps; step++) {
      step(random);
      admit();
      neverOver();
      theFirstCannotBeServed();
    }
    IntStream.range(0, TRIALS).forEach(i -> leave("t" + i));
    assertThat(ledger.leases()).isEmpty();
    neverOver();
  }

  private void step(SplittableRandom random) {
    int index = random.nextInt(TRIALS);
    String who = "t" + index;
    switch (random.nextInt(10)) {
      case 0, 1, 2, 3 -> {
        if (!holders.contains(who) && !waiting.containsValue(who)) {
          orders.put(who, new Order(random.nextInt(3), 1, index));
          needs.put(who, need(random));
          waiting.put(orders.get(who), who);
        }
        ledger.enter(who, orders.get(who), needs.get(who));
      }
      case 4 -> {
        if (waiting.containsValue(who)) {
          waiting.remove(orders.get(who));
          orders.put(who, new Order(random.nextInt(3), 1, index));
          waiting.put(orders.get(who), who);
        }
        ledger.move(who, orders.getOrDefault(who, new Order(0, 1, index)));
      }
      case 5 -> {
        if (holders.contains(who)) {
          assertThat(ledger.grow(who, random.nextBoolean())).isNotEmpty();
        }
      }
      case 6 -> {
        if (holders.contains(who)) {
          ledger.shrink(who);
        }
      }
      case 7 -> leave(who);
      default -> hostComesOrGoes("host" + random.nextInt(3), random);
    }
  }

  private void hostComesOrGoes(String name, SplittableRandom random) {
    if (hosts.containsKey(name) && random.nextInt(4) == 0) {
      ledger.drain(name);
    } else if (hosts.remove(name) == null) {
      hosts.put(name, host(name, random));
      ledger.add(hosts.get(name));
    } else {
      List<String> lost = ledger.remove(name);
      lost.forEach(holders::remove);
    }
  }

  /**
   * Nobody starves: small ones come again and again behind those that wait, and still each of these
   * is served after as many leases have ended as there are before it, at the very most.
   */
  @Property(tries = 200)
  void everybodysTurnComes(@ForAll long seed, @ForAll @IntRange(min = 1, max = 20) int waits) {
    begin();
    var random = new SplittableRandom(seed);
    ledger.add(
        new HostResources(
            "lab",
            2,
            100,
            IntStream.range(0, 3)
                .mapToObj(i -> new Device("gpu" + i, "gpu", 4, 100, ""))
                .toList()));
    List<String> held = new ArrayList<>();
    int place = 0;
    for (int i = 0; i < waits; i++) {
      ledger.enter("w" + i, new Order(0, 1, place++), Need.trainer(random.nextInt(5), 0));
    }
    Set<String> unserved = new HashSet<>();
    IntStream.range(0, waits).forEach(i -> unserved.add("w" + i));
    for (int ends = 0; !unserved.isEmpty(); ends++) {
      assertThat(ends).as("leases that have ended").isLessThan(40 * (waits + 1));
      ledger.enter("s" + place, new Order(0, 1, place++), Need.trainer(1, 0));
      ledger.admit().forEach(one -> held.add(one.holder()));
      unserved.removeAll(held);
      if (!held.isEmpty()) {
        ledger.leave(held.remove(random.nextInt(held.size())));
      }
    }
  }
}
