package io.symlab.actors.host;

import io.symlab.experiment.Version;
import io.symlab.experiment.results.Machine;
import io.symlab.model.rule.learned.RuleEngine;
import io.symlab.proto.DeviceRecord;
import io.symlab.proto.HostRecord;
import io.symlab.symbolic.kernels.KernelSet;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/** What hosts tell of themselves. */
public final class HostRecords {
  /** The name of the host whose process has the journal. */
  public static final String LAB = "lab";

  private HostRecords() {}

  /**
   * Of this process.
   *
   * @param name unique in its lab
   * @param slots slices of work that may run at once
   * @param devices beside the processor
   */
  public static HostRecord here(String name, int slots, List<DeviceRecord> devices) {
    Machine machine = Machine.here();
    return HostRecord.newBuilder()
        .setName(name)
        .setInstance(UUID.randomUUID().toString())
        .setBuild(Version.text())
        .setJava(machine.java())
        .setProcessor(machine.processor())
        .setSystem(machine.system())
        .setKernels(KernelSet.best().name())
        .setEngine(RuleEngine.preferred().name().toLowerCase(Locale.ROOT))
        .setCores(machine.cores())
        .setSlots(slots)
        .setMemory(Runtime.getRuntime().maxMemory())
        .addAllDevices(devices)
        .build();
  }
}
