package io.symlab.actors.pool;

import io.symlab.proto.DeviceRecord;

/**
 * Something that computes and can be lent in parts: the processor of a host, a part of which is a
 * slot, or one of its GPUs.
 *
 * @param name unique on its host: {@code cpu}, {@code gpu0}, {@code fake-gpu0}, ...
 * @param kind {@code cpu}, {@code gpu}, or {@code fake-gpu}, which computes on the processor
 * @param shares parts that it may be lent in, at least one
 * @param memory bytes
 * @param model as its maker calls it; may be empty
 */
public record Device(String name, String kind, int shares, long memory, String model) {
  /** The name and the kind of the processor. */
  public static final String CPU = "cpu";

  public Device {
    if (shares < 1 || memory < 0) {
      throw new IllegalArgumentException(
          name + " has " + shares + " shares and " + memory + " bytes");
    }
  }

  static Device cpu(int slots, long memory) {
    return new Device(CPU, CPU, slots, memory, "");
  }

  /** As its host tells it. */
  static Device of(DeviceRecord told) {
    return new Device(
        told.getName(), told.getKind(), told.getShares(), told.getMemory(), told.getModel());
  }

  public boolean isCpu() {
    return name.equals(CPU);
  }

  /** For a host's record. */
  public DeviceRecord toRecord() {
    return DeviceRecord.newBuilder()
        .setName(name)
        .setKind(kind)
        .setShares(shares)
        .setMemory(memory)
        .setModel(model)
        .build();
  }
}
