package io.symlab.actors.cluster;

import akka.actor.typed.ActorRef;
import akka.cluster.ClusterEvent.MemberEvent;
import akka.cluster.ClusterEvent.MemberRemoved;
import akka.cluster.ClusterEvent.ReachabilityEvent;
import akka.cluster.ClusterEvent.UnreachableMember;
import akka.cluster.Member;
import akka.cluster.MemberStatus;
import akka.cluster.typed.Cluster;
import akka.cluster.typed.Down;
import io.symlab.actors.pool.TrainerPool;
import io.symlab.actors.trust.Gatehouse;
import io.symlab.experiment.LabException;
import io.symlab.proto.ClientReply;
import io.symlab.proto.NodeHello;
import io.symlab.proto.NodeMessage;
import io.symlab.proto.NodeRefused;
import io.symlab.proto.NodeWelcome;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who is there: lets workers in, notices who leaves, and tells the pool of both. Part of one actor,
 * used in its handlers only.
 */
final class Presence {
  private static final Logger LOG = LoggerFactory.getLogger(Presence.class);
  private static final Set<MemberStatus> ARRIVALS =
      Set.of(MemberStatus.joining(), MemberStatus.weaklyUp(), MemberStatus.up());

  private final Cluster cluster;
  private final Gatehouse gatehouse;
  private final Admission admission;
  private final NodeBook book;
  private final ActorRef<TrainerPool.Command> pool;
  private final Consumer<ActorRef<ClientReply>> answer;

  /**
   * @param pool hears which hosts there are
   * @param answer tells a client, who waits for a worker's leaving, that it has left
   */
  Presence(
      Cluster cluster,
      Gatehouse gatehouse,
      Admission admission,
      NodeBook book,
      ActorRef<TrainerPool.Command> pool,
      Consumer<ActorRef<ClientReply>> answer) {
    this.cluster = cluster;
    this.gatehouse = gatehouse;
    this.admission = admission;
    this.book = book;
    this.pool = pool;
    this.answer = answer;
  }

  /** A worker says who it is; it does so until it is answered. */
  void hello(NodeHello hello) {
    String name = hello.getRecord().getName();
    var guardian = admission.guardian(hello);
    try {
      admission.require(hello);
    } catch (LabException | IOException e) {
      LOG.warn("{} at {} was refused: {}", name, guardian.path().address(), e.getMessage());
      refuse(guardian, e.getMessage(), false);
      return;
    }
    Optional<Node> known = book.named(name);
    if (known.isPresent() && known.get().guardian.equals(guardian)) {
      welcome(known.get());
      return;
    }
    if (known.isPresent() && isAnother(known.get(), guardian)) {
      String why =
          "there is a worker " + name + " already, at " + Node.hostPort(known.get().address);
      LOG.warn("{} at {} was refused: {}", name, guardian.path().address(), why);
      refuse(guardian, why, false);
      return;
    }
    known.ifPresent(before -> gone(before, "it began anew"));
    var node = new Node(admission.lends(hello), guardian, System.currentTimeMillis());
    book.enter(node);
    LOG.info("{} is here, at {}", name, Node.hostPort(node.address));
    pool.tell(new TrainerPool.HostUp(node.record, admission.host(hello)));
    welcome(node);
  }

  /** Not the same worker, which has one address, begun anew: that answers no more. */
  private static boolean isAnother(Node known, ActorRef<NodeMessage> guardian) {
    return known.reachable && !known.address.equals(guardian.path().address());
  }

  /** It is let in, and hears which certificates hold no more. */
  void welcome(Node node) {
    try {
      node.guardian.tell(
          NodeMessage.newBuilder()
              .setWelcome(NodeWelcome.newBuilder().addAllRevoked(gatehouse.revoked()))
              .build());
    } catch (IOException e) {
      LOG.warn("can't tell which certificates hold no more", e);
    }
  }

  private static void refuse(ActorRef<NodeMessage> guardian, String why, boolean forGood) {
    guardian.tell(
        NodeMessage.newBuilder()
            .setRefused(NodeRefused.newBuilder().setWhy(why).setForGood(forGood))
            .build());
  }

  /** It is a worker of the lab no more. */
  void cutOff(Node node, String why, boolean forGood) {
    refuse(node.guardian, why, forGood);
    cluster.manager().tell(new Down(node.address));
    gone(node, why);
  }

  /** Nothing is to be waited for: the system knows that it is dead. */
  void processEnded(String name, String how) {
    book.named(name)
        .ifPresent(
            node -> {
              cluster.manager().tell(new Down(node.address));
              gone(node, how, true);
            });
  }

  /** From Akka's cluster. */
  void membership(MemberEvent event) {
    Member member = event.member();
    if (event instanceof MemberRemoved) {
      book.comesNoMore(member.address());
      book.at(member.address())
          .ifPresent(node -> gone(node, node.reachable ? "it has left" : "it does not answer"));
    } else if (ARRIVALS.contains(member.status()) && member.hasRole("worker")) {
      book.comes(member.address());
    }
  }

  /** From Akka's cluster. */
  void reachability(ReachabilityEvent event) {
    book.at(event.member().address())
        .ifPresent(
            node -> {
              node.reachable = !(event instanceof UnreachableMember);
              LOG.info("{} is {}", node.name(), node.reachable ? "back" : "unreachable");
            });
  }

  private void gone(Node node, String why) {
    gone(node, why, false);
  }

  private void gone(Node node, String why, boolean crashed) {
    book.leave(node);
    LOG.info("{} is gone: {}", node.name(), why);
    pool.tell(new TrainerPool.HostGone(node.name(), why, crashed));
    node.asker.ifPresent(answer);
  }
}
