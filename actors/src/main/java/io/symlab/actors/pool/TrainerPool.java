package io.symlab.actors.pool;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.ChildFailed;
import akka.actor.typed.Terminated;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import io.symlab.actors.stage.ErrorGuard;
import io.symlab.actors.stage.Failures;
import io.symlab.actors.stage.StageWorker;
import io.symlab.experiment.Stage;
import io.symlab.proto.StageBegin;
import io.symlab.proto.StageFailure;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Spawns the workers of all trials' stages, as many as the machine has slots for: a trainer per
 * slot, and whoever distills, evaluates or reports with all that is free. A slot is free again when
 * the worker on it is really gone, however it went.
 */
public final class TrainerPool extends AbstractBehavior<TrainerPool.Command> {
  public sealed interface Command permits Enter, Move, Work, Leave, Look {}

  /** From a trial that wants to run: queue it; answered by {@link Admitted} when its turn comes. */
  public record Enter(String trial, Slots.Order order, ActorRef<?> owner, ActorRef<Reply> replyTo)
      implements Command {}

  /** From a trial that may wait: it has another place among all now. */
  public record Move(String trial, Slots.Order order) implements Command {}

  /** From an admitted trial: do a stage; answered by {@link Started}, then {@link WorkerGone}. */
  public record Work(String trial, StageBegin begin, ActorRef<StageWorker.Report> reports)
      implements Command {}

  /** From a trial: give its slot back, ending its worker if there is one; {@link Left} follows. */
  public record Leave(String trial) implements Command {}

  /** From the lab: how much is free? */
  public record Look(ActorRef<Free> replyTo) implements Command {}

  public record Free(int total, int free, Map<String, Integer> held) {
    public Free {
      held = Map.copyOf(held);
    }

    /** Where it is not known who holds the others. */
    public Free(int total, int free) {
      this(total, free, Map.of());
    }
  }

  /** What a trial hears. */
  public sealed interface Reply permits Admitted, Started, WorkerGone, Left {}

  /** The trial holds a slot now. */
  public record Admitted() implements Reply {}

  /** A worker has been told to begin. */
  public record Started(ActorRef<StageWorker.Command> worker, int slots) implements Reply {}

  /** The worker of a stage has ended; kind and cause are empty unless it failed. */
  public record WorkerGone(int attempt, String stage, String kind, String cause) implements Reply {}

  /** The trial's slot is free again. */
  record Left() implements Reply {}

  /** Stages that one slot is enough for. */
  private static final Set<Stage> TRAINED =
      EnumSet.of(Stage.META_TRAIN, Stage.EVOLVE, Stage.META_TUNE);

  private final Slots slots;
  private final Workers workers;
  private final Map<String, Member> members = new HashMap<>();
  private final Map<ActorRef<Void>, String> byWorker = new HashMap<>();

  /** A trial that waits for a slot or holds some. */
  private static final class Member {
    Slots.Order order;
    final ActorRef<?> owner;
    final ActorRef<Reply> trial;
    ActorRef<StageWorker.Command> worker;
    StageBegin begin;
    boolean leaving;
    boolean entersAgain;

    Member(Slots.Order order, ActorRef<?> owner, ActorRef<Reply> trial) {
      this.order = order;
      this.owner = owner;
      this.trial = trial;
    }
  }

  private TrainerPool(ActorContext<Command> context, int slots, Workers workers) {
    super(context);
    this.slots = new Slots(slots);
    this.workers = workers;
  }

  public static Behavior<Command> create(int slots, Workers workers) {
    return Behaviors.setup(context -> new TrainerPool(context, slots, workers));
  }

  @Override
  public Receive<Command> createReceive() {
    return newReceiveBuilder()
        .onMessage(Enter.class, this::onEnter)
        .onMessage(Move.class, this::onMove)
        .onMessage(Work.class, this::onWork)
        .onMessage(Leave.class, this::onLeave)
        .onMessage(Look.class, this::onLook)
        .onSignal(ChildFailed.class, failed -> onGone(failed, failed.getCause()))
        .onSignal(Terminated.class, gone -> onGone(gone, null))
        .build();
  }

  private Behavior<Command> onEnter(Enter enter) {
    Member known = members.get(enter.trial());
    if (known != null && known.worker != null) { // a trial that began anew: its old worker first
      known.entersAgain = true;
      getContext().stop(known.worker);
      return this;
    }
    if (known == null) {
      getContext().watch(enter.owner());
    }
    slots.leave(enter.trial());
    members.put(enter.trial(), new Member(enter.order(), enter.owner(), enter.replyTo()));
    slots.enter(enter.trial(), enter.order());
    admit();
    return this;
  }

  private Behavior<Command> onMove(Move move) {
    Member member = members.get(move.trial());
    if (member != null) {
      member.order = move.order();
      slots.move(move.trial(), move.order());
    }
    return this;
  }

  private Behavior<Command> onWork(Work work) {
    Member member = members.get(work.trial());
    if (member == null || member.worker != null || member.leaving) {
      return this;
    }
    StageBegin asked = work.begin();
    Stage stage = Stage.of(asked.getStage());
    int granted = TRAINED.contains(stage) ? 1 : slots.grow(work.trial());
    member.begin = asked.toBuilder().setSlots(granted).build();
    String name = work.trial() + "-" + asked.getStage() + "-a" + asked.getAttempt();
    member.worker =
        getContext()
            .spawn(
                ErrorGuard.around(
                    StageWorker.Command.class, Behaviors.setup(context -> workers.worker(stage))),
                name,
                workers.props(stage));
    byWorker.put(member.worker.unsafeUpcast(), work.trial());
    getContext().watch(member.worker);
    member.worker.tell(new StageWorker.Begin(member.begin, work.reports()));
    member.trial.tell(new Started(member.worker, granted));
    return this;
  }

  private Behavior<Command> onLeave(Leave leave) {
    Member member = members.get(leave.trial());
    if (member == null) {
      return this;
    }
    member.leaving = true;
    if (member.worker == null) {
      remove(leave.trial(), member);
    } else {
      getContext().stop(member.worker);
    }
    return this;
  }

  private Behavior<Command> onLook(Look look) {
    look.replyTo().tell(new Free(slots.total(), slots.free(), slots.held()));
    return this;
  }

  private Behavior<Command> onGone(Terminated gone, Throwable cause) {
    String trial = byWorker.remove(gone.getRef());
    if (trial == null) {
      trialGone(gone.getRef());
      return this;
    }
    Member member = members.get(trial);
    member.worker = null;
    StageFailure failure = cause == null ? StageFailure.getDefaultInstance() : Failures.of(cause);
    member.trial.tell(
        new WorkerGone(
            member.begin.getAttempt(),
            member.begin.getStage(),
            failure.getKind(),
            failure.getCause()));
    slots.shrink(trial);
    if (member.entersAgain) {
      slots.leave(trial);
      members.put(trial, new Member(member.order, member.owner, member.trial));
      slots.enter(trial, member.order);
    } else if (member.leaving) {
      remove(trial, member);
    }
    admit();
    return this;
  }

  /** A trial's own end takes its worker along. */
  private void trialGone(ActorRef<Void> ref) {
    members.entrySet().stream()
        .filter(entry -> entry.getValue().owner.equals(ref))
        .map(Map.Entry::getKey)
        .findFirst()
        .ifPresent(trial -> onLeave(new Leave(trial)));
  }

  private void remove(String trial, Member member) {
    members.remove(trial);
    getContext().unwatch(member.owner);
    slots.leave(trial);
    member.trial.tell(new Left());
    admit();
  }

  private void admit() {
    for (String trial : slots.admit()) {
      members.get(trial).trial.tell(new Admitted());
    }
  }
}
