package io.symlab.actors.pool;

import io.symlab.actors.host.HostRecords;
import io.symlab.proto.HostRecord;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a host has to lend.
 *
 * @param name unique in its lab
 * @param slots slices of work that may run at once on its processor; none where only its GPUs are
 *     lent
 * @param memory bytes that it has beside its GPUs'; {@link Long#MAX_VALUE}: not counted
 * @param gpus its devices beside the processor; may be empty
 * @param trains whether stages that train may use it; else its processor leads others only
 */
public record HostResources(
    String name, int slots, long memory, List<Device> gpus, boolean trains) {
  /** One that trains. */
  public HostResources(String name, int slots, long memory, List<Device> gpus) {
    this(name, slots, memory, gpus, true);
  }

  public HostResources {
    gpus = List.copyOf(gpus);
    if (slots < (gpus.isEmpty() ? 1 : 0)) {
      throw new IllegalArgumentException("a host needs at least one slot, not " + slots);
    }
    var names = new HashSet<String>();
    for (Device gpu : gpus) {
      if (gpu.isCpu() || !names.add(gpu.name())) {
        throw new IllegalArgumentException("two devices of " + name + " are called " + gpu.name());
      }
    }
  }

  /** The lab's own host, of a processor alone. */
  static HostResources lab(int slots) {
    return new HostResources(HostRecords.LAB, slots, Long.MAX_VALUE, List.of());
  }

  /**
   * As the host tells it.
   *
   * @throws IllegalArgumentException when that makes no sense
   */
  public static HostResources of(HostRecord told) {
    return new HostResources(
        told.getName(),
        told.getSlots(),
        told.getMemory(),
        told.getDevicesList().stream().map(Device::of).toList(),
        !told.getLeadsOnly());
  }

  /** The same by another name. */
  HostResources named(String other) {
    return new HostResources(other, slots, memory, gpus, trains);
  }

  boolean isLab() {
    return name.equals(HostRecords.LAB);
  }

  /** The processor first, if it has slots. */
  public List<Device> devices() {
    if (slots == 0) {
      return gpus;
    }
    return Stream.concat(Stream.of(Device.cpu(slots, memory)), gpus.stream()).toList();
  }

  /** Those that trainers compute on: GPUs where there are any. */
  public List<Device> trainers() {
    if (!trains) {
      return List.of();
    }
    return gpus.isEmpty() ? devices() : gpus;
  }
}
