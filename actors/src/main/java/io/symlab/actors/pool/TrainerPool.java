package io.symlab.actors.pool;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.ChildFailed;
import akka.actor.typed.Terminated;
import akka.actor.typed.eventstream.EventStream;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import io.symlab.actors.stage.ErrorGuard;
import io.symlab.actors.stage.Failures;
import io.symlab.actors.stage.StageWorker;
import io.symlab.experiment.Stage;
import io.symlab.proto.HostSlots;
import io.symlab.proto.StageBegin;
import io.symlab.proto.StageFailure;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * Lends what the hosts have to the stages of all trials, and has their workers made: a trainer for
 * each part of a device, and whoever distills, evaluates or reports with all slots that are free.
 * What was lent is free again when the worker on it is really gone, however it went.
 */
public final class TrainerPool extends AbstractBehavior<TrainerPool.Command> {
  public sealed interface Command
      permits Enter, Move, Work, Leave, Look, HostUp, HostGone, HostDrains {}

  /**
   * From a trial that wants to run: queue it; answered by {@link PoolReply.Admitted} when its turn
   * comes.
   */
  public record Enter(
      String trial, Order order, Need need, ActorRef<?> owner, ActorRef<PoolReply> replyTo)
      implements Command {}

  /** From a trial that may wait: it has another place among all now. */
  public record Move(String trial, Order order) implements Command {}

  /**
   * From an admitted trial: do a stage; answered by {@link PoolReply.Started}, then {@link
   * PoolReply.WorkerGone}, or by {@link PoolReply.Queued} when what it holds does not do for this
   * stage.
   */
  public record Work(
      String trial, Need need, StageBegin begin, ActorRef<StageWorker.Report> reports)
      implements Command {}

  /**
   * From a trial: give all back, ending its worker if there is one; {@link PoolReply.Left} follows.
   */
  public record Leave(String trial) implements Command {}

  /** From the lab: what is free, and who has the rest? */
  public record Look(ActorRef<Free> replyTo) implements Command {}

  /** A host has joined, or has joined anew: then what was held on it before is lost. */
  public record HostUp(HostResources host) implements Command {}

  /** A host is gone, and all that worked there. */
  public record HostGone(String host, String cause) implements Command {}

  /** A host is to be left: nothing is lent there, and what works there is to leave. */
  public record HostDrains(String host) implements Command {}

  /** Those that compute by themselves, on one device. */
  private static final Set<Stage> TRAINED =
      EnumSet.of(Stage.META_TRAIN, Stage.EVOLVE, Stage.META_TUNE);

  /** Whether islands and rollouts may be made on other hosts than the lab's own. */
  private static final boolean TRAVELS = false;

  private final Resources resources;
  private final Ledger ledger = new Ledger();
  private final Workers workers;
  private final Members members = new Members();

  private TrainerPool(ActorContext<Command> context, Resources resources, Workers workers) {
    super(context);
    this.resources = resources;
    this.workers = workers;
    resources.hosts().forEach(ledger::add);
  }

  /**
   * A pool.
   *
   * @param resources what the lab's own host has; the pool adds what comes
   */
  public static Behavior<Command> create(Resources resources, Workers workers) {
    return Behaviors.setup(context -> new TrainerPool(context, resources, workers));
  }

  @Override
  public Receive<Command> createReceive() {
    return newReceiveBuilder()
        .onMessage(Enter.class, this::onEnter)
        .onMessage(Move.class, this::onMove)
        .onMessage(Work.class, this::onWork)
        .onMessage(Leave.class, this::onLeave)
        .onMessage(Look.class, this::onLook)
        .onMessage(HostUp.class, this::onHostUp)
        .onMessage(HostGone.class, this::onHostGone)
        .onMessage(HostDrains.class, this::onHostDrains)
        .onSignal(ChildFailed.class, failed -> onGone(failed, failed.getCause()))
        .onSignal(Terminated.class, gone -> onGone(gone, null))
        .build();
  }

  /** What a stage needs that a recipe's trainers need so much for. */
  public static Need need(Stage stage, Need trainer) {
    return TRAINED.contains(stage) ? trainer : Need.LEAD;
  }

  private Behavior<Command> onEnter(Enter enter) {
    Member known = members.get(enter.trial());
    if (known != null && known.worker != null) { // a trial that began anew: its old worker first
      known.entersAgain = true;
      known.need = enter.need();
      getContext().stop(known.worker);
      return this;
    }
    if (known != null && !known.owner.equals(enter.owner())) {
      getContext().unwatch(known.owner);
    }
    getContext().watch(enter.owner());
    var member = new Member(enter.order(), enter.need(), enter.owner(), enter.replyTo());
    queue(enter.trial(), member);
    return this;
  }

  /** Puts a trial, or one that has begun anew, into the line with nothing in its hands. */
  private void queue(String trial, Member member) {
    ledger.leave(trial);
    members.put(trial, member);
    ledger.enter(trial, member.order, member.need);
    admit();
  }

  private Behavior<Command> onMove(Move move) {
    Member member = members.get(move.trial());
    if (member != null) {
      member.order = move.order();
      ledger.move(move.trial(), move.order());
    }
    return this;
  }

  private Behavior<Command> onWork(Work work) {
    Member member = members.get(work.trial());
    if (member == null || member.worker != null || member.leaving) {
      return this;
    }
    member.need = work.need();
    if (!ledger.suits(work.trial(), work.need())) {
      member.trial.tell(new PoolReply.Queued());
      queue(work.trial(), member);
      return this;
    }
    StageBegin asked = work.begin();
    Lease lease = ledger.lease(work.trial()).orElseThrow();
    StageBegin.Builder begin = asked.toBuilder().setLease(lease.toProto()).setSlots(1);
    int granted = 1;
    if (work.need().leads()) {
      Map<String, Integer> slots = ledger.grow(work.trial(), TRAVELS);
      slots.forEach(
          (host, count) ->
              begin.addHostSlots(HostSlots.newBuilder().setHost(host).setSlots(count)));
      begin.setSlots(slots.get(lease.host()));
      granted = slots.values().stream().mapToInt(Integer::intValue).sum();
    }
    member.begin = begin.build();
    members.works(work.trial(), make(work.trial(), member.begin));
    getContext().watch(member.worker);
    member.worker.tell(new StageWorker.Begin(member.begin, work.reports()));
    member.trial.tell(new PoolReply.Started(member.worker, granted, lease));
    return this;
  }

  private ActorRef<StageWorker.Command> make(String trial, StageBegin begin) {
    Stage stage = Stage.of(begin.getStage());
    return getContext()
        .spawn(
            ErrorGuard.around(
                StageWorker.Command.class, Behaviors.setup(context -> workers.worker(stage))),
            trial + "-" + begin.getStage() + "-a" + begin.getAttempt(),
            workers.props(stage));
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
    look.replyTo().tell(Free.of(ledger));
    return this;
  }

  private Behavior<Command> onHostUp(HostUp up) {
    if (ledger.has(up.host().name())) {
      lose(up.host().name(), "it began anew");
    }
    resources.add(up.host());
    ledger.add(up.host());
    hostsChanged();
    admit();
    return this;
  }

  private Behavior<Command> onHostGone(HostGone gone) {
    if (ledger.has(gone.host())) {
      lose(gone.host(), gone.cause());
      resources.remove(gone.host());
      hostsChanged();
      admit();
    }
    return this;
  }

  private Behavior<Command> onHostDrains(HostDrains drains) {
    if (ledger.has(drains.host())) {
      ledger.drain(drains.host());
      for (String trial : ledger.ledBy(drains.host())) {
        members.get(trial).trial.tell(new PoolReply.Drains(drains.host()));
      }
      admit();
    }
    return this;
  }

  private void lose(String host, String cause) {
    for (String trial : ledger.remove(host)) {
      Member member = members.get(trial);
      if (member.worker != null) {
        getContext().unwatch(member.worker);
        ended(trial, member, Failures.nodeLost(host, cause));
      }
    }
  }

  private void hostsChanged() {
    getContext().getSystem().eventStream().tell(new EventStream.Publish<>(new HostsChanged()));
  }

  private Behavior<Command> onGone(Terminated gone, Throwable cause) {
    String trial = members.ofWorker(gone.getRef());
    if (trial == null) {
      trial = members.ofOwner(gone.getRef());
      return trial == null ? this : onLeave(new Leave(trial)); // it takes its worker along
    }
    ledger.shrink(trial);
    StageFailure failure = cause == null ? StageFailure.getDefaultInstance() : Failures.of(cause);
    ended(trial, members.get(trial), failure);
    admit();
    return this;
  }

  private void ended(String trial, Member member, StageFailure failure) {
    members.worksNoMore(trial);
    member.trial.tell(
        new PoolReply.WorkerGone(
            member.begin.getAttempt(),
            member.begin.getStage(),
            failure.getKind(),
            failure.getCause()));
    if (member.entersAgain) {
      queue(trial, member.anew());
    } else if (member.leaving) {
      remove(trial, member);
    }
  }

  private void remove(String trial, Member member) {
    members.remove(trial);
    getContext().unwatch(member.owner);
    ledger.leave(trial);
    member.trial.tell(new PoolReply.Left());
    admit();
  }

  private void admit() {
    for (Ledger.Admission admitted : ledger.admit()) {
      members.get(admitted.holder()).trial.tell(new PoolReply.Admitted());
    }
  }
}
