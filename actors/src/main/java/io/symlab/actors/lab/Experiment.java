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
import io.symlab.actors.trial.Restarts;
import io.symlab.actors.trial.Trial;
import io.symlab.experiment.RunState;
import io.symlab.proto.CancelRequested;
import io.symlab.proto.ClientReply;
import io.symlab.proto.ExperimentEvent;
import io.symlab.proto.ExperimentState;
import io.symlab.proto.ExperimentSubmitted;
import io.symlab.proto.ExperimentView;
import io.symlab.proto.FileRef;
import io.symlab.proto.HookBegun;
import io.symlab.proto.TrialView;
import java.time.Duration;
import java.util.List;
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
  private record AllClosed() implements Command {}

  /** From what follows the end of the last trial: that has been done. */
  private record Over() implements Command {}

  /** A trial's actor is gone. */
  record TrialGone(int index) implements Command {}

  /** From the pool, to all: a host has come or gone. */
  private record MoreRoom() implements Command {}

  /** From its timer: somebody has waited for long enough. */
  private record WaitOver(ActorRef<ClientReply> replyTo) implements Command {}

  private final ActorContext<Command> context;
  private final ExperimentSubmitted submitted;
  private final LabSettings settings;
  private final ActorRef<Closed> lab;
  private final TrialBook book;
  private final OpenTrials trials;
  private Command last;
  private Closed said;
  private final Control control;
  private final AtomicBoolean reopened;
  private final SweepControl sweep;
  private final Waiters<Command> waiters;
  private Ending ending;

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
    this.waiters = new Waiters<>(timers, WaitOver::new);
    this.submitted = submitted;
    this.settings = settings;
    this.lab = lab;
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
    this.sweep = new SweepControl(submitted, book, trials);
    this.control = new Control(submitted, book, trials, now, this::view);
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
            .onCommand(Cancel.class, this::onCancel)
            .onCommand(
                Control.Command.class, (state, asked) -> follow(control.decide(state, asked)))
            .onCommand(AllClosed.class, (state, command) -> onAllClosed(state))
            .onCommand(Over.class, (state, command) -> onOver(state))
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
    waiters.rearm();
    if (last != null) {
      context.getSelf().tell(last);
      last = null;
    }
  }

  private Effect<ExperimentEvent, ExperimentState> onBegin(ExperimentState state) {
    if (said != null) {
      lab.tell(said);
    } else {
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
      context.getSelf().tell(new AllClosed());
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
      return onTrialClosed(closed.view());
    }
    if (reply instanceof Trial.Rested rested) {
      if (!book.rungs().news(rested.view()).isEmpty()) {
        return follow(sweep.atRung(rested.view())); // it was paused at a rung
      }
      return follow(control.rested(rested.view()));
    }
    if (reply instanceof Trial.AtRung rung) {
      return follow(sweep.atRung(rung.view()));
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

  private Effect<ExperimentEvent, ExperimentState> onTrialClosed(TrialView view) {
    if (book.hasClosed(view.getIndex())) {
      return Effect().none();
    }
    List<ExperimentEvent> events = sweep.closed(view);
    return Effect()
        .persist(events)
        .thenRun(
            (ExperimentState noted) -> {
              events.forEach(book::noted);
              endIfClosed();
            });
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

  private void endIfClosed() {
    tellOfChange();
    if (book.allClosed()) {
      context.getSelf().tell(new AllClosed());
    }
  }

  /** A hook is noted before it is run, so that it never runs twice. */
  private Effect<ExperimentEvent, ExperimentState> onAllClosed(ExperimentState state) {
    if (ending != null) {
      return Effect().none();
    }
    List<String> hook = submitted.getSweep().getOnEndList();
    if (hook.isEmpty() || state.getHookBegun()) {
      endWith(List.of(), state);
      return Effect().none();
    }
    return Effect()
        .persist(now().setHookBegun(HookBegun.getDefaultInstance()).build())
        .thenRun(noted -> endWith(hook, noted));
  }

  private void endWith(List<String> hook, ExperimentState state) {
    ending = Ending.begin(ExperimentViews.atLast(submitted, state, book, settings.home()), hook);
    context.pipeToSelf(ending.over(), (outcome, failure) -> new Over());
  }

  private Effect<ExperimentEvent, ExperimentState> onOver(ExperimentState state) {
    book.over();
    tellOfChange();
    ExperimentView view = view(state);
    FileRef record = Records.write(settings.home(), submitted, view);
    said = new Closed(view, record);
    lab.tell(said); // first: who waits for the end may submit the same again
    waiters.answerAll(view);
    return Effect().none();
  }

  private Effect<ExperimentEvent, ExperimentState> onView(ExperimentState state, View query) {
    query.replyTo().tell(Waiters.reply(view(state)));
    return Effect().none();
  }

  private Effect<ExperimentEvent, ExperimentState> onWait(ExperimentState state, Wait wait) {
    if (book.isOver()) {
      wait.replyTo().tell(Waiters.reply(view(state)));
    } else {
      waiters.add(wait.replyTo(), wait.patience());
    }
    return Effect().none();
  }

  private Effect<ExperimentEvent, ExperimentState> onWaitOver(
      ExperimentState state, WaitOver over) {
    waiters.answer(over.replyTo(), view(state));
    return Effect().none();
  }

  private Effect<ExperimentEvent, ExperimentState> onCancel(ExperimentState state, Cancel cancel) {
    if (book.isOver()) {
      cancel.replyTo().tell(Replies.ended(submitted.getId(), view(state).getState()));
      return Effect().none();
    }
    if (control.isReplaced()) {
      String words = submitted.getId() + " is just getting another recipe; cancel it again";
      cancel.replyTo().tell(Replies.refused(2, words));
      return Effect().none();
    }
    waiters.add(cancel.replyTo());
    if (state.getCancelled() || book.allClosed()) {
      return Effect().none();
    }
    List<Integer> untouched = trials.untouched();
    var event = CancelRequested.newBuilder().addAllUntouched(untouched);
    return Effect()
        .persist(now().setCancelRequested(event).build())
        .thenRun(
            noted -> {
              untouched.forEach(index -> book.closed(ExperimentHistory.neverBegan(index)));
              trials.cancel();
              endIfClosed();
            });
  }

  private Effect<ExperimentEvent, ExperimentState> onLeave(ExperimentState state) {
    control.leave(state);
    waiters.answerAll(view(state)); // it won't end before the lab does
    trials.leave();
    if (ending != null) {
      ending.leave();
    }
    return trials.left() ? Effect().stop() : Effect().none();
  }

  private static ExperimentEvent.Builder now() {
    return ExperimentEvent.newBuilder().setAtMillis(System.currentTimeMillis());
  }

  private ExperimentView view(ExperimentState state) {
    return control.with(ExperimentViews.of(submitted, state, book, settings.home()), state).build();
  }
}
