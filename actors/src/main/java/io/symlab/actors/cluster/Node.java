package io.symlab.actors.cluster;

import akka.actor.Address;
import akka.actor.typed.ActorRef;
import io.symlab.proto.ClientReply;
import io.symlab.proto.HostRecord;
import io.symlab.proto.NodeMessage;
import java.util.Optional;

/** What the lab knows of one worker that is there. */
final class Node {
  final HostRecord record;
  final ActorRef<NodeMessage> guardian;
  final Address address;
  final long sinceMillis;
  boolean reachable = true;
  boolean draining;

  /** Who asked for it to be drained. */
  Optional<ActorRef<ClientReply>> asker = Optional.empty();

  Node(HostRecord record, ActorRef<NodeMessage> guardian, long sinceMillis) {
    this.record = record;
    this.guardian = guardian;
    this.address = guardian.path().address();
    this.sinceMillis = sinceMillis;
  }

  String name() {
    return record.getName();
  }

  /** In a word. */
  String state() {
    return !reachable ? "unreachable" : draining ? "draining" : "up";
  }

  static String hostPort(Address address) {
    return address.hostPort().replaceFirst("^[^@]*@", "");
  }
}
