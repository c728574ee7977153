package io.symlab.actors.cluster;

import akka.actor.Address;
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
import akka.cluster.typed.Cluster;
import akka.cluster.typed.Down;
import akka.cluster.typed.Subscribe;
import io.symlab.actors.host.WorkerHost;
import io.symlab.actors.trust.Gatehouse;
import io.symlab.actors.trust.Terms;
import io.symlab.experiment.LabException;
import io.symlab.proto.ClientReply;
import io.symlab.proto.ClientRequest;
import io.symlab.proto.HostRecord;
import io.symlab.proto.InvitationView;
import io.symlab.proto.Invite;
import io.symlab.proto.NodeDrained;
import io.symlab.proto.NodeHello;
import io.symlab.proto.NodeMessage;
import io.symlab.proto.NodeRefused;
import io.symlab.proto.NodeWelcome;
import io.symlab.proto.Refused;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows the lab's workers: lets in who has a certificate and the lab's build, notices who leaves,
 * and gives and takes invitations. It waits for files now and then, so it does not belong on the
 * default dispatcher.
 */
public final class Nodes extends AbstractBehavior<Nodes.Command> {
  public sealed interface Command permits Asked, FromNode, Membership, Reachability, Attend {}

  /** From the endpoint: one of the requests about nodes. */
  public record Asked(ClientRequest body, ActorRef<ClientReply> replyTo) implements Command {}

  /** From a worker's guardian. */
  private record FromNode(NodeMessage message) implements Command {}

  /** From Akka's cluster. */
  private record Membership(MemberEvent event) implements Command {}

  private record Reachability(ReachabilityEvent event) implements Command {}

  /** An invitation may have expired. */
  private enum Attend implements Command {
    INSTANCE
  }

  private static final Logger LOG = LoggerFactory.getLogger(Nodes.class);

  /** What the lab calls it. */
  public static final String NAME = "nodes";

  /** The actor that workers speak to, below this one. */
  public static final String DESK = "desk";

  private static final Duration LOOK = Duration.ofSeconds(2);

  private final NodeSettings settings;
  private final Gatehouse gatehouse;
  private final boolean open;
  private final Map<String, Node> nodes = new TreeMap<>();
  private final Map<String, Long> left = new TreeMap<>();

  private Nodes(ActorContext<Command> context, NodeSettings settings) {
    super(context);
    this.settings = settings;
    this.gatehouse = new Gatehouse(settings.folder());
    this.open = ClusterSettings.isCluster(context.getSystem().settings().config());
    if (open) {
      listen();
    }
  }

  /** Those of a lab, which may have none. */
  public static Behavior<Command> create(NodeSettings settings) {
    return Behaviors.setup(
        context ->
            Behaviors.withTimers(
                timers -> {
                  timers.startTimerWithFixedDelay(Attend.INSTANCE, LOOK);
                  return new Nodes(context, settings);
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
    var cluster = Cluster.get(getContext().getSystem());
    cluster
        .subscriptions()
        .tell(
            Subscribe.create(
                getContext().messageAdapter(MemberEvent.class, Membership::new),
                MemberEvent.class));
    cluster
        .subscriptions()
        .tell(
            Subscribe.create(
                getContext().messageAdapter(ReachabilityEvent.class, Reachability::new),
                ReachabilityEvent.class));
  }

  @Override
  public Receive<Command> createReceive() {
    return newReceiveBuilder()
        .onMessage(Asked.class, this::onAsked)
        .onMessage(FromNode.class, this::onFromNode)
        .onMessage(Membership.class, this::onMembership)
        .onMessage(Reachability.class, this::onReachability)
        .onMessage(Attend.class, attend -> onAttend())
        .onSignal(PostStop.class, stopped -> onStopped())
        .build();
  }

  private Behavior<Command> onAsked(Asked asked) {
    ClientRequest body = asked.body();
    try {
      switch (body.getWhatCase()) {
        case INVITE -> onInvite(body.getInvite(), asked.replyTo());
        case NODES -> asked.replyTo().tell(list());
        case DRAIN_NODE -> onDrain(body.getDrainNode().getName(), asked.replyTo());
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

  private void onInvite(Invite invite, ActorRef<ClientReply> client)
      throws LabException, IOException {
    boolean first = !gatehouse.isOpen();
    if (first) {
      if (!settings.restarts()) {
        throw new LabException(
            1,
            "this lab lives for one experiment and can't be opened to workers; start one with 'lab"
                + " up', and invite to that");
      }
      gatehouse.open(invite.getHost(), settings.port(), settings.enrolmentPort());
    }
    var invited = gatehouse.invite(invite.getHost(), invite.getName(), invite.getValidMillis());
    boolean beginsAnew = !open;
    if (!beginsAnew) {
      gatehouse.attend();
    }
    client.tell(
        ClientReply.newBuilder()
            .setInvitation(
                InvitationView.newBuilder()
                    .setJoin(invited.join())
                    .setToken(invited.token())
                    .setUntilMillis(invited.untilMillis())
                    .setBeginsAnew(beginsAnew))
            .build());
    if (beginsAnew) {
      LOG.info("the lab begins anew, to listen for workers");
      CoordinatedShutdown.get(Adapter.toClassic(getContext().getSystem()))
          .runAll(BeginsAnew.INSTANCE);
    }
  }

  private void onDrain(String name, ActorRef<ClientReply> client) throws LabException, IOException {
    Node node = nodes.get(name);
    if (node == null) {
      throw unknown(name);
    }
    node.asker = Optional.of(client);
    drain(node);
  }

  /** What it works on goes elsewhere; then it leaves. */
  private void drain(Node node) {
    node.draining = true;
    drained(node);
  }

  private void drained(Node node) {
    node.guardian.tell(
        NodeMessage.newBuilder().setDrained(NodeDrained.getDefaultInstance()).build());
  }

  private void onRemove(String name, ActorRef<ClientReply> client)
      throws LabException, IOException {
    if (!gatehouse.isOpen() || !gatehouse.workers().contains(name)) {
      throw unknown(name);
    }
    gatehouse.revoke(name);
    Node node = nodes.get(name);
    if (node != null) {
      refuse(node.guardian, "it was removed from the lab", true);
      Cluster.get(getContext().getSystem()).manager().tell(new Down(node.address));
      gone(node);
    }
    left.remove(name);
    for (Node other : nodes.values()) {
      welcome(other);
    }
    LOG.info("{} was removed: its certificate holds no more", name);
    client.tell(list());
  }

  private LabException unknown(String name) throws IOException {
    var names = gatehouse.isOpen() ? String.join(", ", gatehouse.workers()) : "";
    return new LabException(
        LabException.BAD_INPUT,
        "there is no worker '" + name + "' here" + (names.isEmpty() ? "" : "; there are " + names));
  }

  private Behavior<Command> onFromNode(FromNode from) {
    NodeMessage message = from.message();
    switch (message.getWhatCase()) {
      case HELLO -> onHello(message.getHello());
      case DRAIN ->
          Optional.ofNullable(nodes.get(message.getDrain().getName())).ifPresent(this::drain);
      case WELCOME, REFUSED, DRAINED, WHAT_NOT_SET ->
          LOG.warn("a worker said what only the lab says");
    }
    return this;
  }

  private void onHello(NodeHello hello) {
    var references = ActorRefResolver.get(getContext().getSystem());
    ActorRef<NodeMessage> guardian = references.resolveActorRef(hello.getGuardian());
    HostRecord record = hello.getRecord();
    String name = record.getName();
    String where = Node.hostPort(guardian.path().address());
    try {
      String host = guardian.path().address().getHost().orElse("");
      if (!gatehouse.isFor(name, host)) {
        throw new LabException(1, "the lab knows no worker " + name + " at " + host);
      }
      Terms.requireBuild(record.getBuild());
      Terms.requireClock(hello.getClockMillis(), System.currentTimeMillis());
    } catch (LabException | IOException e) {
      LOG.warn("{} at {} was refused: {}", name, where, e.getMessage());
      refuse(guardian, e.getMessage(), false);
      return;
    }
    Node known = nodes.get(name);
    if (known == null || !known.guardian.equals(guardian)) {
      if (known != null) {
        gone(known);
      }
      ActorRef<WorkerHost.Command> host = references.resolveActorRef(hello.getHost());
      known = new Node(record, guardian, host, System.currentTimeMillis());
      nodes.put(name, known);
      left.remove(name);
      LOG.info("{} is here, at {}", name, where);
    }
    welcome(known);
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
    if (membership.event() instanceof MemberRemoved removed) {
      at(removed.member().address()).ifPresent(this::gone);
    }
    return this;
  }

  private Behavior<Command> onReachability(Reachability reachability) {
    ReachabilityEvent event = reachability.event();
    at(event.member().address())
        .ifPresent(
            node -> {
              node.reachable = !(event instanceof UnreachableMember);
              LOG.info("{} is {}", node.name(), node.reachable ? "back" : "unreachable");
            });
    return this;
  }

  private Optional<Node> at(Address address) {
    return nodes.values().stream().filter(node -> node.address.equals(address)).findFirst();
  }

  private void gone(Node node) {
    nodes.remove(node.name());
    left.put(node.name(), System.currentTimeMillis());
    LOG.info("{} is gone", node.name());
    node.asker.ifPresent(asker -> asker.tell(list()));
  }

  private ClientReply list() {
    return NodeViews.list(settings, open, gatehouse, nodes.values(), left);
  }

  private Behavior<Command> onAttend() {
    try {
      if (open) {
        gatehouse.attend();
      }
    } catch (IOException | LabException e) {
      LOG.warn("the port for invitations: {}", e.getMessage());
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
