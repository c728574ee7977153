package io.symlab.actors.lab;

import akka.actor.typed.ActorRef;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.TimerScheduler;
import io.symlab.actors.trial.Decision;
import io.symlab.proto.CancelRequested;
import io.symlab.proto.ExperimentEvent;
import io.symlab.proto.ExperimentState;
import io.symlab.proto.ExperimentSubmitted;
import io.symlab.proto.ExperimentView;
import io.symlab.proto.FileRef;
import io.symlab.proto.HookBegun;
import io.symlab.proto.TrialView;
import java.util.List;
import java.util.function.Function;

/**
 * How an experiment comes to its end: trial by trial, or cancelled; then its report, its hook and
 * its record, and the word of it to the lab and to who waits. Part of the experiment's actor, used
 * in its handlers only.
 */
final class Closing {
  private final ActorContext<Experiment.Command> context;
  private final ExperimentSubmitted submitted;
  private final LabSettings settings;
  private final ActorRef<Experiment.Closed> lab;
  private final TrialBook book;
  private final OpenTrials trials;
  private final SweepControl sweep;
  private final Control control;
  private final Function<ExperimentState, ExperimentView> views;
  private final Waiters<Experiment.Command> waiters;
  private Ending ending;
  private Experiment.Closed said;

  /**
   * @param lab is told once, and whenever it asks
   * @param views makes what clients are shown
   */
  Closing(
      ActorContext<Experiment.Command> context,
      TimerScheduler<Experiment.Command> timers,
      ExperimentSubmitted submitted,
      LabSettings settings,
      ActorRef<Experiment.Closed> lab,
      TrialBook book,
      OpenTrials trials,
      Control control,
      Function<ExperimentState, ExperimentView> views) {
    this.context = context;
    this.submitted = submitted;
    this.settings = settings;
    this.lab = lab;
    this.book = book;
    this.trials = trials;
    this.sweep = new SweepControl(submitted, book, trials);
    this.control = control;
    this.views = views;
    this.waiters = new Waiters<>(timers, Experiment.WaitOver::new);
  }

  /** The actor has begun anew: its timers are gone. */
  void recovered() {
    waiters.rearm();
  }

  /** Whether it has ended and told the lab, which it does again. */
  boolean saysAgain() {
    if (said != null) {
      lab.tell(said);
    }
    return said != null;
  }

  /** A trial has come to a rung of its sweep. */
  Decision<ExperimentEvent, ExperimentState> atRung(TrialView view) {
    return sweep.atRung(view);
  }

  /** A trial has ended, and maybe others with it. */
  Decision<ExperimentEvent, ExperimentState> trialClosed(TrialView view) {
    if (book.hasClosed(view.getIndex())) {
      return Decision.none();
    }
    List<ExperimentEvent> events = sweep.closed(view);
    return new Decision<>(
        events,
        noted -> {
          events.forEach(book::noted);
          endIfClosed();
        });
  }

  /** Goes on to the end when no trial is open any more. */
  void endIfClosed() {
    if (book.allClosed()) {
      context.getSelf().tell(new Experiment.AllClosed());
    }
  }

  /** All trials have ended. A hook is noted before it is run, so that it never runs twice. */
  Decision<ExperimentEvent, ExperimentState> allClosed(ExperimentState state) {
    if (ending != null) {
      return Decision.none();
    }
    List<String> hook = submitted.getSweep().getOnEndList();
    if (hook.isEmpty() || state.getHookBegun()) {
      return Decision.only(noted -> endWith(List.of(), noted));
    }
    return Decision.of(
        now().setHookBegun(HookBegun.getDefaultInstance()).build(), noted -> endWith(hook, noted));
  }

  private void endWith(List<String> hook, ExperimentState state) {
    ending = Ending.begin(ExperimentViews.atLast(submitted, state, book, settings.home()), hook);
    context.pipeToSelf(ending.over(), (outcome, failure) -> new Experiment.Over());
  }

  /** Report and hook have been done. */
  Decision<ExperimentEvent, ExperimentState> over() {
    return Decision.only(
        state -> {
          book.over();
          ExperimentView view = views.apply(state);
          FileRef record = Records.write(settings.home(), submitted, view);
          said = new Experiment.Closed(view, record);
          lab.tell(said); // first: who waits for the end may submit the same again
          waiters.answerAll(view);
        });
  }

  Decision<ExperimentEvent, ExperimentState> cancel(
      ExperimentState state, Experiment.Cancel cancel) {
    if (book.isOver()) {
      String how = views.apply(state).getState();
      return Decision.only(now -> cancel.replyTo().tell(Replies.ended(submitted.getId(), how)));
    }
    if (control.isReplaced()) {
      return Replies.refuse(
          cancel.replyTo(), submitted.getId() + " is just getting another recipe; cancel it again");
    }
    waiters.add(cancel.replyTo());
    if (state.getCancelled() || book.allClosed()) {
      return Decision.none();
    }
    List<Integer> untouched = trials.untouched();
    var event = CancelRequested.newBuilder().addAllUntouched(untouched);
    return Decision.of(
        now().setCancelRequested(event).build(),
        noted -> {
          untouched.forEach(index -> book.closed(ExperimentHistory.neverBegan(index)));
          trials.cancel();
          endIfClosed();
        });
  }

  /** Somebody waits for the end. */
  void await(ExperimentState state, Experiment.Wait wait) {
    if (book.isOver()) {
      wait.replyTo().tell(Waiters.reply(views.apply(state)));
    } else {
      waiters.add(wait.replyTo(), wait.patience());
    }
  }

  /** And has waited for long enough. */
  void waitOver(ExperimentState state, Experiment.WaitOver over) {
    waiters.answer(over.replyTo(), views.apply(state));
  }

  /** The lab is stopping, or has noted the end. */
  void leave(ExperimentState state) {
    waiters.answerAll(views.apply(state)); // it won't end before the lab does
    if (ending != null) {
      ending.leave();
    }
  }

  private static ExperimentEvent.Builder now() {
    return ExperimentEvent.newBuilder().setAtMillis(System.currentTimeMillis());
  }
}
