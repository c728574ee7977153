package io.symlab.actors.host;

import com.typesafe.config.Config;
import io.symlab.experiment.LabException;
import io.symlab.model.torch.NvidiaSmi;
import io.symlab.model.torch.Torch;
import io.symlab.model.torch.TorchDevice;
import io.symlab.model.torch.TorchException;
import io.symlab.proto.DeviceRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The devices that the settings of a process name, taken for it and found fit for use. */
public final class HostDevices implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HostDevices.class);

  private final DeviceLocks locks;

  private HostDevices(DeviceLocks locks) {
    this.locks = locks;
  }

  /**
   * Takes them. Where there are GPUs among them, libtorch is loaded and asked for each.
   *
   * @throws LabException with exit code 2 when one is not there, is taken, or can't be computed on
   */
  public static HostDevices open(Config config) throws LabException {
    try {
      List<DeviceRecord> devices =
          DeviceSettings.read(config.getValue("symlab.devices"), NvidiaSmi::gpus);
      HostDevices taken = new HostDevices(DeviceLocks.take(machineWide(), devices));
      try {
        for (DeviceRecord device : devices) {
          if (device.getKind().equals(DeviceSettings.GPU)) {
            LOG.info(
                "{}: {}",
                device.getName(),
                Torch.on(new TorchDevice(device.getName())).description());
          }
        }
      } catch (TorchException e) {
        taken.close();
        throw e;
      }
      LOG.info(
          "trains on {}, learned optimizers by {}",
          devices.isEmpty() ? "cpu" : devices.stream().map(DeviceRecord::getName).toList(),
          config.getString("symlab.rule-engine"));
      return taken;
    } catch (IllegalArgumentException | TorchException e) {
      throw new LabException(LabException.BAD_INPUT, e.getMessage(), e);
    } catch (IOException e) {
      throw new LabException(1, "can't take the devices: " + e.getMessage(), e);
    }
  }

  /**
   * Looks whether they are there and could be taken, and leaves them to other processes.
   *
   * @throws LabException as {@link #open}, but for what takes loading libtorch to find out
   */
  public static HostDevices look(Config config) throws LabException {
    try {
      DeviceLocks.take(
              machineWide(),
              DeviceSettings.read(config.getValue("symlab.devices"), NvidiaSmi::gpus))
          .close();
      return new HostDevices(DeviceLocks.take(machineWide(), List.of()));
    } catch (IllegalArgumentException e) {
      throw new LabException(LabException.BAD_INPUT, e.getMessage(), e);
    } catch (IOException e) {
      throw new LabException(1, "can't take the devices: " + e.getMessage(), e);
    }
  }

  /** A folder that all users' processes of this machine see. */
  private static Path machineWide() {
    Path usual = Path.of("/tmp");
    return usual.toFile().isDirectory() ? usual : Path.of(System.getProperty("java.io.tmpdir"));
  }

  @Override
  public void close() {
    try {
      locks.close();
    } catch (IOException e) {
      LOG.warn("can't let go of the devices", e);
    }
  }
}
