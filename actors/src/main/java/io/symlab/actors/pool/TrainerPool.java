package io.symlab.actors.pool;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.Terminated;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import io.symlab.actors.host.WorkerHost;
import io.symlab.actors.stage.StageWorker;
import io.symlab.experiment.Stage;
import io.symlab.proto.DropWorker;
import io.symlab.proto.MakeWorker;
import io.symlab.proto.StageBegin;
import io.symlab.proto.WorkerEnded;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Has the workers of all trials' stages made, as many as the machine has slots for: a trainer per
 * slot, and whoever distills, evaluates or reports with all that is free. A slot is free again when
 * the worker on it is really gone, however it went.
 */
public final class TrainerPool extends AbstractBehavior<TrainerPool.Command> {
  public sealed interface Command permits Enter, Move, Work, Leave, Look, HostSaid {}

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

  /** From the host that makes the workers. */
  private record HostSaid(WorkerHost.Reply reply) implements Command {}

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
  private final ActorRef<WorkerHost.Command> host;
  private final ActorRef<WorkerHost.Reply> hostReplies;
  private final Map<String, Member> members = new HashMap<>();

  /** The trials whose workers are at work, by the workers' names. */
  private final Map<String, String> byWorker = new HashMap<>();

  /** A trial that waits for a slot or holds some. */
  private static final class Member {
    Slots.Order order;
    final ActorRef<?> owner;
    final ActorRef<Reply> trial;
    String worker;
    Work work;
    boolean leaving;
    boolean entersAgain;

    Member(Slots.Order order, ActorRef<?> owner, ActorRef<Reply> trial) {
      this.order = order;
      this.owner = owner;
      this.trial = trial;
    }
  }

  private TrainerPool(ActorContext<Command> context, int slots, ActorRef<WorkerHost.Command> host) {
    super(context);
    this.slots = new Slots(slots);
    this.host = host;
    this.hostReplies = context.messageAdapter(WorkerHost.Reply.class, HostSaid::new);
  }

  /**
   * @param host has so many slots, and makes the workers
   */
  public static Behavior<Command> create(int slots, ActorRef<WorkerHost.Command> host) {
    return Behaviors.setup(context -> new TrainerPool(context, slots, host));
  }

  @Override
  public Receive<Command> createReceive() {
    return newReceiveBuilder()
        .onMessage(Enter.class, this::onEnter)
        .onMessage(Move.class, this::onMove)
        .onMessage(Work.class, this::onWork)
        .onMessage(Leave.class, this::onLeave)
        .onMessage(Look.class, this::onLook)
        .onMessage(HostSaid.class, said -> onHostSaid(said.reply()))
        .onSignal(Terminated.class, gone -> trialGone(gone.getRef()))
        .build();
  }

  private Behavior<Command> onEnter(Enter enter) {
    Member known = members.get(enter.trial());
    if (known != null && known.worker != null) { // a trial that began anew: its old worker first
      known.entersAgain = true;
      drop(known);
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
    StageBegin begin = asked.toBuilder().setSlots(granted).build();
    member.work = new Work(work.trial(), begin, work.reports());
    member.worker = work.trial() + "-" + asked.getStage() + "-a" + asked.getAttempt();
    byWorker.put(member.worker, work.trial());
    make(member);
    return this;
  }

  private void make(Member member) {
    var what = MakeWorker.newBuilder().setName(member.worker);
    what.setStage(member.work.begin().getStage());
    host.tell(new WorkerHost.Make(what.build(), hostReplies));
  }

  private void drop(Member member) {
    host.tell(new WorkerHost.Drop(DropWorker.newBuilder().setName(member.worker).build()));
  }

  private Behavior<Command> onHostSaid(WorkerHost.Reply reply) {
    if (reply instanceof WorkerHost.Made made) {
      onMade(made);
    } else if (reply instanceof WorkerHost.Refused refused) {
      onGone(refused.body());
    } else if (reply instanceof WorkerHost.Gone gone) {
      onGone(gone.body());
    }
    return this;
  }

  private void onMade(WorkerHost.Made made) {
    String trial = byWorker.get(made.body().getName());
    Member member = trial == null ? null : members.get(trial);
    if (member == null || member.leaving || member.entersAgain) {
      return; // it has been told to end
    }
    ActorRef<StageWorker.Command> worker = made.worker().unsafeUpcast();
    worker.tell(new StageWorker.Begin(member.work.begin(), member.work.reports()));
    member.trial.tell(new Started(worker, member.work.begin().getSlots()));
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
      drop(member);
    }
    return this;
  }

  private Behavior<Command> onLook(Look look) {
    look.replyTo().tell(new Free(slots.total(), slots.free(), slots.held()));
    return this;
  }

  private void onGone(WorkerEnded gone) {
    String trial = byWorker.remove(gone.getName());
    if (trial == null) {
      return;
    }
    Member member = members.get(trial);
    member.worker = null;
    StageBegin begin = member.work.begin();
    member.trial.tell(
        new WorkerGone(begin.getAttempt(), begin.getStage(), gone.getKind(), gone.getCause()));
    slots.shrink(trial);
    if (member.entersAgain) {
      slots.leave(trial);
      members.put(trial, new Member(member.order, member.owner, member.trial));
      slots.enter(trial, member.order);
    } else if (member.leaving) {
      remove(trial, member);
    }
    admit();
  }

  /** A trial's own end takes its worker along. */
  private Behavior<Command> trialGone(ActorRef<Void> ref) {
    members.entrySet().stream()
        .filter(entry -> entry.getValue().owner.equals(ref))
        .map(Map.Entry::getKey)
        .findFirst()
        .ifPresent(trial -> onLeave(new Leave(trial)));
    return this;
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
