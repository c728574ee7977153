package io.symlab.actors.cluster;

import io.symlab.actors.pool.Free;
import io.symlab.actors.pool.Lease;
import io.symlab.actors.trust.Gatehouse;
import io.symlab.actors.trust.Place;
import io.symlab.experiment.LabException;
import io.symlab.proto.ClientReply;
import io.symlab.proto.HostRecord;
import io.symlab.proto.NodeList;
import io.symlab.proto.NodeView;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The nodes of a lab, for who asks. */
final class NodeViews {
  private NodeViews() {}

  /**
   * All of them: the lab's own process, workers that are there, workers that could be.
   *
   * @param listens whether the lab is a member of a cluster
   * @param free who works where; empty: not known
   */
  static ClientReply list(
      NodeSettings settings,
      boolean listens,
      Gatehouse gatehouse,
      NodeBook book,
      Optional<Free> free) {
    var list = NodeList.newBuilder();
    var own = of(settings.own(), free).setState("up").setSinceMillis(settings.startedMillis());
    try {
      if (listens) {
        Place place = settings.folder().place();
        own.setAddress(place.host() + ":" + place.port());
        list.setInvitations(gatehouse.openInvitations());
      }
      list.addNodes(own);
      for (Node node : book.all()) {
        list.addNodes(
            of(node.record, free)
                .setAddress(Node.hostPort(node.address))
                .setState(node.state())
                .setSinceMillis(node.sinceMillis));
      }
      if (listens) {
        for (String name : gatehouse.workers()) {
          if (book.named(name).isEmpty()) {
            list.addNodes(
                NodeView.newBuilder()
                    .setName(name)
                    .setState(isComing(name, gatehouse, book) ? "joining" : "away")
                    .setSinceMillis(book.leftAt(name)));
          }
        }
        list.addAllNotes(gatehouse.runningOut(System.currentTimeMillis()));
      }
      list.addAllRefused(gatehouse.refusals());
    } catch (IOException | LabException e) {
      list.addRefused("can't read " + settings.folder().path() + ": " + e.getMessage());
    }
    return ClientReply.newBuilder().setNodes(list).build();
  }

  /** Its invitation was used a moment ago, or a process has joined that can only be it. */
  private static boolean isComing(String name, Gatehouse gatehouse, NodeBook book)
      throws IOException {
    if (gatehouse.isNew(name) && book.leftAt(name) == 0) {
      return true;
    }
    String host = gatehouse.host(name).orElse("");
    long away = 0;
    for (String other : gatehouse.workers()) {
      if (book.named(other).isEmpty() && gatehouse.host(other).orElse("").equals(host)) {
        away++;
      }
    }
    return away > 0 && away == book.comingFrom(host);
  }

  /** Whether a trial still holds something there. */
  static boolean works(Node node, Free free) {
    return free.leases().values().stream().anyMatch(leases -> isAmong(leases, node.name()));
  }

  private static boolean isAmong(List<Lease> leases, String host) {
    return leases.stream().anyMatch(lease -> lease.host().equals(host));
  }

  private static NodeView.Builder of(HostRecord record, Optional<Free> free) {
    var view =
        NodeView.newBuilder()
            .setName(record.getName())
            .setBuild(record.getBuild())
            .setSlots(record.getSlots())
            .setProcessor(record.getProcessor());
    record.getDevicesList().forEach(device -> view.addDevices(device.getName()));
    Map<String, List<Lease>> leases = free.map(Free::leases).orElse(Map.of());
    new TreeMap<>(leases)
        .forEach(
            (trial, held) -> {
              if (isAmong(held, record.getName())) {
                view.addDoing(trial.replaceFirst("-(?=[0-9]+$)", "/")); // as every verb names it
              }
            });
    return view;
  }
}
