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
 * @param slots slices of work that may run at once on its processor, at least one
 * @param memory bytes that it has beside its GPUs'; {@link Long#MAX_VALUE}: not counted
 * @param gpus its devices beside the processor; may be empty
 */
public record HostResources(String name, int slots, long memory, List<Device> gpus) {
  public HostResources {
    gpus = List.copyOf(gpus);
    if (slots < 1) {
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
        told.getDevicesList().stream().map(Device::of).toList());
  }

  /** The same by another name. */
  HostResources named(String other) {
    return new HostResources(other, slots, memory, gpus);
  }

  boolean isLab() {
    return name.equals(HostRecords.LAB);
  }

  /** The processor first. */
  public List<Device> devices() {
    return Stream.concat(Stream.of(Device.cpu(slots, memory)), gpus.stream()).toList();
  }

  /** Those that trainers compute on: GPUs where there are any. */
  public List<Device> trainers() {
    return gpus.isEmpty() ? devices() : gpus;
  }
}
