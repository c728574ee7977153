package io.symlab.actors.processes;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValueFactory;
import io.symlab.actors.host.DeviceSettings;
import io.symlab.actors.pool.Device;
import io.symlab.actors.pool.HostResources;
import io.symlab.actors.trust.ClusterFolder;
import io.symlab.actors.trust.Gatehouse;
import io.symlab.actors.trust.NodeNames;
import io.symlab.experiment.LabException;
import io.symlab.experiment.files.AtomicFiles;
import io.symlab.model.torch.NvidiaSmi;
import io.symlab.proto.DeviceRecord;
import io.symlab.proto.HostRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A process of the lab's own that has one of its GPUs: a worker in a folder of the lab's home,
 * which the lab lets in, starts and ends.
 *
 * @param device that it has
 * @param folder its home
 */
public record OwnProcess(DeviceRecord device, Path folder) {
  /** Settings that such a process shares with its lab. */
  private static final List<String> SHARED =
      List.of("rule-engine", "checkpoint-interval", "disk-reserve", "data");

  /**
   * Those of a lab, by its settings; none where it has no devices beside the processor, or computes
   * on them itself.
   */
  public static List<OwnProcess> of(Path home, Config config) {
    if (!config.getBoolean("symlab.device-processes")) {
      return List.of();
    }
    List<OwnProcess> all = new ArrayList<>();
    for (DeviceRecord device :
        DeviceSettings.read(config.getValue("symlab.devices"), NvidiaSmi::gpus)) {
      all.add(new OwnProcess(device, home.resolve("devices").resolve(device.getName())));
    }
    return all;
  }

  /** Its host's. */
  public String name() {
    return NodeNames.ofDevice(device.getName());
  }

  /** What it lends. */
  public HostResources resources() {
    Device own =
        HostResources.of(
                HostRecord.newBuilder().setName(name()).setSlots(1).addDevices(device).build())
            .gpus()
            .get(0);
    return new HostResources(name(), 0, Long.MAX_VALUE, List.of(own));
  }

  /** Makes what it needs to start: its settings, and that it is let in. */
  void prepare(Config lab, Gatehouse gatehouse) throws IOException, LabException {
    Files.createDirectories(folder);
    Config settings =
        ConfigFactory.empty()
            .withValue(
                "symlab.devices",
                ConfigValueFactory.fromAnyRef(List.of(DeviceSettings.setting(device))))
            .withValue("symlab.slots", ConfigValueFactory.fromAnyRef(1));
    for (String key : SHARED) {
      settings = settings.withValue("symlab." + key, lab.getValue("symlab." + key));
    }
    String text =
        settings.root().render(ConfigRenderOptions.concise().setFormatted(true).setJson(false));
    AtomicFiles.write(
        folder.resolve("lab.conf"),
        ("# Written by the lab at each start.\n" + text).getBytes(StandardCharsets.UTF_8));
    gatehouse.letInOwn(ClusterFolder.of(folder.resolve("worker")), name());
  }

  /** What it prints; anew at each start. */
  Path output() {
    return folder.resolve("output.txt");
  }
}
