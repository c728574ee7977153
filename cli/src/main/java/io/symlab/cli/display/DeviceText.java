package io.symlab.cli.display;

import io.symlab.cli.terminal.Amounts;
import io.symlab.cli.terminal.Table;
import io.symlab.proto.DeviceHolder;
import io.symlab.proto.DeviceList;
import io.symlab.proto.DeviceView;
import io.symlab.proto.HostView;
import java.util.List;
import java.util.stream.Collectors;

/** What hosts have to compute on, for people. */
public final class DeviceText {
  private static final String PROCESSOR = "cpu";

  private DeviceText() {}

  /** A line per device. */
  public static List<String> table(DeviceList list) {
    var table = new Table("HOST", "DEVICE", ">FREE", "OF", ">MEMORY FREE", "OF", "HELD BY");
    for (HostView host : list.getHostsList()) {
      for (DeviceView device : host.getDevicesList()) {
        table.row(
            host.getName() + (host.getDraining() ? " (draining)" : ""),
            device.getName() + (device.getModel().isEmpty() ? "" : " " + device.getModel()),
            Integer.toString(device.getSharesFree()),
            device.getShares() + " " + unit(device, device.getShares()),
            Amounts.bytes(device.getMemoryFree()),
            Amounts.bytes(device.getMemory()),
            holders(device));
      }
    }
    return table.lines();
  }

  private static String unit(DeviceView device, int count) {
    String one = device.getKind().equals(PROCESSOR) ? "slot" : "share";
    return count == 1 ? one : one + "s";
  }

  private static String holders(DeviceView device) {
    return device.getHoldersList().stream()
        .map(one -> holder(device, one))
        .collect(Collectors.joining(", "));
  }

  private static String holder(DeviceView device, DeviceHolder one) {
    String parts = one.getShares() + " " + unit(device, one.getShares());
    return one.getTrial()
        + (one.getStage().isEmpty() ? "" : " " + one.getStage())
        + " ("
        + parts
        + (one.getMemory() == 0 ? "" : ", " + Amounts.bytes(one.getMemory()))
        + ")";
  }
}
