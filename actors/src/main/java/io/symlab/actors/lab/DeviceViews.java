package io.symlab.actors.lab;

import io.symlab.actors.pool.Free;
import io.symlab.proto.DeviceHolder;
import io.symlab.proto.DeviceList;
import io.symlab.proto.DeviceView;
import io.symlab.proto.HostView;
import java.util.List;
import java.util.TreeMap;

/** What clients are shown of what the hosts have. */
final class DeviceViews {
  private DeviceViews() {}

  static DeviceList of(Free free) {
    var list = DeviceList.newBuilder();
    for (Free.HostFree host : free.hosts()) {
      var view = HostView.newBuilder().setName(host.host().name()).setDraining(host.draining());
      for (Free.DeviceFree one : host.devices()) {
        view.addDevices(
            DeviceView.newBuilder()
                .setName(one.device().name())
                .setKind(one.device().kind())
                .setModel(one.device().model())
                .setShares(one.device().shares())
                .setSharesFree(one.shares())
                .setMemory(one.device().memory())
                .setMemoryFree(one.memory())
                .addAllHolders(holders(free, host.host().name(), one.device().name())));
      }
      list.addHosts(view);
    }
    return list.build();
  }

  private static List<DeviceHolder> holders(Free free, String host, String device) {
    return new TreeMap<>(free.leases())
        .entrySet().stream()
            .flatMap(
                entry ->
                    entry.getValue().stream()
                        .filter(one -> one.host().equals(host) && one.device().equals(device))
                        .map(
                            one ->
                                DeviceHolder.newBuilder()
                                    .setTrial(LabViews.trialName(entry.getKey()))
                                    .setStage(free.stages().getOrDefault(entry.getKey(), ""))
                                    .setShares(one.shares())
                                    .setMemory(one.memory())
                                    .build()))
            .toList();
  }
}
