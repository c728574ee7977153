package io.symlab.actors.cluster;

import akka.actor.CoordinatedShutdown;
import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorRefResolver;
import akka.actor.typed.Behavior;
import akka.actor.typed.PostStop;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Adapter;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.cluster.ClusterEvent.MemberEvent;
import akka.cluster.ClusterEvent.MemberRemoved;
import akka.cluster.ClusterEvent.ReachabilityEvent;
import akka.cluster.ClusterEvent.UnreachableMember;
import akka.cluster.MemberStatus;
import akka.cluster.typed.Cluster;
import akka.cluster.typed.Down;
import akka.cluster.typed.Subscribe;
import akka.event.Logging;
import io.symlab.actors.pool.Free;
import io.symlab.actors.pool.TrainerPool;
import io.symlab.actors.trust.Gatehouse;
import io.symlab.experiment.LabException;
import io.symlab.proto.ClientReply;
import io.symlab.proto.ClientRequest;
import io.symlab.proto.NodeDrained;
import io.symlab.proto.NodeHello;
import io.symlab.proto.NodeMessage;
import io.symlab.proto.NodeRefused;
import io.symlab.proto.NodeWelcome;
import io.symlab.proto.Refused;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows the lab's workers: lets in who has a certificate and the lab's build, notices who leaves,
 * tells the pool of both, and gives invitations. It waits for files now and then, so it does not
 * belong on the default dispatcher.
 */
public final class Nodes extends AbstractBehavior<Nodes.Command> {
  public sealed interface Command
      permits Asked, Listed, FromNode, Membership, Reachability, Failed, Look {}

  /** From the endpoint: one of the requests about nodes. */
  public record Asked(ClientRequest body, ActorRef<ClientReply> replyTo) implements Command {}

  /** From the pool, for a client; empty: it did not answer. */
  private record Listed(Optional<Free> free, Optional<ActorRef<ClientReply>> replyTo)
      implements Command {}

  /** From a worker's guardian. */
  private record FromNode(NodeMessage message) implements Command {}

  /** From Akka's cluster. */
  private record Membership(MemberEvent event) implements Command {}

  private record Reachability(ReachabilityEvent event) implements Command {}

  /** From Akka: something that it could not do. */
  private record Failed(Logging.Error error) implements Command {}

  /** To itself: an invitation may have expired, a worker may have given all back. */
  private enum Look implements Command {
    INSTANCE
  }

  /** What the lab calls it. */
  public static final String NAME = "nodes";

  /** The actor that workers speak to, below this one. */
  public static final String DESK = "desk";

  private static final Logger LOG = LoggerFactory.getLogger(Nodes.class);
  private static final Duration LOOK = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofSeconds(3);
  private static final Set<MemberStatus> ARRIVALS =
      Set.of(MemberStatus.joining(), MemberStatus.weaklyUp(), MemberStatus.up());

  private final NodeSettings settings;
  private final ActorRef<TrainerPool.Command> pool;
  private final Gatehouse gatehouse;
  private final Admission admission;
  private final boolean listens;
  private final NodeBook book = new NodeBook();

  private Nodes(
      ActorContext<Command> context, NodeSettings settings, ActorRef<TrainerPool.Command> pool) {
    super(context);
    this.settings = settings;
    this.pool = pool;
    this.gatehouse = new Gatehouse(settings.folder());
    this.admission =
        new Admission(
            gatehouse, ActorRefResolver.get(context.getSystem()), settings.own().getEngine());
    this.listens = ClusterSettings.isCluster(context.getSystem().settings().config());
    if (listens) {
      listen();
      onLook();
    }
  }

  /**
   * Those of a lab, which may have none.
   *
   * @param pool hears which hosts there are
   */
  public static Behavior<Command> create(
      NodeSettings settings, ActorRef<TrainerPool.Command> pool) {
    return Behaviors.setup(
        context ->
            Behaviors.withTimers(
                timers -> {
                  var nodes = new Nodes(context, settings, pool);
                  if (nodes.listens) {
                    timers.startTimerWithFixedDelay(Look.INSTANCE, LOOK);
                  }
                  return nodes;
                }));
  }

  private void listen() {
    var self = getContext().getSelf();
    getContext()
        .spawn(
            Behaviors.receiveMessage(
                (NodeMessage message) -> {
                  self.tell(new FromNode(message));
                  return Behaviors.same();
                }),
            DESK);
    var events = Cluster.get(getContext().getSystem()).subscriptions();
    var members = getContext().messageAdapter(MemberEvent.class, Membership::new);
    var reachable = getContext().messageAdapter(ReachabilityEvent.class, Reachability::new);
    events.tell(Subscribe.create(members, MemberEvent.class));
    events.tell(Subscribe.create(reachable, ReachabilityEvent.class));
    ForeignMessages.tell(
        getContext().getSystem(), getContext().messageAdapter(Logging.Error.class, Failed::new));
  }

  @Override
  public Receive<Command> createReceive() {
    return newReceiveBuilder()
        .onMessage(Asked.class, this::onAsked)
        .onMessage(Listed.class, this::onListed)
        .onMessage(FromNode.class, this::onFromNode)
        .onMessage(Membership.class, this::onMembership)
        .onMessage(Reachability.class, this::onReachability)
        .onMessage(Failed.class, this::onFailed)
        .onMessage(Look.class, look -> onLook())
        .onSignal(PostStop.class, stopped -> onStopped())
        .build();
  }

  private Behavior<Command> onAsked(Asked asked) {
    ClientRequest body = asked.body();
    try {
      switch (body.getWhatCase()) {
        case INVITE -> onInvite(asked);
        case NODES -> list(Optional.of(asked.replyTo()));
        case DRAIN_NODE -> {
          Node node = require(body.getDrainNode().getName());
          node.asker = Optional.of(asked.replyTo());
          drain(node);
        }
        case REMOVE_NODE -> onRemove(body.getRemoveNode().getName(), asked.replyTo());
        default -> throw new IllegalArgumentException("not about nodes: " + body.getWhatCase());
      }
    } catch (LabException e) {
      asked.replyTo().tell(refused(e.exitCode(), e.getMessage()));
    } catch (IOException e) {
      String where = settings.folder().path().toString();
      asked.replyTo().tell(refused(1, "can't use " + where + ": " + e.getMessage()));
    }
    return this;
  }

  private void onInvite(Asked asked) throws LabException, IOException {
    var invited = new Inviting(settings, gatehouse, listens).invite(asked.body().getInvite());
    asked.replyTo().tell(ClientReply.newBuilder().setInvitation(invited).build());
    if (invited.getBeginsAnew()) {
      LOG.info("the lab begins anew, to listen for workers");
      CoordinatedShutdown.get(Adapter.toClassic(getContext().getSystem()))
          .runAll(BeginsAnew.INSTANCE);
    }
  }

  private void list(Optional<ActorRef<ClientReply>> replyTo) {
    getContext()
        .ask(
            Free.class,
            pool,
            PATIENCE,
            TrainerPool.Look::new,
            (free, failure) -> new Listed(Optional.ofNullable(free), replyTo));
  }

  private Behavior<Command> onListed(Listed listed) {
    listed
        .replyTo()
        .ifPresent(
            client ->
                client.tell(NodeViews.list(settings, listens, gatehouse, book, listed.free())));
    listed.free().ifPresent(this::letGo);
    return this;
  }

  private Node require(String name) throws LabException, IOException {
    var known = book.named(name);
    if (known.isEmpty()) {
      throw unknown(name);
    }
    return known.get();
  }

  private LabException unknown(String name) throws IOException {
    List<String> workers = gatehouse.isOpen() ? List.copyOf(gatehouse.workers()) : List.of();
    if (workers.contains(name)) {
      return new LabException(
          LabException.BAD_INPUT,
          "the worker '" + name + "' is away: it works on nothing, and can come back");
    }
    String names = String.join(", ", workers);
    return new LabException(
        LabException.BAD_INPUT,
        "there is no worker '" + name + "' here" + (names.isEmpty() ? "" : "; there are " + names));
  }

  /** What it works on goes elsewhere; then it leaves. */
  private void drain(Node node) {
    if (!node.draining) {
      node.draining = true;
      LOG.info("{} gives back what it works on", node.name());
      pool.tell(new TrainerPool.HostDrains(node.name()));
    }
  }

  /** Those that were to give all back, and have. */
  private void letGo(Free free) {
    for (Node node : book.all()) {
      if (node.draining && !NodeViews.works(node, free)) {
        node.guardian.tell(
            NodeMessage.newBuilder().setDrained(NodeDrained.getDefaultInstance()).build());
      }
    }
  }

  private void onRemove(String name, ActorRef<ClientReply> client)
      throws LabException, IOException {
    if (!gatehouse.isOpen() || !gatehouse.workers().contains(name)) {
      throw unknown(name);
    }
    gatehouse.revoke(name);
    book.named(name).ifPresent(node -> cutOff(node, "it was removed from the lab", true));
    book.forget(name);
    book.all().forEach(this::welcome);
    LOG.info("{} was removed: its certificate holds no more", name);
    list(Optional.of(client));
  }

  private void cutOff(Node node, String why, boolean forGood) {
    refuse(node.guardian, why, forGood);
    Cluster.get(getContext().getSystem()).manager().tell(new Down(node.address));
    gone(node, why);
  }

  /** Who sends what no worker of this build sends is none, whatever its certificate says. */
  private Behavior<Command> onFailed(Failed failed) {
    ForeignMessages.sender(failed.error())
        .flatMap(book::at)
        .ifPresent(node -> cutOff(node, "it sent what can't be read", false));
    return this;
  }

  private Behavior<Command> onFromNode(FromNode from) {
    NodeMessage message = from.message();
    switch (message.getWhatCase()) {
      case HELLO -> onHello(message.getHello());
      case DRAIN -> book.named(message.getDrain().getName()).ifPresent(this::drain);
      case WELCOME, REFUSED, DRAINED, WHAT_NOT_SET ->
          LOG.warn("a worker said what only the lab says");
    }
    return this;
  }

  private void onHello(NodeHello hello) {
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
    var node = new Node(hello.getRecord(), guardian, System.currentTimeMillis());
    book.enter(node);
    LOG.info("{} is here, at {}", name, Node.hostPort(node.address));
    pool.tell(new TrainerPool.HostUp(node.record, admission.host(hello)));
    welcome(node);
  }

  /** Not the same worker, which has one address, begun anew: that answers no more. */
  private static boolean isAnother(Node known, ActorRef<NodeMessage> guardian) {
    return known.reachable && !known.address.equals(guardian.path().address());
  }

  private void welcome(Node node) {
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

  private Behavior<Command> onMembership(Membership membership) {
    var member = membership.event().member();
    if (membership.event() instanceof MemberRemoved) {
      book.comesNoMore(member.address());
    } else if (ARRIVALS.contains(member.status()) && member.hasRole("worker")) {
      book.comes(member.address());
    }
    if (membership.event() instanceof MemberRemoved removed) {
      book.at(removed.member().address())
          .ifPresent(node -> gone(node, node.reachable ? "it has left" : "it does not answer"));
    }
    return this;
  }

  private Behavior<Command> onReachability(Reachability reachability) {
    ReachabilityEvent event = reachability.event();
    book.at(event.member().address())
        .ifPresent(
            node -> {
              node.reachable = !(event instanceof UnreachableMember);
              LOG.info("{} is {}", node.name(), node.reachable ? "back" : "unreachable");
            });
    return this;
  }

  private void gone(Node node, String why) {
    book.leave(node);
    LOG.info("{} is gone: {}", node.name(), why);
    pool.tell(new TrainerPool.HostGone(node.name(), why));
    node.asker.ifPresent(asker -> list(Optional.of(asker)));
  }

  private Behavior<Command> onLook() {
    try {
      gatehouse.attend();
    } catch (IOException | LabException e) {
      LOG.warn("the port for invitations: {}", e.getMessage());
    }
    if (book.all().stream().anyMatch(node -> node.draining)) {
      list(Optional.empty());
    }
    return this;
  }

  private Behavior<Command> onStopped() {
    try {
      gatehouse.close();
    } catch (IOException e) {
      LOG.warn("can't close the port for invitations", e);
    }
    return this;
  }

  private static ClientReply refused(int exitCode, String message) {
    return ClientReply.newBuilder()
        .setRefused(Refused.newBuilder().setExitCode(exitCode).setMessage(message))
        .build();
  }
}
