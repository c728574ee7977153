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
import akka.actor.typed.javadsl.TimerScheduler;
import io.symlab.actors.host.WorkerHost;
import io.symlab.actors.stage.Failures;
import io.symlab.actors.stage.StageWorker;
import io.symlab.actors.stage.WorkerContext;
import io.symlab.experiment.Stage;
import io.symlab.proto.HostRecord;
import io.symlab.proto.StageBegin;
import io.symlab.proto.StageFailure;
import io.symlab.proto.WorkerEnded;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Lends what the hosts have to the stages of all trials, and has their workers made: a trainer for
 * each part of a device, and whoever distills, evaluates or reports with all slots that are free.
 * What was lent is free again when the worker on it is really gone, however it went.
 */
public final class TrainerPool extends AbstractBehavior<TrainerPool.Command> {
  public sealed interface Command
      permits Enter,
          Move,
          Work,
          Leave,
          Look,
          HostUp,
          HostGone,
          HostDrains,
          HostSaid,
          Gathered,
          Settled {}

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
  public record HostUp(HostRecord host, ActorRef<WorkerHost.Command> actor) implements Command {}

  /**
   * A host is gone, and all that worked there.
   *
   * @param crashed whether it may be the fault of what it worked on, and counts as a failure of it
   */
  public record HostGone(String host, String cause, boolean crashed) implements Command {
    /** One that nothing is to blame for that it worked on. */
    public HostGone(String host, String cause) {
      this(host, cause, false);
    }
  }

  /** A host is to be left: nothing is lent there, and what works there is to leave. */
  public record HostDrains(String host) implements Command {}

  /** From its timer: those that go on from another life of the lab have come by now. */
  private record Gathered() implements Command {}

  /** From its timer: no host has come for a while. */
  private record Settled() implements Command {}

  /** From a host that makes workers. */
  private record HostSaid(WorkerHost.Reply reply) implements Command {}

  /** Those that compute by themselves, on one device. */
  private static final Set<Stage> TRAINED =
      EnumSet.of(Stage.META_TRAIN, Stage.EVOLVE, Stage.META_TUNE);

  /** How long after a host has come it is waited for others, before what they bring is offered. */
  private static final Duration SETTLING = Duration.ofSeconds(3);

  private final Resources resources;
  private final Ledger ledger = new Ledger();
  private final Hosts hosts;
  private final Members members = new Members();
  private final Allotment allotment;
  private final TimerScheduler<Command> timers;
  private final Duration gather;
  private boolean gathered;

  private TrainerPool(
      ActorContext<Command> context,
      TimerScheduler<Command> timers,
      Duration gather,
      Resources resources,
      ActorRef<WorkerHost.Command> lab,
      WorkerContext files) {
    super(context);
    this.timers = timers;
    this.gather = gather;
    this.gathered = gather.isZero();
    this.resources = resources;
    this.hosts =
        new Hosts(context, files, context.messageAdapter(WorkerHost.Reply.class, HostSaid::new));
    this.allotment = new Allotment(ledger, hosts, resources.lab().getEngine());
    ledger.add(HostResources.of(resources.lab()));
    hosts.up(resources.lab(), lab);
  }

  /**
   * A pool.
   *
   * @param resources what the lab's own host has; the pool adds what comes
   * @param lab makes the workers there
   * @param files of the lab, for workers elsewhere
   * @param gather how long nothing is lent after the first has come: trials of a lab that starts
   *     come in the order in which their journals are read, and are to be served in their own
   */
  public static Behavior<Command> create(
      Resources resources, ActorRef<WorkerHost.Command> lab, WorkerContext files, Duration gather) {
    return Behaviors.setup(
        context ->
            Behaviors.withTimers(
                timers -> new TrainerPool(context, timers, gather, resources, lab, files)));
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
        .onMessage(HostSaid.class, said -> onHostSaid(said.reply()))
        .onMessage(Gathered.class, said -> onGathered())
        .onMessage(Settled.class, said -> onSettled())
        .onSignal(Terminated.class, this::onTerminated)
        .build();
  }

  /** What a stage needs that a recipe's trainers need so much for. */
  public static Need need(Stage stage, Need trainer) {
    return TRAINED.contains(stage) ? trainer : Need.LEAD;
  }

  private Behavior<Command> onEnter(Enter enter) {
    Member known = members.get(enter.trial());
    if (known != null && known.works()) { // a trial that began anew: its old worker first
      known.order = enter.order();
      known.need = enter.need();
      members.entersAgain(enter.trial(), enter);
      getContext().watch(enter.owner());
      hosts.drop(known);
      return this;
    }
    if (known != null && !known.owner.equals(enter.owner())) {
      getContext().unwatch(known.owner);
    }
    getContext().watch(enter.owner());
    if (!gathered && !timers.isTimerActive(Gathered.class)) {
      timers.startSingleTimer(Gathered.class, new Gathered(), gather);
    }
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
    tellIfItWaits(trial, member);
  }

  private void tellIfItWaits(String trial, Member member) {
    if (gathered && ledger.waits(trial)) {
      member.trial.tell(new PoolReply.Waits(WaitWords.of(member.need, ledger.hosts())));
    }
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
    if (member == null || member.works() || member.leaving) {
      return this;
    }
    member.need = work.need();
    if (!ledger.suits(work.trial(), work.need())) {
      member.trial.tell(new PoolReply.Queued());
      queue(work.trial(), member);
      return this;
    }
    allotment.lend(member, work);
    StageBegin asked = work.begin();
    members.works(work.trial(), work.trial() + "-" + asked.getStage() + "-a" + asked.getAttempt());
    hosts.make(member);
    return this;
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
    String trial = members.ofWorker(made.body().getName());
    Member member = trial == null ? null : members.get(trial);
    if (member == null || member.leaving || member.again.isPresent()) {
      return; // it has been told to end
    }
    ActorRef<StageWorker.Command> worker = made.worker().unsafeUpcast();
    member.stage = Optional.of(worker);
    allotment.begin(member);
    member.trial.tell(
        new PoolReply.Started(worker, member.slots, member.lease, hosts.places(member)));
  }

  private Behavior<Command> onLeave(Leave leave) {
    Member member = members.get(leave.trial());
    if (member == null) {
      return this;
    }
    member.leaving = true;
    member.again = Optional.empty();
    if (member.works()) {
      hosts.drop(member);
    } else {
      remove(leave.trial(), member);
    }
    return this;
  }

  private Behavior<Command> onLook(Look look) {
    look.replyTo().tell(Free.of(ledger, members.stages()));
    return this;
  }

  private Behavior<Command> onHostUp(HostUp up) {
    HostResources host = HostResources.of(up.host());
    if (ledger.has(host.name())) {
      lose(host.name(), Failures.nodeLost(host.name(), "it began anew"));
    }
    resources.add(host);
    ledger.add(host);
    hosts.up(up.host(), up.actor());
    admit();
    hostsChanged();
    timers.startSingleTimer(new Settled(), SETTLING);
    return this;
  }

  private Behavior<Command> onHostGone(HostGone gone) {
    if (ledger.has(gone.host())) {
      lose(
          gone.host(),
          gone.crashed()
              ? Failures.crashed(gone.host(), gone.cause())
              : Failures.nodeLost(gone.host(), gone.cause()));
      resources.remove(gone.host());
      hosts.gone(gone.host());
      admit();
      hostsChanged();
    }
    return this;
  }

  private Behavior<Command> onHostDrains(HostDrains drains) {
    if (ledger.has(drains.host())) {
      ledger.drain(drains.host());
      for (String trial : ledger.holders(drains.host())) {
        members.get(trial).trial.tell(new PoolReply.Drains(drains.host()));
      }
      admit();
    }
    return this;
  }

  private void lose(String host, StageFailure how) {
    Set<String> grown = new HashSet<>(ledger.holders(host));
    for (String trial : ledger.remove(host)) {
      grown.remove(trial);
      Member member = members.get(trial);
      if (member.works()) {
        ended(trial, member, how);
      }
    }
    allotment.lost(grown.stream().map(members::get).toList(), host);
  }

  private void hostsChanged() {
    getContext().getSystem().eventStream().tell(new EventStream.Publish<>(new HostsChanged()));
    members.forEach(this::tellIfItWaits); // perhaps for something else now
  }

  private void onGone(WorkerEnded gone) {
    String trial = members.ofWorker(gone.getName());
    if (trial == null) {
      return;
    }
    ledger.shrink(trial);
    var how = StageFailure.newBuilder().setKind(gone.getKind()).setCause(gone.getCause());
    ended(trial, members.get(trial), how.build());
    admit();
  }

  /**
   * A trial's own end takes its worker along, and so does that of the keeper of its files; a host
   * that was cut off by the keeper gets no work any more.
   */
  private Behavior<Command> onTerminated(Terminated gone) {
    Optional<Member> kept = hosts.ofKeeper(gone.getRef());
    if (kept.isPresent()) {
      if (gone instanceof ChildFailed failed) {
        String cause = "it was cut off: it " + failed.getCause().getMessage();
        return onHostGone(new HostGone(kept.get().lease.host(), cause));
      }
      hosts.drop(kept.get());
      return this;
    }
    String trial = members.ofOwner(gone.getRef());
    return trial == null || isOlder(members.get(trial), gone.getRef())
        ? this
        : onLeave(new Leave(trial));
  }

  /** Whether a trial has begun anew as another actor than this one. */
  private static boolean isOlder(Member member, ActorRef<Void> owner) {
    return member.again.filter(enter -> !enter.owner().equals(owner)).isPresent();
  }

  private void ended(String trial, Member member, StageFailure failure) {
    hosts.over(member);
    members.worksNoMore(trial);
    member.trial.tell(
        new PoolReply.WorkerGone(
            member.work.begin().getAttempt(),
            member.work.begin().getStage(),
            failure.getKind(),
            failure.getCause()));
    if (member.again.isPresent()) {
      Member anew = member.anew();
      if (!anew.owner.equals(member.owner)) {
        getContext().unwatch(member.owner);
      }
      queue(trial, anew);
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

  private Behavior<Command> onGathered() {
    gathered = true;
    admit();
    members.forEach(this::tellIfItWaits);
    return this;
  }

  private Behavior<Command> onSettled() {
    allotment.offer(members);
    return this;
  }

  private void admit() {
    if (!gathered) {
      return;
    }
    for (Ledger.Admission admitted : ledger.admit()) {
      members.get(admitted.holder()).trial.tell(new PoolReply.Admitted());
    }
  }
}
