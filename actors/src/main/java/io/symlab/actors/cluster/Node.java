package io.symlab.actors.cluster;

import akka.actor.Address;
import akka.actor.typed.ActorRef;
import io.symlab.proto.ClientReply;
import io.symlab.proto.NodeHello;
import io.symlab.proto.NodeMessage;
import io.symlab.proto.NodeView;
import java.util.Optional;

/** What the lab knows of one worker that is there. */
final class Node {
  final NodeHello hello;
  final ActorRef<NodeMessage> guardian;
  final Address address;
  final long sinceMillis;
  boolean reachable = true;
  boolean draining;

  /** Who asked for it to be drained. */
  Optional<ActorRef<ClientReply>> asker = Optional.empty();

  Node(NodeHello hello, ActorRef<NodeMessage> guardian, long sinceMillis) {
    this.hello = hello;
    this.guardian = guardian;
    this.address = guardian.path().address();
    this.sinceMillis = sinceMillis;
  }

  String name() {
    return hello.getName();
  }

  NodeView view() {
    return NodeView.newBuilder()
        .setName(name())
        .setAddress(hostPort(address))
        .setState(!reachable ? "unreachable" : draining ? "draining" : "up")
        .setBuild(hello.getBuild())
        .setSlots(hello.getSlots())
        .setSinceMillis(sinceMillis)
        .build();
  }

  static String hostPort(Address address) {
    return address.hostPort().replaceFirst("^[^@]*@", "");
  }
}
