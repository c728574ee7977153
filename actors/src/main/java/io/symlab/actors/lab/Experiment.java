package io.symlab.actors.lab;

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
import io.symlab.actors.pool.HostsChanged;
import io.symlab.actors.pool.TrainerPool;
import io.symlab.actors.trial.Decision;
import io.symlab.actors.trial.Restarts;
import io.symlab.actors.trial.Trial;
import io.symlab.experiment.RunState;
import io.symlab.proto.ClientReply;
import io.symlab.proto.ExperimentEvent;
import io.symlab.proto.ExperimentState;
import io.symlab.proto.ExperimentSubmitted;
import io.symlab.proto.ExperimentView;
import io.symlab.proto.FileRef;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What a user submitted: runs its trials in order, as many at once as there are slots, keeps what
 * became of them, and answers who waits for it.
 */
public final class Experiment
    extends EventSourcedBehavior<Experiment.Command, ExperimentEvent, ExperimentState> {
  public sealed interface Command
      permits Begin,
          AllClosed,
          Over,
          TrialSaid,
          TrialGone,
          MoreRoom,
          View,
          Wait,
          WaitOver,
          Cancel,
          Control.Command,
          Leave {}

  /**
   * What the lab hears once: all trials have ended.
   *
   * @param record where all of it is written; the empty name when it could not be
   */
  record Closed(ExperimentView view, FileRef record) {}

  /** From a trial. */
  private record TrialSaid(Trial.Reply reply) implements Command {}

  /** From the lab: show yourself. */
  record View(ActorRef<ClientReply> replyTo) implements Command {}

  /** From the lab: show yourself once you have ended, or after so long. */
  record Wait(Duration patience, ActorRef<ClientReply> replyTo) implements Command {}

  /**
   * From the lab: stop all trials for good; answered when they have, refused when all had ended.
   */
  record Cancel(ActorRef<ClientReply> replyTo) implements Command {}

  /** From the lab: it is stopping, or has noted that this has ended; end. */
  record Leave() implements Command {}

  /** From the lab, when it has read its journal anew: look whether all is as it should be. */
  record Begin() implements Command {}

  /** From itself: all trials have ended, and that is noted. */
  record AllClosed() implements Command {}

  /** From what follows the end of the last trial: that has been done. */
  record Over() implements Command {}

  /** A trial's actor is gone. */
  record TrialGone(int index) implements Command {}

  /** From the pool, to all: a host has come or gone. */
  private record MoreRoom() implements Command {}

  /** From its timer: somebody has waited for long enough. */
  record WaitOver(ActorRef<ClientReply> replyTo) implements Command {}

  private final ActorContext<Command> context;
  private final ExperimentSubmitted submitted;
  private final LabSettings settings;
  private final TrialBook book;
  private final OpenTrials trials;
  private Command last;
  private final Control control;
  private final AtomicBoolean reopened;
  private final Closing closing;

  private Experiment(
      ActorContext<Command> context,
      TimerScheduler<Command> timers,
      ExperimentSubmitted submitted,
      LabSettings settings,
      ActorRef<TrainerPool.Command> pool,
      ActorRef<Closed> lab,
      LabNow now,
      AtomicBoolean reopened) {
    super(
        PersistenceId.ofUniqueId("experiment-" + submitted.getId()),
        Restarts.afterJournalFailure());
    this.context = context;
    this.submitted = submitted;
    this.settings = settings;
    var replies = context.messageAdapter(Trial.Reply.class, TrialSaid::new);
    context
        .getSystem()
        .eventStream()
        .tell(
            new EventStream.Subscribe<>(
                HostsChanged.class,
                context.messageAdapter(HostsChanged.class, changed -> new MoreRoom())));
    this.book = new TrialBook(submitted);
    this.trials = new OpenTrials(context, submitted, settings, pool, replies, book);
    this.control = new Control(submitted, book, trials, now, this::view);
    this.closing =
        new Closing(context, timers, submitted, settings, lab, book, trials, control, this::view);
    this.reopened = reopened;
  }

  /**
   * An experiment that begins, or goes on.
   *
   * @param now what is known of the lab whenever it begins anew
   * @param retried whether all of its trials have ended, and some are about to be retried
   */
  static Behavior<Command> create(
      ExperimentSubmitted submitted,
      LabSettings settings,
      ActorRef<TrainerPool.Command> pool,
      ActorRef<Closed> lab,
      LabNow now,
      boolean retried) {
    var reopened = new AtomicBoolean(retried);
    Behavior<Command> experiment =
        Behaviors.setup(
            context ->
                Behaviors.withTimers(
                    timers ->
                        new Experiment(
                            context, timers, submitted, settings, pool, lab, now, reopened)));
    return Behaviors.supervise(experiment).onFailure(Restarts.afterFailure());
  }

  @Override
  public ExperimentState emptyState() {
    return ExperimentState.getDefaultInstance();
  }

  @Override
  public EventHandler<ExperimentState, ExperimentEvent> eventHandler() {
    return ExperimentHistory::apply;
  }

  @Override
  public CommandHandler<Command, ExperimentEvent, ExperimentState> commandHandler() {
    var handler =
        newCommandHandlerBuilder()
            .forAnyState()
            .onCommand(Begin.class, (state, command) -> onBegin(state))
            .onCommand(TrialSaid.class, (state, said) -> onTrialSaid(said.reply()))
            .onCommand(TrialGone.class, this::onTrialGone)
            .onCommand(MoreRoom.class, (state, command) -> onMoreRoom())
            .onCommand(View.class, this::onView)
            .onCommand(Wait.class, this::onWait)
            .onCommand(WaitOver.class, this::onWaitOver)
            .onCommand(Cancel.class, (state, asked) -> follow(closing.cancel(state, asked)))
            .onCommand(
                Control.Command.class, (state, asked) -> follow(control.decide(state, asked)))
            .onCommand(AllClosed.class, (state, command) -> follow(closing.allClosed(state)))
            .onCommand(Over.class, (state, command) -> follow(closing.over()))
            .onCommand(Leave.class, (state, command) -> onLeave(state))
            .build();
    return (state, command) -> {
      last = command;
      return handler.apply(state, command);
    };
  }

  @Override
  public SignalHandler<ExperimentState> signalHandler() {
    return newSignalHandlerBuilder()
        .onSignal(RecoveryCompleted.instance(), this::onRecovered)
        .build();
  }

  /** What came last, before the journal failed, is done anew: none of it is done twice. */
  private void onRecovered(ExperimentState state) {
    begin(state);
    closing.recovered();
    if (last != null) {
      context.getSelf().tell(last);
      last = null;
    }
  }

  private Effect<ExperimentEvent, ExperimentState> onBegin(ExperimentState state) {
    if (!closing.saysAgain()) {
      begin(state);
    }
    return Effect().none();
  }

  @Override
  public RetentionCriteria retentionCriteria() {
    return RetentionCriteria.snapshotEvery(50, 2).withDeleteEventsOnSnapshot();
  }

  /** Before anybody is heard: what is asked may be about what went on before. */
  private void begin(ExperimentState state) {
    book.recall(state);
    control.plan(state);
    if (book.allClosed() && reopened.getAndSet(false)) {
      control.expectRetry();
      return; // it opens some of them
    }
    if (book.allClosed()) {
      closing.endIfClosed();
    } else if (state.getCancelled()) {
      trials.cancel();
    } else {
      trials.rest(control.rests(state));
    }
  }

  private Effect<ExperimentEvent, ExperimentState> follow(
      Decision<ExperimentEvent, ExperimentState> decision) {
    return Effect()
        .persist(decision.events())
        .thenRun(
            (ExperimentState now) -> {
              decision.then().accept(now);
              tellOfChange();
            });
  }

  private Effect<ExperimentEvent, ExperimentState> onTrialSaid(Trial.Reply reply) {
    if (reply instanceof Trial.Closed closed) {
      return follow(closing.trialClosed(closed.view()));
    }
    if (reply instanceof Trial.Rested rested) {
      if (!book.rungs().news(rested.view()).isEmpty()) {
        return follow(closing.atRung(rested.view())); // it was paused at a rung
      }
      return follow(control.rested(rested.view()));
    }
    if (reply instanceof Trial.AtRung rung) {
      return follow(closing.atRung(rung.view()));
    }
    if (reply instanceof Trial.Changed changed) {
      book.looks(changed.view());
      if (RunState.HELD.is(changed.view().getState()) || OpenTrials.isMidway(changed.view())) {
        trials.startNext();
      }
      tellOfChange();
    }
    return Effect().none();
  }

  private Effect<ExperimentEvent, ExperimentState> onTrialGone(
      ExperimentState state, TrialGone gone) {
    trials.gone(gone.index());
    if (trials.left()) {
      return Effect().stop();
    }
    trials.startNext();
    control.gone(state);
    tellOfChange();
    return Effect().none();
  }

  private Effect<ExperimentEvent, ExperimentState> onMoreRoom() {
    trials.startNext();
    return Effect().none();
  }

  private void tellOfChange() {
    context
        .getSystem()
        .eventStream()
        .tell(new EventStream.Publish<>(new ExperimentChanged(submitted.getId())));
  }

  private Effect<ExperimentEvent, ExperimentState> onView(ExperimentState state, View query) {
    query.replyTo().tell(Waiters.reply(view(state)));
    return Effect().none();
  }

  private Effect<ExperimentEvent, ExperimentState> onWait(ExperimentState state, Wait wait) {
    closing.await(state, wait);
    return Effect().none();
  }

  private Effect<ExperimentEvent, ExperimentState> onWaitOver(
      ExperimentState state, WaitOver over) {
    closing.waitOver(state, over);
    return Effect().none();
  }

  private Effect<ExperimentEvent, ExperimentState> onLeave(ExperimentState state) {
    control.leave(state);
    closing.leave(state);
    trials.leave();
    return trials.left() ? Effect().stop() : Effect().none();
  }

  private ExperimentView view(ExperimentState state) {
    return control.with(ExperimentViews.of(submitted, state, book, settings.home()), state).build();
  }
}
