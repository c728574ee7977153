package io.symlab.actors.cluster;

import akka.actor.Address;
import akka.actor.typed.ActorRef;
import io.symlab.actors.host.WorkerHost;
import io.symlab.proto.ClientReply;
import io.symlab.proto.HostRecord;
import io.symlab.proto.NodeMessage;
import io.symlab.proto.NodeView;
import java.util.Optional;

/** What the lab knows of one worker that is there. */
final class Node {
  final HostRecord record;
  final ActorRef<WorkerHost.Command> host;
  final ActorRef<NodeMessage> guardian;
  final Address address;
  final long sinceMillis;
  boolean reachable = true;
  boolean draining;

  /** Who asked for it to be drained. */
  Optional<ActorRef<ClientReply>> asker = Optional.empty();

  Node(
      HostRecord record,
      ActorRef<NodeMessage> guardian,
      ActorRef<WorkerHost.Command> host,
      long sinceMillis) {
    this.record = record;
    this.host = host;
    this.guardian = guardian;
    this.address = guardian.path().address();
    this.sinceMillis = sinceMillis;
  }

  String name() {
    return record.getName();
  }

  NodeView view() {
    return NodeView.newBuilder()
        .setName(name())
        .setAddress(hostPort(address))
        .setState(!reachable ? "unreachable" : draining ? "draining" : "up")
        .setBuild(record.getBuild())
        .setSlots(record.getSlots())
        .setSinceMillis(sinceMillis)
        .build();
  }

  static String hostPort(Address address) {
    return address.hostPort().replaceFirst("^[^@]*@", "");
  }
}
