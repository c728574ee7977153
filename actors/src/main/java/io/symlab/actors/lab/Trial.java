package io.symlab.actors.lab;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.TimerScheduler;
import akka.persistence.typed.PersistenceId;
import akka.persistence.typed.RecoveryCompleted;
import akka.persistence.typed.javadsl.CommandHandler;
import akka.persistence.typed.javadsl.Effect;
import akka.persistence.typed.javadsl.EventHandler;
import akka.persistence.typed.javadsl.EventSourcedBehavior;
import akka.persistence.typed.javadsl.RetentionCriteria;
import akka.persistence.typed.javadsl.SignalHandler;
import io.symlab.actors.work.StageWorker;
import io.symlab.proto.FileRef;
import io.symlab.proto.StageProgress;
import io.symlab.proto.StageReport;
import io.symlab.proto.TrialEnded;
import io.symlab.proto.TrialEvent;
import io.symlab.proto.TrialState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * One point of a sweep on its way through its stages; the only writer of what it has reached. It
 * leads one attempt at a time, has a worker do each stage, and decides what follows when one fails:
 * another attempt from the last checkpoint, or the end.
 */
final class Trial extends EventSourcedBehavior<Trial.Command, TrialEvent, TrialState> {
  sealed interface Command permits Next, Retry, Overdue, Cancel, Leave, PoolSaid, StageSaid {}

  /** From its experiment: stop for good; {@code TrialClosed} follows. */
  record Cancel() implements Command {}

  /** From its experiment: the lab is stopping; leave a checkpoint and end, to go on later. */
  record Leave() implements Command {}

  /** From itself: no attempt is open, decide what to do. */
  private record Next() implements Command {}

  /** From its timer: the wait after a failure is over. */
  private record Retry() implements Command {}

  /** From its timer: the worker has been asked to stop for long enough. */
  private record Overdue() implements Command {}

  /** From the pool. */
  private record PoolSaid(TrainerPool.Reply reply) implements Command {}

  /** From the worker of some attempt. */
  private record StageSaid(StageReport report) implements Command {}

  /** What it is busy with. */
  private enum Phase {
    IDLE("waiting"),
    QUEUED("waiting"),
    RUNNING("running"),
    STAGE_OVER("running"),
    LEAVING("running"),
    BACKING_OFF("backing-off");

    final String shown;

    Phase(String shown) {
      this.shown = shown;
    }
  }

  private final ActorContext<Command> context;
  private final TimerScheduler<Command> timers;
  private final TrialPlan plan;
  private final LabSettings settings;
  private final ActorRef<TrainerPool.Command> pool;
  private final ActorRef<Experiment.Command> experiment;
  private final ActorRef<TrainerPool.Reply> poolReplies;
  private final ActorRef<StageWorker.Report> reports;
  private final TrialNotes notes;

  private Phase phase = Phase.IDLE;
  private String wish = ""; // what ends the attempt next: stopped, cancelled, or nothing
  private ActorRef<StageWorker.Command> worker;
  private StageProgress progress;
  private StageClock clock = new StageClock(0);

  private Trial(
      ActorContext<Command> context,
      TimerScheduler<Command> timers,
      TrialPlan plan,
      LabSettings settings,
      ActorRef<TrainerPool.Command> pool,
      ActorRef<Experiment.Command> experiment) {
    super(PersistenceId.ofUniqueId("trial-" + plan.name()));
    this.context = context;
    this.timers = timers;
    this.plan = plan;
    this.settings = settings;
    this.pool = pool;
    this.experiment = experiment;
    this.poolReplies = context.messageAdapter(TrainerPool.Reply.class, PoolSaid::new);
    this.reports =
        context.messageAdapter(StageWorker.Report.class, report -> new StageSaid(report.body()));
    this.notes = new TrialNotes(settings.home(), plan);
  }

  static Behavior<Command> create(
      TrialPlan plan,
      LabSettings settings,
      ActorRef<TrainerPool.Command> pool,
      ActorRef<Experiment.Command> experiment) {
    Behavior<Command> trial =
        Behaviors.setup(
            context ->
                Behaviors.withTimers(
                    timers -> new Trial(context, timers, plan, settings, pool, experiment)));
    return Behaviors.supervise(trial).onFailure(Restarts.afterFailure());
  }

  @Override
  public TrialState emptyState() {
    return TrialState.getDefaultInstance();
  }

  @Override
  public EventHandler<TrialState, TrialEvent> eventHandler() {
    return TrialHistory::apply;
  }

  @Override
  public CommandHandler<Command, TrialEvent, TrialState> commandHandler() {
    return newCommandHandlerBuilder()
        .forAnyState()
        .onCommand(Next.class, (state, command) -> onNext(state))
        .onCommand(Retry.class, (state, command) -> onRetry())
        .onCommand(Overdue.class, (state, command) -> onOverdue())
        .onCommand(Cancel.class, (state, command) -> onEndWish(TrialHistory.CANCELLED))
        .onCommand(Leave.class, (state, command) -> onEndWish(TrialHistory.STOPPED))
        .onCommand(PoolSaid.class, this::onPoolSaid)
        .onCommand(StageSaid.class, this::onStageSaid)
        .build();
  }

  @Override
  public SignalHandler<TrialState> signalHandler() {
    return newSignalHandlerBuilder()
        .onSignal(RecoveryCompleted.instance(), state -> context.getSelf().tell(new Next()))
        .build();
  }

  @Override
  public boolean shouldSnapshot(TrialState state, TrialEvent event, long sequence) {
    return event.hasTrialEnded();
  }

  @Override
  public RetentionCriteria retentionCriteria() {
    return RetentionCriteria.snapshotEvery(50, 2).withDeleteEventsOnSnapshot();
  }

  private Effect<TrialEvent, TrialState> onNext(TrialState state) {
    if (state.hasEnded()) {
      closed(state);
      return Effect().stop();
    }
    if (state.getAttemptOpen()) { // only right after a start: the process died under it
      return Effect()
          .persist(
              TrialEvents.attemptEnded(
                  RetryPolicy.KILLED_DAEMON, "the lab died while this attempt ran"))
          .thenRun(this::attemptEnded);
    }
    if (wish.equals(TrialHistory.STOPPED)) {
      return Effect().stop();
    }
    if (wish.equals(TrialHistory.CANCELLED)) {
      return end(TrialEvents.ended(TrialHistory.CANCELLED, "", ""));
    }
    var verdict = settings.retry().verdict(state);
    if (verdict.isPresent()) {
      return end(verdict.get());
    }
    Duration pause = settings.retry().pause(state);
    if (pause.isZero() || phase == Phase.BACKING_OFF) {
      enter(state);
    } else {
      phase = Phase.BACKING_OFF;
      notes.pause(pause);
      timers.startSingleTimer(new Retry(), pause);
      publish(state);
    }
    return Effect().none();
  }

  private Effect<TrialEvent, TrialState> onRetry() {
    context.getSelf().tell(new Next());
    return Effect().none();
  }

  private void enter(TrialState state) {
    phase = Phase.QUEUED;
    pool.tell(new TrainerPool.Enter(plan.name(), plan.order(), context.getSelf(), poolReplies));
    publish(state);
  }

  private Effect<TrialEvent, TrialState> onPoolSaid(TrialState state, PoolSaid said) {
    TrainerPool.Reply reply = said.reply();
    if (reply instanceof TrainerPool.Admitted) {
      return onAdmitted(state);
    }
    if (reply instanceof TrainerPool.Started started) {
      worker = started.worker();
      notes.stageBegins(state, started.slots());
      if (!wish.isEmpty()) {
        worker.tell(new StageWorker.Stop());
      }
      return Effect().none();
    }
    if (reply instanceof TrainerPool.WorkerGone gone) {
      return onWorkerGone(state, gone);
    }
    phase = Phase.IDLE; // it has left
    context.getSelf().tell(new Next());
    return Effect().none();
  }

  private Effect<TrialEvent, TrialState> onAdmitted(TrialState state) {
    if (!wish.isEmpty()) {
      leavePool();
      return Effect().none();
    }
    return Effect()
        .persist(TrialEvents.attemptStarted(state.getAttempt() + 1, TrialHistory.stage(state)))
        .thenRun(
            now -> {
              notes.attemptStarted(now);
              beginStage(now);
            });
  }

  private void beginStage(TrialState state) {
    phase = Phase.RUNNING;
    progress = null;
    clock = new StageClock(state.getCheckpoint().getSeconds());
    pool.tell(new TrainerPool.Work(plan.name(), TrialEvents.begin(plan, state), reports));
    publish(state);
  }

  private Effect<TrialEvent, TrialState> onWorkerGone(
      TrialState state, TrainerPool.WorkerGone gone) {
    if (gone.attempt() != state.getAttempt()) {
      return Effect().none();
    }
    worker = null;
    if (phase == Phase.STAGE_OVER) {
      if (!wish.isEmpty()) {
        return endAttempt(wish, "asked to");
      }
      beginStage(state);
      return Effect().none();
    }
    if (phase != Phase.RUNNING) {
      return Effect().none();
    }
    if (!wish.isEmpty()) {
      return endAttempt(wish, "asked to");
    }
    return gone.kind().isEmpty()
        ? endAttempt("bug", "the worker of " + gone.stage() + " ended without a word")
        : endAttempt(gone.kind(), gone.cause());
  }

  private Effect<TrialEvent, TrialState> onStageSaid(TrialState state, StageSaid said) {
    StageReport report = said.report();
    boolean current =
        phase == Phase.RUNNING
            && state.getAttemptOpen()
            && report.getAttempt() == state.getAttempt()
            && report.getStage().equals(TrialHistory.stage(state));
    if (!current) {
      return Effect().none();
    }
    return switch (report.getWhatCase()) {
      case PROGRESSED -> {
        progress = report.getProgressed();
        notes.progress(report.getStage(), progress);
        publish(state);
        yield Effect().none();
      }
      case CHECKPOINT_SAVED -> onCheckpoint(state, report);
      case FINISHED -> onFinished(state, report);
      case FAILED -> endAttempt(report.getFailed().getKind(), report.getFailed().getCause());
      case STOPPED ->
          wish.isEmpty()
              ? endAttempt("bug", "the worker of " + report.getStage() + " stopped unasked")
              : endAttempt(wish, "asked to");
      case WHAT_NOT_SET -> Effect().none();
    };
  }

  private Effect<TrialEvent, TrialState> onCheckpoint(TrialState state, StageReport report) {
    FileRef before = state.getCheckpoint().getFile();
    return Effect()
        .persist(
            TrialEvents.checkpoint(report.getStage(), report.getCheckpointSaved(), clock.seconds()))
        .thenRun(
            now -> {
              notes.checkpoint(now.getCheckpoint());
              notes.forget(before, now);
            });
  }

  private Effect<TrialEvent, TrialState> onFinished(TrialState state, StageReport report) {
    FileRef before = state.getCheckpoint().getFile();
    List<TrialEvent> events = new ArrayList<>();
    events.add(TrialEvents.stageEnded(report.getStage(), report.getFinished(), clock.seconds()));
    boolean last = state.getEndedStagesCount() + 1 == TrialHistory.STAGES.size();
    if (last) {
      events.add(TrialEvents.of(TrialEvents.ended("done", "", "")));
    }
    phase = Phase.STAGE_OVER;
    var persisted =
        Effect()
            .persist(events)
            .thenRun(
                now -> {
                  notes.stageEnded(now);
                  notes.forget(before, now);
                  if (last) {
                    closed(now);
                  } else {
                    publish(now);
                  }
                });
    return last ? persisted.thenStop() : persisted;
  }

  private Effect<TrialEvent, TrialState> endAttempt(String kind, String cause) {
    return Effect()
        .persist(TrialEvents.attemptEnded(kind, cause))
        .thenRun(
            now -> {
              attemptEnded(now);
              leavePool();
            });
  }

  private void attemptEnded(TrialState state) {
    notes.attemptEnded(state);
    if (phase == Phase.IDLE) {
      context.getSelf().tell(new Next());
    }
  }

  private void leavePool() {
    phase = Phase.LEAVING;
    pool.tell(new TrainerPool.Leave(plan.name()));
  }

  private Effect<TrialEvent, TrialState> onEndWish(String how) {
    if (wish.isEmpty() || how.equals(TrialHistory.STOPPED)) {
      wish = how;
    }
    switch (phase) {
      case RUNNING -> {
        if (worker != null) {
          worker.tell(new StageWorker.Stop());
        }
        timers.startSingleTimer(new Overdue(), settings.stopTimeout());
      }
      case QUEUED -> leavePool();
      case BACKING_OFF, IDLE -> {
        timers.cancel(new Retry());
        context.getSelf().tell(new Next());
      }
      case STAGE_OVER, LEAVING -> {
        // What follows looks at the wish.
      }
    }
    return Effect().none();
  }

  private Effect<TrialEvent, TrialState> onOverdue() {
    return phase == Phase.RUNNING || phase == Phase.STAGE_OVER
        ? endAttempt(wish, "asked to; the worker did not stop in time")
        : Effect().none();
  }

  private Effect<TrialEvent, TrialState> end(TrialEnded how) {
    return Effect().persist(TrialEvents.of(how)).thenRun(this::closed).thenStop();
  }

  private void closed(TrialState state) {
    notes.closed(state);
    experiment.tell(new Experiment.TrialClosed(view(state)));
  }

  private void publish(TrialState state) {
    experiment.tell(new Experiment.TrialChanged(view(state)));
  }

  private io.symlab.proto.TrialView view(TrialState state) {
    return TrialViews.of(plan, state, phase.shown, progress, clock.seconds(), settings.home());
  }
}
