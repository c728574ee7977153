package io.symlab.actors.lab;

import akka.Done;
import akka.actor.CoordinatedShutdown;
import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.ChildFailed;
import akka.actor.typed.DispatcherSelector;
import akka.actor.typed.Terminated;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Adapter;
import akka.actor.typed.javadsl.Behaviors;
import akka.persistence.typed.PersistenceId;
import akka.persistence.typed.RecoveryCompleted;
import akka.persistence.typed.javadsl.CommandHandler;
import akka.persistence.typed.javadsl.Effect;
import akka.persistence.typed.javadsl.EventHandler;
import akka.persistence.typed.javadsl.EventSourcedBehavior;
import akka.persistence.typed.javadsl.RetentionCriteria;
import akka.persistence.typed.javadsl.SignalHandler;
import io.symlab.actors.cluster.Nodes;
import io.symlab.actors.host.WorkerHost;
import io.symlab.actors.pool.Free;
import io.symlab.actors.pool.TrainerPool;
import io.symlab.actors.processes.OwnProcesses;
import io.symlab.actors.trial.Decision;
import io.symlab.actors.trial.Restarts;
import io.symlab.proto.ClientReply;
import io.symlab.proto.ExperimentSubmitted;
import io.symlab.proto.ExperimentView;
import io.symlab.proto.FileRef;
import io.symlab.proto.LabEvent;
import io.symlab.proto.LabState;
import java.time.Duration;
import java.util.function.Function;

/**
 * The guardian of a lab: knows which experiments there are, gives them their ids, and leads those
 * that have not ended. A submission is acknowledged once its one event is on the disk.
 */
public final class Lab extends EventSourcedBehavior<Lab.Command, LabEvent, LabState> {
  /** What the lab understands. */
  public sealed interface Command
      permits Submit,
          LabLooks.Command,
          Down,
          LabControl.Command,
          OfNodes,
          Leave,
          ExperimentClosed,
          ExperimentGone {}

  /** From a submission that has been found valid; id and time are the lab's to set. */
  public record Submit(ExperimentSubmitted frozen, boolean alwaysNew, ActorRef<ClientReply> replyTo)
      implements Command {}

  /** From the endpoint: something about the lab's workers. */
  public record OfNodes(Nodes.Asked asked) implements Command {}

  /** From the endpoint: leave in order, then end the process's actor system. */
  public record Down(ActorRef<ClientReply> replyTo) implements Command {}

  /** From the shutdown of the process: leave in order. */
  public record Leave(ActorRef<Done> replyTo) implements Command {}

  /** From an experiment: all its trials have ended. */
  record ExperimentClosed(ExperimentView view, FileRef record) implements Command {}

  /** An experiment's actor is gone. */
  record ExperimentGone(String id) implements Command {}

  /** The name of the child that answers clients. */
  public static final String DOOR = "endpoint";

  /** How long trials that go on come one after the other, once the first has. */
  private static final Duration GATHER = Duration.ofMillis(500);

  private final ActorContext<Command> context;
  private final LabSettings settings;
  private final ActorRef<WorkerHost.Command> host;
  private final ActorRef<TrainerPool.Command> pool;
  private final ActorRef<Nodes.Command> nodes;
  private final OpenExperiments open;
  private final Submissions submissions;
  private final LabControl control;
  private final LabLooks questions;
  private Command last;

  private Lab(
      ActorContext<Command> context,
      LabSettings settings,
      Function<ActorRef<Command>, Behavior<?>> door) {
    super(PersistenceId.ofUniqueId("lab"), Restarts.afterJournalFailure());
    this.context = context;
    this.settings = settings;
    this.host =
        context.spawn(
            WorkerHost.create(settings.resources().lab(), settings.workers()), WorkerHost.NAME);
    this.pool =
        context.spawn(
            TrainerPool.create(settings.resources(), host, settings.files(), GATHER),
            "trainer-pool");
    this.open = new OpenExperiments(context, settings, pool);
    this.submissions = new Submissions(settings, open, context.getLog());
    this.control = new LabControl(context, open, settings.home());
    this.questions = new LabLooks(context, settings, open, pool);
    var waiting = DispatcherSelector.fromConfig("symlab.blocking-dispatcher");
    this.nodes = context.spawn(Nodes.create(settings.nodes(), pool), Nodes.NAME, waiting);
    if (!settings.processes().isEmpty()) {
      context.spawn(
          OwnProcesses.create(settings.nodes().folder(), settings.processes(), nodes),
          "own-processes",
          waiting);
    }
    var opened = context.spawn(door.apply(context.getSelf()), DOOR, waiting);
    context.watch(host);
    context.watch(pool);
    context.watch(opened);
  }

  /**
   * A lab and who speaks for it.
   *
   * @param door makes the child that answers clients, which asks the lab in their name
   */
  public static Behavior<Command> create(
      LabSettings settings, Function<ActorRef<Command>, Behavior<?>> door) {
    return Behaviors.setup(context -> new Lab(context, settings, door));
  }

  @Override
  public LabState emptyState() {
    return LabState.getDefaultInstance();
  }

  @Override
  public EventHandler<LabState, LabEvent> eventHandler() {
    return LabHistory::apply;
  }

  @Override
  public CommandHandler<Command, LabEvent, LabState> commandHandler() {
    var handler =
        newCommandHandlerBuilder()
            .forAnyState()
            .onCommand(Submit.class, (state, submit) -> follow(submissions.decide(state, submit)))
            .onCommand(LabLooks.Command.class, this::onQuestion)
            .onCommand(
                LabControl.Command.class, (state, asked) -> follow(control.decide(state, asked)))
            .onCommand(OfNodes.class, (state, command) -> onNodes(command))
            .onCommand(Down.class, this::onDown)
            .onCommand(Leave.class, (state, command) -> onLeave(command))
            .onCommand(ExperimentClosed.class, this::onExperimentClosed)
            .onCommand(ExperimentGone.class, (state, command) -> onExperimentGone(command))
            .build();
    return (state, command) -> {
      last = command;
      return handler.apply(state, command);
    };
  }

  @Override
  public SignalHandler<LabState> signalHandler() {
    return newSignalHandlerBuilder()
        .onSignal(RecoveryCompleted.instance(), this::onRecovered)
        .onSignal(Terminated.class, (state, gone) -> onDeath(gone))
        .build();
  }

  /** At start, and when the journal had failed. What came last then is done anew. */
  private void onRecovered(LabState state) {
    begin(state);
    if (last instanceof Submit submit) {
      submissions.answer(state, submit.replyTo());
    } else if (last != null) {
      context.getSelf().tell(last);
    }
    last = null;
  }

  /** Without its pool or its endpoint this is no lab: who watches over it starts another. */
  private void onDeath(Terminated gone) {
    Throwable cause = gone instanceof ChildFailed failed ? failed.getCause() : null;
    context.getLog().error("{} has died: the lab ends", gone.getRef().path().name(), cause);
    context.getSystem().terminate();
  }

  @Override
  public RetentionCriteria retentionCriteria() {
    return RetentionCriteria.snapshotEvery(50, 2).withDeleteEventsOnSnapshot();
  }

  /** Before anybody is heard: what is asked may be about what went on before. */
  private void begin(LabState state) {
    submissions.makeFolders(state);
    open.start(state);
  }

  private Effect<LabEvent, LabState> follow(Decision<LabEvent, LabState> decision) {
    return Effect().persist(decision.events()).thenRun(decision.then()::accept);
  }

  private Effect<LabEvent, LabState> onQuestion(LabState state, LabLooks.Command question) {
    questions.answer(state, question);
    return Effect().none();
  }

  private Effect<LabEvent, LabState> onNodes(OfNodes command) {
    nodes.tell(command.asked());
    return Effect().none();
  }

  private Effect<LabEvent, LabState> onDown(LabState state, Down down) {
    ClientReply view = LabViews.of(settings, state, Free.all(settings.resources()));
    var system = Adapter.toClassic(context.getSystem());
    open.leave(
        () -> {
          down.replyTo().tell(view);
          CoordinatedShutdown.get(system).runAll(AskedToLeave.INSTANCE);
        });
    return Effect().none();
  }

  private Effect<LabEvent, LabState> onLeave(Leave leave) {
    open.leave(() -> leave.replyTo().tell(Done.getInstance()));
    return Effect().none();
  }

  private Effect<LabEvent, LabState> onExperimentClosed(LabState state, ExperimentClosed closed) {
    String id = closed.view().getId();
    var event = LabHistory.ended(closed.view(), closed.record());
    return Effect()
        .persist(LabEvent.newBuilder().setEnded(event).build())
        .thenRun(now -> open.closed(id));
  }

  private Effect<LabEvent, LabState> onExperimentGone(ExperimentGone gone) {
    open.gone(gone.id());
    return Effect().none();
  }
}
