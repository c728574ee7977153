package io.symlab.actors.host;

import com.typesafe.config.Config;
import io.symlab.experiment.Version;
import io.symlab.experiment.results.Machine;
import io.symlab.model.rule.learned.RuleEngine;
import io.symlab.model.torch.NvidiaSmi;
import io.symlab.proto.DeviceRecord;
import io.symlab.proto.HostRecord;
import io.symlab.symbolic.kernels.KernelSet;
import java.util.List;
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
   */
  public static HostRecord here(String name, int slots) {
    return here(name, slots, List.of());
  }

  /** The same with devices beside the processor. */
  public static HostRecord here(String name, int slots, List<DeviceRecord> devices) {
    return here(name, slots, RuleEngine.FUSED, devices);
  }

  /**
   * Of this process, as its settings have it.
   *
   * @param name unique in its lab
   * @throws IllegalArgumentException when the settings name devices that are not there
   */
  public static HostRecord of(String name, Config config) {
    Config symlab = config.getConfig("symlab");
    return here(
        name,
        symlab.getInt("slots"),
        RuleEngine.named(symlab.getString("rule-engine")),
        DeviceSettings.read(symlab.getValue("devices"), NvidiaSmi::gpus));
  }

  private static HostRecord here(
      String name, int slots, RuleEngine engine, List<DeviceRecord> devices) {
    Machine machine = Machine.here();
    return HostRecord.newBuilder()
        .setName(name)
        .setInstance(UUID.randomUUID().toString())
        .setBuild(Version.text())
        .setJava(machine.java())
        .setProcessor(machine.processor())
        .setSystem(machine.system())
        .setKernels(KernelSet.kind())
        .setEngine(engine.word())
        .setCores(machine.cores())
        .setSlots(slots)
        .setMemory(Runtime.getRuntime().maxMemory())
        .addAllDevices(devices)
        .build();
  }
}
