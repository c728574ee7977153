package io.symlab.actors.pool;

import java.util.List;
import java.util.Map;

/**
 * What of all hosts' resources is free, and who holds the rest.
 *
 * @param total slots of all hosts
 * @param free of them
 * @param held slots by holder
 * @param hosts what they have, the lab's own first
 * @param leases by holder
 * @param stages that are worked on, by holder
 */
public record Free(
    int total,
    int free,
    Map<String, Integer> held,
    List<HostFree> hosts,
    Map<String, List<Lease>> leases,
    Map<String, String> stages) {
  /** In place of an answer. */
  public static final Free NONE = new Free(0, 0, Map.of(), List.of(), Map.of(), Map.of());

  public Free {
    held = Map.copyOf(held);
    hosts = List.copyOf(hosts);
    leases = Map.copyOf(leases);
    stages = Map.copyOf(stages);
  }

  /**
   * A host.
   *
   * @param draining whether it lends nothing more
   */
  public record HostFree(HostResources host, boolean draining, List<DeviceFree> devices) {
    public HostFree {
      devices = List.copyOf(devices);
    }
  }

  /** What is free of a device. */
  public record DeviceFree(Device device, int shares, long memory) {}

  /** Where it is not known who holds what. */
  public static Free unknown(Resources resources) {
    return new Free(
        resources.hosts().stream().mapToInt(HostResources::slots).sum(),
        0,
        Map.of(),
        List.of(),
        Map.of(),
        Map.of());
  }

  /** Where nobody holds anything. */
  public static Free all(Resources resources) {
    Free none = unknown(resources);
    return new Free(none.total(), none.total(), Map.of(), List.of(), Map.of(), Map.of());
  }

  static Free of(Ledger ledger, Map<String, String> stages) {
    List<HostFree> hosts = ledger.hosts().stream().map(HostLedger::free).toList();
    return new Free(
        hosts.stream().mapToInt(host -> host.host().slots()).sum(),
        ledger.hosts().stream().mapToInt(HostLedger::slotsFree).sum(),
        ledger.slots(),
        hosts,
        ledger.leases(),
        stages);
  }
}
