package io.symlab.actors.door;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.eventstream.EventStream;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.actor.typed.javadsl.TimerScheduler;
import com.google.protobuf.InvalidProtocolBufferException;
import io.symlab.actors.endpoint.Client;
import io.symlab.actors.lab.ExperimentChanged;
import io.symlab.actors.lab.Replies;
import io.symlab.proto.ClientReply;
import io.symlab.proto.ClientRequest;
import java.time.Duration;

/**
 * One client's way in: puts its requests to the endpoint, one at a time, and sends it what is
 * answered. Ends with the connection.
 */
final class Gate extends AbstractBehavior<Gate.Command> implements Conversation.Partner {
  sealed interface Command permits Asked, Answered, Written, Changed, Look, Gone {}

  /** From the line: a request, as it came. */
  record Asked(byte[] request) implements Command {}

  /** From the line: all has been taken. */
  record Written() implements Command {}

  /** From the line: nobody is there any more. */
  record Gone() implements Command {}

  /** From the endpoint. */
  private record Answered(ClientReply reply) implements Command {}

  /** From an experiment, while somebody follows one. */
  private record Changed(String id) implements Command {}

  /** From a timer of the conversation. */
  private record Look() implements Command {}

  private final Line line;
  private final ActorRef<Client.Request> endpoint;
  private final TimerScheduler<Command> timers;
  private final ActorRef<ClientReply> answers;
  private final ActorRef<ExperimentChanged> changes;
  private Conversation conversation = Conversation.NONE;
  private boolean last = true; // after the first word, the client has its turn
  private boolean subscribed;

  private Gate(
      ActorContext<Command> context,
      TimerScheduler<Command> timers,
      Line line,
      ActorRef<Client.Request> endpoint,
      ClientReply hello) {
    super(context);
    this.line = line;
    this.timers = timers;
    this.endpoint = endpoint;
    this.answers = context.messageAdapter(ClientReply.class, Answered::new);
    this.changes = context.messageAdapter(ExperimentChanged.class, it -> new Changed(it.id()));
    line.send(hello);
  }

  /**
   * @param hello what is said first
   */
  static Behavior<Command> create(Line line, ActorRef<Client.Request> endpoint, ClientReply hello) {
    return Behaviors.setup(
        context ->
            Behaviors.withTimers(timers -> new Gate(context, timers, line, endpoint, hello)));
  }

  /** What one is told who came when all places were taken. */
  static ClientReply full(int connections) {
    return Replies.refused(
        1, "more than " + connections + " commands talk to the lab at once; try again");
  }

  @Override
  public Receive<Command> createReceive() {
    return newReceiveBuilder()
        .onMessage(Asked.class, this::onAsked)
        .onMessage(Answered.class, this::onAnswered)
        .onMessage(Written.class, message -> onWritten())
        .onMessage(Changed.class, this::onChanged)
        .onMessage(Look.class, message -> onLook())
        .onMessage(Gone.class, message -> Behaviors.stopped())
        .build();
  }

  private Behavior<Command> onAsked(Asked asked) {
    ClientRequest request;
    try {
      request = ClientRequest.parseFrom(asked.request());
    } catch (InvalidProtocolBufferException e) {
      line.close(); // who sends garbage does not read answers
      return this;
    }
    last = false;
    conversation = Conversation.about(request, this);
    conversation.begin();
    return this;
  }

  private Behavior<Command> onAnswered(Answered answered) {
    conversation.answered(answered.reply());
    return this;
  }

  private Behavior<Command> onWritten() {
    if (last) {
      conversation = Conversation.NONE;
      last = false;
      unsubscribe();
      timers.cancelAll();
      line.listen();
    } else {
      conversation.written();
    }
    return this;
  }

  private Behavior<Command> onChanged(Changed changed) {
    conversation.changed(changed.id());
    return this;
  }

  private Behavior<Command> onLook() {
    conversation.look();
    return this;
  }

  @Override
  public void ask(ClientRequest request) {
    endpoint.tell(new Client.Request(request, answers));
  }

  @Override
  public void reply(ClientReply reply, boolean isLast) {
    last = isLast;
    line.send(isLast ? reply : reply.toBuilder().setMore(true).build());
  }

  @Override
  public void lookAfter(Duration pause) {
    timers.startSingleTimer(new Look(), pause);
  }

  @Override
  public void listenForChanges() {
    subscribed = true;
    getContext()
        .getSystem()
        .eventStream()
        .tell(new EventStream.Subscribe<>(ExperimentChanged.class, changes));
  }

  private void unsubscribe() {
    if (subscribed) {
      subscribed = false;
      getContext().getSystem().eventStream().tell(new EventStream.Unsubscribe<>(changes));
    }
  }
}
