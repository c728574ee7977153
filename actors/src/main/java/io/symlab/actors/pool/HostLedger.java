package io.symlab.actors.pool;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One host's part of the ledger: what is free of each of its devices. */
final class HostLedger {
  /** What is free of a device. */
  static final class Line {
    final HostLedger host;
    final Device device;
    private int freeShares;
    private long freeMemory;

    private Line(HostLedger host, Device device) {
      this.host = host;
      this.device = device;
      this.freeShares = device.shares();
      this.freeMemory = device.memory();
    }

    int freeShares() {
      return freeShares;
    }

    long freeMemory() {
      return freeMemory;
    }

    /** Whether a need is served by what is free now. */
    boolean serves(Need need) {
      return need.fits(device)
          && need.sharesOf(device) <= freeShares
          && need.memoryOf(device) <= freeMemory;
    }

    Lease take(Need need) {
      return take(need.sharesOf(device), need.memoryOf(device));
    }

    Lease take(int shares, long memory) {
      if (shares > freeShares || memory > freeMemory) {
        throw new IllegalStateException(
            device.name() + " of " + host.name() + " has no " + shares + " shares left");
      }
      freeShares -= shares;
      freeMemory -= memory;
      return new Lease(host.name(), device.name(), shares, memory);
    }

    private void giveBack(Lease lease) {
      freeShares += lease.shares();
      freeMemory += lease.memory();
    }
  }

  private final HostResources resources;
  private final Map<String, Line> lines = new LinkedHashMap<>();
  private final Set<String> holders = new HashSet<>();
  private boolean draining;

  HostLedger(HostResources resources) {
    this.resources = resources;
    resources.devices().forEach(device -> lines.put(device.name(), new Line(this, device)));
  }

  String name() {
    return resources.name();
  }

  HostResources resources() {
    return resources;
  }

  /** Nothing is lent any more. */
  void drain() {
    draining = true;
  }

  boolean draining() {
    return draining;
  }

  /** Of its processor. */
  int slotsFree() {
    return cpu() == null ? 0 : cpu().freeShares();
  }

  /** Null: it lends none of its processor. */
  Line cpu() {
    return lines.get(Device.CPU);
  }

  Line line(String device) {
    return lines.get(device);
  }

  /** Where a need could be served if all were free; nowhere while it drains. */
  List<Line> candidates(Need need) {
    if (draining || (need.leads() && !resources.isLab())) {
      return List.of();
    }
    if (need.leads()) {
      return List.of(cpu());
    }
    return resources.trainers().stream()
        .filter(need::fits)
        .map(device -> lines.get(device.name()))
        .toList();
  }

  /** For whoever looks. */
  Free.HostFree free() {
    return new Free.HostFree(
        resources,
        draining,
        lines.values().stream()
            .map(line -> new Free.DeviceFree(line.device, line.freeShares, line.freeMemory))
            .toList());
  }

  /** Who holds something here. */
  Set<String> holders() {
    return Set.copyOf(holders);
  }

  boolean isIdle() {
    return holders.isEmpty();
  }

  void heldBy(String holder) {
    holders.add(holder);
  }

  void giveBack(Lease lease) {
    lines.get(lease.device()).giveBack(lease);
  }

  void letGo(String holder) {
    holders.remove(holder);
  }
}
