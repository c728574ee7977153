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
import akka.persistence.typed.javadsl.EventHandler;
import akka.persistence.typed.javadsl.EventSourcedBehavior;
import akka.persistence.typed.javadsl.RetentionCriteria;
import akka.persistence.typed.javadsl.SignalHandler;
import io.symlab.actors.pool.PoolReply;
import io.symlab.actors.pool.TrainerPool;
import io.symlab.actors.trial.TrialWork.Phase;
import io.symlab.experiment.RunState;
import io.symlab.proto.StageReport;
import io.symlab.proto.TrialEvent;
import io.symlab.proto.TrialState;
import io.symlab.proto.TrialView;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One point of a sweep on its way through its stages; the only writer of what it has reached. It
 * leads one attempt at a time, has a worker do each stage, and decides what follows when one fails:
 * another attempt from the last checkpoint, or the end.
 */
public final class Trial extends EventSourcedBehavior<Trial.Command, TrialEvent, TrialState> {
  public sealed interface Command
      permits Next, LookAround, Overdue, Cancel, Rest, Prioritise, Leave, PoolSaid, StageSaid {}

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

  /** From itself, or its timer when the wait after a failure is over: decide what to do. */
  record Next() implements Command {}

  /** From its timer, now and then: is something missing, or there again? */
  private record LookAround() implements Command {}

  /** From its timer: the worker has been asked to stop for long enough. */
  record Overdue() implements Command {}

  /** From the pool. */
  private record PoolSaid(PoolReply reply) implements Command {}

  /** From the worker of some attempt. */
  record StageSaid(StageReport report) implements Command {}

  private static final Duration LOOK = Duration.ofSeconds(1);

  /** The timer of the wait after a failure. */
  private static final String BACK_OFF = "back-off";

  private final ActorContext<Command> context;
  private final TimerScheduler<Command> timers;
  private final TrialPlan plan;
  private final TrialSettings settings;
  private final ActorRef<PoolReply> poolReplies;
  private final TrialNotes notes;
  private final TrialWork work;
  private final Restraints restraints;
  private final TrialNews news;
  private final Attempt attempt;
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
    this.poolReplies = context.messageAdapter(PoolReply.class, PoolSaid::new);
    this.notes = new TrialNotes(settings.home(), plan);
    this.work = new TrialWork(plan, settings.home(), pool);
    this.restraints = new Restraints(settings.health(), plan);
    this.news = new TrialNews(experiment, work, notes);
    this.attempt =
        new Attempt(context, timers, plan, settings.stopTimeout(), work, restraints, notes, news);
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
    return plan.history()::apply;
  }

  @Override
  public CommandHandler<Command, TrialEvent, TrialState> commandHandler() {
    return newCommandHandlerBuilder()
        .forAnyState()
        .onCommand(Next.class, (state, command) -> onNext(state))
        .onCommand(LookAround.class, (state, command) -> onLookAround())
        .onCommand(Overdue.class, (state, command) -> follow(state, attempt.overdue()))
        .onCommand(Cancel.class, (state, command) -> onWish(Wish.CANCEL))
        .onCommand(Rest.class, (state, rest) -> onWish(Wish.rest(rest.how(), rest.cause())))
        .onCommand(Prioritise.class, (state, asked) -> onPrioritise(asked))
        .onCommand(Leave.class, (state, command) -> onWish(Wish.STOP))
        .onCommand(
            PoolSaid.class, (state, said) -> follow(state, attempt.poolSaid(state, said.reply())))
        .onCommand(
            StageSaid.class,
            (state, said) -> follow(state, attempt.workerSaid(state, said.report())))
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
      return follow(state, Decision.of(TrialEvents.reopened(work.retries()), now -> next()));
    }
    NextStep step = NextStep.of(state, circumstances(state), settings.retry());
    if (step instanceof NextStep.CloseAttempt) {
      return follow(state, Decision.of(TrialEvents.attemptEnded(orphaned), now -> next()));
    }
    if (step instanceof NextStep.End end) {
      return follow(state, Decision.of(TrialEvents.of(end.how()), news::closed));
    }
    if (step instanceof NextStep.TellEnd) {
      news.closed(state);
      return Effect().stop();
    }
    if (step instanceof NextStep.AtRung) {
      news.atRung(state);
      return Effect().stop();
    }
    if (step instanceof NextStep.Leave) {
      news.rested(state, restraints.wish().how());
      return Effect().stop();
    }
    if (step instanceof NextStep.Hold hold) {
      if (work.held(hold.cause(), hold.again())) {
        notes.held(hold.cause());
        news.changed(state);
      }
      return Effect().none();
    }
    if (step instanceof NextStep.BackOff backOff) {
      work.rests(Phase.BACKING_OFF);
      notes.pause(backOff.pause());
      timers.startSingleTimer(BACK_OFF, new Next(), backOff.pause());
    } else {
      work.enter(state, context.getSelf(), poolReplies);
    }
    news.changed(state);
    return Effect().none();
  }

  private NextStep.Circumstances circumstances(TrialState state) {
    Optional<String> obstacle = state.hasEnded() ? Optional.empty() : restraints.obstacle();
    boolean blamed = settings.firstAtWork().map(work::isOf).orElse(true);
    return new NextStep.Circumstances(
        restraints.wish(), plan.rungs(), obstacle, work.rested(), blamed);
  }

  private Effect<TrialEvent, TrialState> onLookAround() {
    if (work.phase() == Phase.HELD) {
      next();
    } else if (work.phase() == Phase.RUNNING && restraints.isFree()) {
      restraints.lookAtLab();
      if (!restraints.isFree()) {
        attempt.stop();
      }
    }
    return Effect().none();
  }

  private Effect<TrialEvent, TrialState> onWish(Wish asked) {
    restraints.ask(asked);
    switch (work.phase()) {
      case RUNNING -> attempt.stop();
      case QUEUED -> work.leave();
      case BACKING_OFF, HELD, IDLE -> {
        timers.cancel(BACK_OFF);
        next();
      }
      case STAGE_OVER, LEAVING -> {
        // What follows looks at the wish.
      }
    }
    return Effect().none();
  }

  /** Journals what has happened, has it noted beside the results, and goes on; or ends. */
  private Effect<TrialEvent, TrialState> follow(
      TrialState before, Decision<TrialEvent, TrialState> decision) {
    List<TrialEvent> events = decision.events();
    if (events.isEmpty()) {
      decision.then().accept(before);
      return Effect().none();
    }
    var persisted =
        Effect()
            .persist(events)
            .thenRun(
                (TrialState now) -> {
                  notes.happened(before, events, now);
                  events.forEach(this::tellOfAttempt);
                  decision.then().accept(now);
                });
    return TrialEvents.endTheTrial(events) ? persisted.thenStop() : persisted;
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
}
