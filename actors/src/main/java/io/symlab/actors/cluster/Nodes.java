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
import akka.cluster.ClusterEvent.ReachabilityEvent;
import akka.cluster.typed.Cluster;
import akka.cluster.typed.Subscribe;
import akka.event.Logging;
import io.symlab.actors.pool.Free;
import io.symlab.actors.pool.TrainerPool;
import io.symlab.actors.trust.Gatehouse;
import io.symlab.actors.trust.NodeNames;
import io.symlab.experiment.LabException;
import io.symlab.proto.ClientReply;
import io.symlab.proto.ClientRequest;
import io.symlab.proto.NodeDrained;
import io.symlab.proto.NodeMessage;
import io.symlab.proto.Refused;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows the lab's workers: lets in who has a certificate and the lab's build, notices who leaves,
 * tells the pool of both, and gives invitations. It waits for files now and then, so it does not
 * belong on the default dispatcher.
 */
public final class Nodes extends AbstractBehavior<Nodes.Command> {
  public sealed interface Command
      permits Asked, Listed, FromNode, Membership, Reachability, Failed, ProcessEnded, Look {}

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

  /** From who watches the lab's own processes: one has ended by itself. */
  public record ProcessEnded(String name, String how) implements Command {}

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

  private final NodeSettings settings;
  private final ActorRef<TrainerPool.Command> pool;
  private final Gatehouse gatehouse;
  private final Optional<Presence> presence;
  private final boolean listens;
  private final NodeBook book = new NodeBook();

  private Nodes(
      ActorContext<Command> context, NodeSettings settings, ActorRef<TrainerPool.Command> pool) {
    super(context);
    this.settings = settings;
    this.pool = pool;
    this.gatehouse = new Gatehouse(settings.folder());
    this.listens = ClusterSettings.isCluster(context.getSystem().settings().config());
    this.presence = listens ? Optional.of(presence()) : Optional.empty();
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

  private Presence presence() {
    var references = ActorRefResolver.get(getContext().getSystem());
    return new Presence(
        Cluster.get(getContext().getSystem()),
        gatehouse,
        new Admission(gatehouse, references, settings.own().getEngine()),
        book,
        pool,
        client -> list(Optional.of(client)));
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
        .onMessage(Membership.class, said -> present(here -> here.membership(said.event())))
        .onMessage(Reachability.class, said -> present(here -> here.reachability(said.event())))
        .onMessage(Failed.class, this::onFailed)
        .onMessage(
            ProcessEnded.class, said -> present(here -> here.processEnded(said.name(), said.how())))
        .onMessage(Look.class, look -> onLook())
        .onSignal(PostStop.class, stopped -> onStopped())
        .build();
  }

  private Behavior<Command> present(Consumer<Presence> what) {
    presence.ifPresent(what);
    return this;
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
    if (NodeNames.isOwn(name)) {
      throw new LabException(
          LabException.BAD_INPUT,
          name + " is a process of the lab's own; symlab.devices says which there are");
    }
    gatehouse.revoke(name);
    present(
        here -> {
          book.named(name)
              .ifPresent(node -> here.cutOff(node, "it was removed from the lab", true));
          book.forget(name);
          book.all().forEach(here::welcome);
        });
    LOG.info("{} was removed: its certificate holds no more", name);
    list(Optional.of(client));
  }

  /** Who sends what no worker of this build sends is none, whatever its certificate says. */
  private Behavior<Command> onFailed(Failed failed) {
    ForeignMessages.sender(failed.error())
        .flatMap(book::at)
        .ifPresent(node -> present(here -> here.cutOff(node, "it sent what can't be read", false)));
    return this;
  }

  private Behavior<Command> onFromNode(FromNode from) {
    NodeMessage message = from.message();
    switch (message.getWhatCase()) {
      case HELLO -> present(here -> here.hello(message.getHello()));
      case DRAIN -> book.named(message.getDrain().getName()).ifPresent(this::drain);
      case WELCOME, REFUSED, DRAINED, WHAT_NOT_SET ->
          LOG.warn("a worker said what only the lab says");
    }
    return this;
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
