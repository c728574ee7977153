package io.symlab.actors.trial;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.eventstream.EventStream;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.TimerScheduler;
import akka.persistence.typed.PersistenceId;
import akka.persistence.typed.RecoveryCompleted;
import akka.persistence.typed.javadsl.CommandHandler;
import akka.persistence.typed.javadsl.Effect;
import akka.persistence.typed.javadsl.EffectBuilder;
import akka.persistence.typed.javadsl.EventHandler;
import akka.persistence.typed.javadsl.EventSourcedBehavior;
import akka.persistence.typed.javadsl.RetentionCriteria;
import akka.persistence.typed.javadsl.SignalHandler;
import io.symlab.actors.pool.PoolReply;
import io.symlab.actors.pool.TrainerPool;
import io.symlab.actors.stage.StageWorker;
import io.symlab.actors.trial.TrialWork.Phase;
import io.symlab.experiment.RunState;
import io.symlab.proto.StageReport;
import io.symlab.proto.TrialEvent;
import io.symlab.proto.TrialState;
import io.symlab.proto.TrialView;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One point of a sweep on its way through its stages; the only writer of what it has reached. It
 * leads one attempt at a time, has a worker do each stage, and decides what follows when one fails:
 * another attempt from the last checkpoint, or the end.
 */
public final class Trial extends EventSourcedBehavior<Trial.Command, TrialEvent, TrialState> {
  public sealed interface Command
      permits Next,
          Retry,
          LookAround,
          Overdue,
          Cancel,
          Rest,
          Prioritise,
          Leave,
          PoolSaid,
          StageSaid {}

  /** What its experiment hears. */
  public sealed interface Reply permits Changed, Rested, AtRung, Closed {}

  /** It looks like this now. */
  public record Changed(TrialView view) implements Reply {}

  /**
   * It has come to a rung, left a checkpoint, and holds no slot; its actor ends, and another one
   * goes on when there is a verdict. The view has what it reported at this rung and those before.
   */
  public record AtRung(TrialView view) implements Reply {}

  /** It has left a checkpoint and holds no slot; its actor ends, and another one may go on. */
  public record Rested(TrialView view) implements Reply {}

  /** It has ended for good. */
  public record Closed(TrialView view) implements Reply {}

  /** From its experiment: stop for good; {@link Closed} follows. */
  public record Cancel() implements Command {}

  /**
   * From its experiment: leave a checkpoint and end, to go on later; {@link Rested} follows, or
   * {@link Closed} when it ended meanwhile.
   *
   * @param how paused or held
   * @param cause a sentence
   */
  public record Rest(RunState how, String cause) implements Command {}

  /** From its experiment: this is its place among those that wait; higher goes first. */
  public record Prioritise(int priority) implements Command {}

  /** From its experiment: the lab is stopping; leave a checkpoint and end, to go on later. */
  public record Leave() implements Command {}

  /** From itself: no attempt is open, decide what to do. */
  private record Next() implements Command {}

  /** From its timer: the wait after a failure is over. */
  private record Retry() implements Command {}

  /** From its timer, now and then: is something missing, or there again? */
  private record LookAround() implements Command {}

  /** From its timer: the worker has been asked to stop for long enough. */
  private record Overdue() implements Command {}

  /** From the pool. */
  private record PoolSaid(PoolReply reply) implements Command {}

  /** From the worker of some attempt. */
  private record StageSaid(StageReport report) implements Command {}

  private static final Duration LOOK = Duration.ofSeconds(1);

  private final ActorContext<Command> context;
  private final TimerScheduler<Command> timers;
  private final TrialPlan plan;
  private final TrialSettings settings;
  private final ActorRef<Reply> experiment;
  private final ActorRef<PoolReply> poolReplies;
  private final ActorRef<StageWorker.Report> reports;
  private final TrialNotes notes;
  private final TrialHistory history;

  private final Obstacles obstacles;
  private final TrialWork work;
  private Optional<String> holding = Optional.empty();
  private Wish wish = Wish.NONE;
  private boolean recovered;
  private AttemptEnd orphaned = AttemptEnd.labDied();

  private Trial(
      ActorContext<Command> context,
      TimerScheduler<Command> timers,
      TrialPlan plan,
      TrialSettings settings,
      ActorRef<TrainerPool.Command> pool,
      ActorRef<Reply> experiment) {
    super(PersistenceId.ofUniqueId("trial-" + plan.name()), Restarts.afterJournalFailure());
    this.context = context;
    this.timers = timers;
    this.plan = plan;
    this.settings = settings;
    this.obstacles = new Obstacles(settings.health(), plan);
    this.work = new TrialWork(plan, settings.home(), pool);
    this.experiment = experiment;
    this.poolReplies = context.messageAdapter(PoolReply.class, PoolSaid::new);
    this.reports =
        context.messageAdapter(StageWorker.Report.class, report -> new StageSaid(report.body()));
    this.notes = new TrialNotes(settings.home(), plan);
    this.history = plan.history();
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
    return history::apply;
  }

  @Override
  public CommandHandler<Command, TrialEvent, TrialState> commandHandler() {
    return newCommandHandlerBuilder()
        .forAnyState()
        .onCommand(Next.class, (state, command) -> onNext(state))
        .onCommand(Retry.class, (state, command) -> onRetry())
        .onCommand(LookAround.class, (state, command) -> onLookAround())
        .onCommand(Overdue.class, (state, command) -> onOverdue(state))
        .onCommand(Cancel.class, (state, command) -> onWish(Wish.CANCEL))
        .onCommand(Rest.class, (state, rest) -> onWish(Wish.rest(rest.how(), rest.cause())))
        .onCommand(Prioritise.class, (state, asked) -> onPrioritise(asked))
        .onCommand(Leave.class, (state, command) -> onWish(Wish.STOP))
        .onCommand(PoolSaid.class, this::onPoolSaid)
        .onCommand(StageSaid.class, this::onStageSaid)
        .build();
  }

  @Override
  public SignalHandler<TrialState> signalHandler() {
    return newSignalHandlerBuilder()
        .onSignal(RecoveryCompleted.instance(), state -> onRecovered())
        .build();
  }

  /**
   * At start, and when the journal had failed: then an attempt may be under way that has not been
   * told of what is lost. It ends, and the next begins from what the journal has.
   */
  private void onRecovered() {
    switch (work.phase()) {
      case IDLE, BACKING_OFF, HELD -> next();
      case QUEUED, RUNNING, STAGE_OVER -> work.leave();
      case LEAVING -> {
        // What follows is on its way.
      }
    }
    timers.startTimerWithFixedDelay(new LookAround(), LOOK);
    if (recovered) {
      orphaned = AttemptEnd.journalFailed();
    }
    recovered = true;
  }

  @Override
  public RetentionCriteria retentionCriteria() {
    return RetentionCriteria.snapshotEvery(50, 2).withDeleteEventsOnSnapshot();
  }

  private Effect<TrialEvent, TrialState> onPrioritise(Prioritise asked) {
    work.prioritise(asked.priority());
    return Effect().none();
  }

  private Effect<TrialEvent, TrialState> onNext(TrialState state) {
    if (work.reopens(state)) {
      return persist(state, now -> next(), List.of(TrialEvents.reopened(work.retries())));
    }
    NextStep step = NextStep.of(state, circumstances(state), settings.retry());
    if (step instanceof NextStep.CloseAttempt) {
      return persist(state, now -> next(), List.of(TrialEvents.attemptEnded(orphaned)));
    }
    if (step instanceof NextStep.End end) {
      return persist(state, this::closed, List.of(TrialEvents.of(end.how()))).thenStop();
    }
    if (step instanceof NextStep.TellEnd) {
      closed(state);
      return Effect().stop();
    }
    if (step instanceof NextStep.AtRung) {
      experiment.tell(new AtRung(work.view(state)));
      return Effect().stop();
    }
    if (step instanceof NextStep.Leave) {
      experiment.tell(new Rested(work.view(state, wish.how())));
      return Effect().stop();
    }
    if (step instanceof NextStep.Hold hold) {
      if (work.held(hold.cause(), hold.again())) {
        notes.held(hold.cause());
        publish(state);
      }
      return Effect().none();
    }
    if (step instanceof NextStep.BackOff backOff) {
      work.rests(Phase.BACKING_OFF);
      notes.pause(backOff.pause());
      timers.startSingleTimer(new Retry(), backOff.pause());
    } else {
      work.enter(state, context.getSelf(), poolReplies);
    }
    publish(state);
    return Effect().none();
  }

  private NextStep.Circumstances circumstances(TrialState state) {
    Optional<String> obstacle = state.hasEnded() ? Optional.empty() : obstacles.beforeWork();
    boolean blamed = settings.firstAtWork().map(work::isOf).orElse(true);
    return new NextStep.Circumstances(wish, plan.rungs(), obstacle, work.rested(), blamed);
  }

  /** What ends the attempt that runs: a wish, or the want of something. */
  private Wish asked() {
    return wish.isNone() && holding.isPresent() ? Wish.rest(RunState.HELD, holding.get()) : wish;
  }

  private Effect<TrialEvent, TrialState> onLookAround() {
    if (work.phase() == Phase.HELD) {
      next();
    } else if (work.phase() == Phase.RUNNING && asked().isNone()) {
      holding = obstacles.ofTheLab();
      if (holding.isPresent()) {
        stopWorker();
      }
    }
    return Effect().none();
  }

  private Effect<TrialEvent, TrialState> onRetry() {
    next();
    return Effect().none();
  }

  private Effect<TrialEvent, TrialState> onPoolSaid(TrialState state, PoolSaid said) {
    PoolReply reply = said.reply();
    if (reply instanceof PoolReply.Admitted) {
      return work.phase() == Phase.QUEUED ? onAdmitted(state) : Effect().none();
    }
    if (reply instanceof PoolReply.WorkerGone gone) {
      return onWorkerGone(state, gone);
    }
    if (reply instanceof PoolReply.Left) {
      return onLeft(state);
    }
    if (reply instanceof PoolReply.Started started) {
      work.started(started.worker(), started.hosts());
      notes.stageBegins(state, started.slots(), started.lease());
      if (!asked().isNone()) {
        work.askWorkerToStop();
      }
    } else if (reply instanceof PoolReply.Queued) {
      onQueued(state);
    } else if (reply instanceof PoolReply.Waits waits) {
      if (work.waitsFor(waits.what())) {
        publish(state);
      }
    } else if (reply instanceof PoolReply.Drains drains) {
      onDrains(drains);
    } else if (reply instanceof PoolReply.MoreSlots) {
      onMoreSlots();
    }
    return Effect().none();
  }

  /** Its attempt goes on once it has what the next stage needs. */
  private void onQueued(TrialState state) {
    if (work.phase() == Phase.RUNNING) {
      work.queued();
      publish(state);
      if (!asked().isNone()) {
        work.leave();
      }
    }
  }

  /** It goes on elsewhere from the checkpoint that it leaves. */
  private void onDrains(PoolReply.Drains drains) {
    if (work.phase() == Phase.RUNNING && asked().isNone()) {
      holding = Optional.of("the host " + drains.host() + " is being drained");
      stopWorker();
    }
  }

  /** Its worker decides whether that is worth beginning anew. */
  private void onMoreSlots() {
    if (work.phase() == Phase.RUNNING && asked().isNone()) {
      holding = Optional.of("more slots have come, with which it begins anew");
      work.offerMoreSlots();
    }
  }

  /** An attempt may be open that waited for its next stage. */
  private Effect<TrialEvent, TrialState> onLeft(TrialState state) {
    Wish asked = asked();
    work.rests(Phase.IDLE);
    holding = Optional.empty();
    if (state.getAttemptOpen() && !state.hasEnded() && !asked.isNone()) {
      var ended = List.of(TrialEvents.attemptEnded(AttemptEnd.asked(asked)));
      return persist(state, now -> next(), ended);
    }
    next();
    return Effect().none();
  }

  private Effect<TrialEvent, TrialState> onAdmitted(TrialState state) {
    Optional<String> obstacle = obstacles.beforeWork();
    if (!wish.isNone() || obstacle.isPresent()) {
      holding = obstacle;
      work.leave();
      return Effect().none();
    }
    if (state.getAttemptOpen()) { // it has waited for what its next stage needs
      beginStage(state);
      return Effect().none();
    }
    var started = TrialEvents.attemptStarted(state.getAttempt() + 1, history.stage(state));
    return persist(state, this::beginStage, List.of(started));
  }

  private void beginStage(TrialState state) {
    work.begin(state, reports);
    publish(state);
  }

  private Effect<TrialEvent, TrialState> onWorkerGone(TrialState state, PoolReply.WorkerGone gone) {
    if (gone.attempt() != state.getAttempt()) {
      return Effect().none();
    }
    work.workerGone();
    boolean stageOver = work.phase() == Phase.STAGE_OVER;
    if (!stageOver && work.phase() != Phase.RUNNING) {
      return Effect().none();
    }
    if (stageOver && asked().isNone()) {
      holding = obstacles.beforeWork();
    }
    if (!asked().isNone()) {
      return endAttempt(state, AttemptEnd.asked(asked()));
    }
    if (!stageOver) {
      return endAttempt(state, AttemptEnd.workerGone(gone.stage(), gone.kind(), gone.cause()));
    }
    beginStage(state);
    return Effect().none();
  }

  private Effect<TrialEvent, TrialState> onStageSaid(TrialState state, StageSaid said) {
    StageReport report = said.report();
    if (!work.concerns(report, state)) {
      return Effect().none();
    }
    if (report.hasProgressed()) {
      work.progressed(report.getProgressed());
      notes.progress(report.getStage(), report.getProgressed());
      publish(state);
      return Effect().none();
    }
    if (report.hasNoted()) {
      notes.noted(report.getNoted());
      return Effect().none();
    }
    List<TrialEvent> events =
        TrialEvents.ofReport(report, state, history, asked(), work.facts(), plan.rungs());
    if (report.hasFinished()) {
      work.stageOver();
    }
    var persisted = persist(state, this::reported, events);
    return TrialEvents.endTheTrial(events) ? persisted.thenStop() : persisted;
  }

  private void reported(TrialState now) {
    if (now.hasEnded()) {
      closed(now);
    } else if (now.getAttemptOpen()) {
      publish(now);
    } else {
      work.leave();
    }
  }

  private Effect<TrialEvent, TrialState> endAttempt(TrialState state, AttemptEnd end) {
    return persist(state, now -> work.leave(), List.of(TrialEvents.attemptEnded(end)));
  }

  private Effect<TrialEvent, TrialState> onWish(Wish asked) {
    wish = wish.and(asked);
    switch (work.phase()) {
      case RUNNING -> stopWorker();
      case QUEUED -> work.leave();
      case BACKING_OFF, HELD, IDLE -> {
        timers.cancel(new Retry());
        next();
      }
      case STAGE_OVER, LEAVING -> {
        // What follows looks at the wish.
      }
    }
    return Effect().none();
  }

  private void stopWorker() {
    work.askWorkerToStop();
    timers.startSingleTimer(new Overdue(), settings.stopTimeout());
  }

  private Effect<TrialEvent, TrialState> onOverdue(TrialState state) {
    boolean works = work.phase() == Phase.RUNNING || work.phase() == Phase.STAGE_OVER;
    return works && !asked().isNone()
        ? endAttempt(state, AttemptEnd.askedInVain(asked()))
        : Effect().none();
  }

  /** Journals what has happened, has it noted beside the results, and goes on. */
  private EffectBuilder<TrialEvent, TrialState> persist(
      TrialState before, Consumer<TrialState> then, List<TrialEvent> events) {
    return Effect()
        .persist(events)
        .thenRun(
            now -> {
              notes.happened(before, events, now);
              events.forEach(this::tellOfAttempt);
              then.accept(now);
            });
  }

  private void tellOfAttempt(TrialEvent event) {
    if (event.hasAttemptEnded()) {
      var closed = new AttemptClosed(event.getAttemptEnded().getKind());
      context.getSystem().eventStream().tell(new EventStream.Publish<>(closed));
    }
  }

  private void next() {
    context.getSelf().tell(new Next());
  }

  private void closed(TrialState state) {
    notes.closed(state);
    experiment.tell(new Closed(work.view(state)));
  }

  private void publish(TrialState state) {
    experiment.tell(new Changed(work.view(state)));
  }
}
