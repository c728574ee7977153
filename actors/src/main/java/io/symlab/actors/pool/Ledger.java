package io.symlab.actors.pool;

import io.symlab.actors.pool.HostLedger.Line;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The ledger of all hosts' resources: slots of their processors, shares and memory of their GPUs,
 * and who may have which. A stage holds a part of one device; one that leads may grow into free
 * slots. Those that wait stand in one order, the highest priority first; the first that can't be
 * served has a device set aside for it, so that small needs behind it never keep a large one
 * waiting for ever. What it costs to lend does not grow with how many wait or hold.
 */
final class Ledger {
  /** The one with the largest part free; of equals the first. */
  private static final Comparator<Line> FREEST =
      Comparator.comparingDouble(one -> (double) one.freeShares() / one.device.shares());

  private final Map<String, HostLedger> hosts = new LinkedHashMap<>();
  private final Map<String, Holding> holdings = new HashMap<>();
  private final WaitingLine line = new WaitingLine();
  private final Map<Need, Line> setAside = new HashMap<>();

  private static final class Holding {
    Lease lease;
    final List<Lease> grown = new ArrayList<>();

    Holding(Lease lease) {
      this.lease = lease;
    }
  }

  /** Somebody's turn has come. */
  record Admission(String holder, Lease lease) {}

  /** A host is there; one of that name must have gone before. */
  void add(HostResources host) {
    if (hosts.putIfAbsent(host.name(), new HostLedger(host)) != null) {
      throw new IllegalStateException("there is a host " + host.name() + " already");
    }
  }

  boolean has(String host) {
    return hosts.containsKey(host);
  }

  /** A host lends nothing from now on; what is held there stays. */
  void drain(String host) {
    hosts.get(host).drain();
    setAside.values().removeIf(one -> one.host.name().equals(host));
  }

  /** Whether nothing is held on a host. */
  boolean isIdle(String host) {
    return hosts.get(host).isIdle();
  }

  /**
   * A host is gone, and all that was held there.
   *
   * @return whose stage was there; those that had only grown there keep the rest
   */
  List<String> remove(String host) {
    HostLedger gone = hosts.remove(host);
    setAside.values().removeIf(one -> one.host == gone);
    List<String> lost = new ArrayList<>();
    for (String holder : gone.holders()) {
      Holding holding = holdings.get(holder);
      holding.grown.removeIf(lease -> lease.host().equals(host));
      if (holding.lease.host().equals(host)) {
        lost.add(holder);
        leave(holder);
      }
    }
    return lost;
  }

  /** Who holds something of a host: a stage there, or slots that one elsewhere has grown by. */
  Set<String> holders(String host) {
    return hosts.get(host).holders();
  }

  /** Queues up; nothing changes for one that holds something or waits already. */
  void enter(String holder, Order order, Need need) {
    if (!holdings.containsKey(holder) && !line.has(holder)) {
      line.enter(holder, order, need);
    }
  }

  /** Whether it stands in the line. */
  boolean waits(String holder) {
    return line.has(holder);
  }

  /** Gives one that waits another place; nothing changes for one that does not. */
  void move(String holder, Order order) {
    line.move(holder, order);
  }

  /** Lends what is free to those whose turn it is. */
  List<Admission> admit() {
    List<Admission> admitted = new ArrayList<>();
    Set<Line> taken = new HashSet<>();
    TreeMap<Order, Need> heads = new TreeMap<>();
    line.needs().forEach(need -> heads.put(line.first(need), need));
    while (!heads.isEmpty()) {
      Need need = heads.pollFirstEntry().getValue();
      Optional<Line> free = best(need, taken, true);
      if (free.isEmpty()) { // nor is there any for those behind it that need the same
        setAside(need, taken);
        continue;
      }
      setAside.remove(need);
      String holder = line.poll(need);
      admitted.add(new Admission(holder, hold(holder, free.get().take(need))));
      if (line.needs().contains(need)) {
        heads.put(line.first(need), need);
      }
    }
    return admitted;
  }

  /** A device that nobody behind gets a part of; the same one for as long as it can be. */
  private void setAside(Need need, Set<Line> taken) {
    Line before = setAside.get(need);
    Optional<Line> chosen =
        before != null && !taken.contains(before) ? Optional.of(before) : best(need, taken, false);
    chosen.ifPresentOrElse(one -> setAside.put(need, one), () -> setAside.remove(need));
    chosen.ifPresent(taken::add);
  }

  private Optional<Line> best(Need need, Set<Line> taken, boolean now) {
    Line best = null;
    for (HostLedger host : hosts.values()) {
      for (Line one : host.candidates(need)) {
        boolean possible = !taken.contains(one) && (!now || one.serves(need));
        if (possible && (best == null || FREEST.compare(one, best) > 0)) {
          best = one;
        }
      }
    }
    return Optional.ofNullable(best);
  }

  private Lease hold(String holder, Lease lease) {
    holdings.put(holder, new Holding(lease));
    hosts.get(lease.host()).heldBy(holder);
    return lease;
  }

  /** What a holder's stage was lent, without what it has grown by; empty: it holds nothing. */
  Optional<Lease> lease(String holder) {
    return Optional.ofNullable(holdings.get(holder)).map(holding -> holding.lease);
  }

  /** Whether what is held would do for another stage, too. */
  boolean suits(String holder, Need need) {
    Holding holding = holdings.get(holder);
    if (holding == null) {
      return false;
    }
    Lease lease = holding.lease;
    HostLedger host = hosts.get(lease.host());
    Line held = host.line(lease.device());
    return host.candidates(need).contains(held)
        && lease.shares() == need.sharesOf(held.device)
        && lease.memory() == need.memoryOf(held.device);
  }

  /**
   * Takes all slots that are free, and not set aside, in addition to what the holder has.
   *
   * @param elsewhere on all hosts, not just on its own
   * @return how many slots it holds now, by host, its own first
   */
  Map<String, Integer> grow(String holder, boolean elsewhere) {
    Holding holding = require(holder);
    for (HostLedger host : hosts.values()) {
      int free = host.slotsFree();
      boolean near = elsewhere || host.name().equals(holding.lease.host());
      if (near && free > 0 && !host.draining() && !setAside.containsValue(host.cpu())) {
        holding.grown.add(host.cpu().take(free, 0));
        host.heldBy(holder);
      }
    }
    Map<String, Integer> slots = new LinkedHashMap<>();
    slots.put(holding.lease.host(), slots(holding.lease));
    holding.grown.forEach(lease -> slots.merge(lease.host(), lease.shares(), Integer::sum));
    return slots;
  }

  /** Gives back what a holder has grown by. */
  void shrink(String holder) {
    Holding holding = require(holder);
    for (Lease lease : holding.grown) {
      HostLedger host = hosts.get(lease.host());
      host.giveBack(lease);
      if (!lease.host().equals(holding.lease.host())) {
        host.letGo(holder);
      }
    }
    holding.grown.clear();
  }

  /** Gives back everything, the place in the queue too. */
  void leave(String holder) {
    line.leave(holder);
    setAside.keySet().retainAll(line.needs());
    if (!holdings.containsKey(holder)) {
      return;
    }
    shrink(holder);
    Lease lease = holdings.remove(holder).lease;
    HostLedger host = hosts.get(lease.host());
    if (host != null) {
      host.giveBack(lease);
      host.letGo(holder);
    }
  }

  /** How many slots each holder has; those on a GPU have none. */
  Map<String, Integer> slots() {
    Map<String, Integer> all = new HashMap<>();
    holdings.forEach(
        (holder, holding) -> {
          int sum = slots(holding.lease) + holding.grown.stream().mapToInt(Lease::shares).sum();
          all.put(holder, sum);
        });
    return all;
  }

  private static int slots(Lease lease) {
    return lease.device().equals(Device.CPU) ? lease.shares() : 0;
  }

  /** Slots that nobody has and nobody waits for. */
  int spareSlots() {
    return line.needs().isEmpty()
        ? hosts.values().stream()
            .filter(host -> !host.draining())
            .mapToInt(HostLedger::slotsFree)
            .sum()
        : 0;
  }

  /** All that is held, by whom. */
  Map<String, List<Lease>> leases() {
    Map<String, List<Lease>> all = new TreeMap<>();
    holdings.forEach(
        (holder, holding) -> {
          List<Lease> leases = new ArrayList<>(List.of(holding.lease));
          leases.addAll(holding.grown);
          all.put(holder, leases);
        });
    return all;
  }

  List<HostLedger> hosts() {
    return List.copyOf(hosts.values());
  }

  private Holding require(String holder) {
    Holding holding = holdings.get(holder);
    if (holding == null) {
      throw new IllegalStateException(holder + " holds nothing");
    }
    return holding;
  }
}
