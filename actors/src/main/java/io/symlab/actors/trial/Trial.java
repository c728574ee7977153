package io.symlab.actors.trial;

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
import io.symlab.actors.pool.TrainerPool;
import io.symlab.actors.stage.StageWorker;
import io.symlab.actors.trial.TrialWork.Phase;
import io.symlab.proto.FileRef;
import io.symlab.proto.StageReport;
import io.symlab.proto.TrialEnded;
import io.symlab.proto.TrialEvent;
import io.symlab.proto.TrialState;
import io.symlab.proto.TrialView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * One point of a sweep on its way through its stages; the only writer of what it has reached. It
 * leads one attempt at a time, has a worker do each stage, and decides what follows when one fails:
 * another attempt from the last checkpoint, or the end.
 */
public final class Trial extends EventSourcedBehavior<Trial.Command, TrialEvent, TrialState> {
  public sealed interface Command
      permits Next, Retry, Overdue, Cancel, Leave, PoolSaid, StageSaid {}

  /** What its experiment hears. */
  public sealed interface Reply permits Changed, Closed {}

  /** It looks like this now. */
  public record Changed(TrialView view) implements Reply {}

  /** It has ended for good. */
  public record Closed(TrialView view) implements Reply {}

  /** From its experiment: stop for good; {@link Closed} follows. */
  public record Cancel() implements Command {}

  /** From its experiment: the lab is stopping; leave a checkpoint and end, to go on later. */
  public record Leave() implements Command {}

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

  private final ActorContext<Command> context;
  private final TimerScheduler<Command> timers;
  private final TrialSettings settings;
  private final ActorRef<Reply> experiment;
  private final ActorRef<TrainerPool.Reply> poolReplies;
  private final ActorRef<StageWorker.Report> reports;
  private final TrialNotes notes;

  private final TrialWork work;
  private String wish = ""; // what ends the attempt next: stopped, cancelled, or nothing

  private Trial(
      ActorContext<Command> context,
      TimerScheduler<Command> timers,
      TrialPlan plan,
      TrialSettings settings,
      ActorRef<TrainerPool.Command> pool,
      ActorRef<Reply> experiment) {
    super(PersistenceId.ofUniqueId("trial-" + plan.name()));
    this.context = context;
    this.timers = timers;
    this.settings = settings;
    this.work = new TrialWork(plan, settings.home(), pool);
    this.experiment = experiment;
    this.poolReplies = context.messageAdapter(TrainerPool.Reply.class, PoolSaid::new);
    this.reports =
        context.messageAdapter(StageWorker.Report.class, report -> new StageSaid(report.body()));
    this.notes = new TrialNotes(settings.home(), plan);
  }

  public static Behavior<Command> create(
      TrialPlan plan,
      TrialSettings settings,
      ActorRef<TrainerPool.Command> pool,
      ActorRef<Reply> experiment) {
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
    if (pause.isZero() || work.phase() == Phase.BACKING_OFF) {
      enter(state);
    } else {
      work.rests(Phase.BACKING_OFF);
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
    work.enter(context.getSelf(), poolReplies);
    publish(state);
  }

  private Effect<TrialEvent, TrialState> onPoolSaid(TrialState state, PoolSaid said) {
    TrainerPool.Reply reply = said.reply();
    if (reply instanceof TrainerPool.Admitted) {
      return onAdmitted(state);
    }
    if (reply instanceof TrainerPool.Started started) {
      work.started(started.worker());
      notes.stageBegins(state, started.slots());
      if (!wish.isEmpty()) {
        work.askWorkerToStop();
      }
      return Effect().none();
    }
    if (reply instanceof TrainerPool.WorkerGone gone) {
      return onWorkerGone(state, gone);
    }
    work.rests(Phase.IDLE); // it has left
    context.getSelf().tell(new Next());
    return Effect().none();
  }

  private Effect<TrialEvent, TrialState> onAdmitted(TrialState state) {
    if (!wish.isEmpty()) {
      work.leave();
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
    work.begin(state, reports);
    publish(state);
  }

  private Effect<TrialEvent, TrialState> onWorkerGone(
      TrialState state, TrainerPool.WorkerGone gone) {
    if (gone.attempt() != state.getAttempt()) {
      return Effect().none();
    }
    work.workerGone();
    if (work.phase() == Phase.STAGE_OVER) {
      if (!wish.isEmpty()) {
        return endAttempt(wish, "asked to");
      }
      beginStage(state);
      return Effect().none();
    }
    if (work.phase() != Phase.RUNNING) {
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
    if (!work.concerns(report, state)) {
      return Effect().none();
    }
    return switch (report.getWhatCase()) {
      case PROGRESSED -> {
        work.progressed(report.getProgressed());
        notes.progress(report.getStage(), report.getProgressed());
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
            TrialEvents.checkpoint(report.getStage(), report.getCheckpointSaved(), work.seconds()))
        .thenRun(
            now -> {
              notes.checkpoint(now.getCheckpoint());
              notes.forget(before, now);
            });
  }

  private Effect<TrialEvent, TrialState> onFinished(TrialState state, StageReport report) {
    FileRef before = state.getCheckpoint().getFile();
    List<TrialEvent> events = new ArrayList<>();
    events.add(TrialEvents.stageEnded(report.getStage(), report.getFinished(), work.seconds()));
    boolean last = state.getEndedStagesCount() + 1 == TrialHistory.STAGES.size();
    if (last) {
      events.add(TrialEvents.of(TrialEvents.ended("done", "", "")));
    }
    work.stageOver();
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
              work.leave();
            });
  }

  private void attemptEnded(TrialState state) {
    notes.attemptEnded(state);
    if (work.phase() == Phase.IDLE) {
      context.getSelf().tell(new Next());
    }
  }

  private Effect<TrialEvent, TrialState> onEndWish(String how) {
    if (wish.isEmpty() || how.equals(TrialHistory.STOPPED)) {
      wish = how;
    }
    switch (work.phase()) {
      case RUNNING -> {
        work.askWorkerToStop();
        timers.startSingleTimer(new Overdue(), settings.stopTimeout());
      }
      case QUEUED -> work.leave();
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
    return work.phase() == Phase.RUNNING || work.phase() == Phase.STAGE_OVER
        ? endAttempt(wish, "asked to; the worker did not stop in time")
        : Effect().none();
  }

  private Effect<TrialEvent, TrialState> end(TrialEnded how) {
    return Effect().persist(TrialEvents.of(how)).thenRun(this::closed).thenStop();
  }

  private void closed(TrialState state) {
    notes.closed(state);
    experiment.tell(new Closed(work.view(state)));
  }

  private void publish(TrialState state) {
    experiment.tell(new Changed(work.view(state)));
  }
}
