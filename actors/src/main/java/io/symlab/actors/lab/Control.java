package io.symlab.actors.lab;

import akka.actor.typed.ActorRef;
import io.symlab.actors.trial.Decision;
import io.symlab.proto.ClientReply;
import io.symlab.proto.ExperimentEvent;
import io.symlab.proto.ExperimentState;
import io.symlab.proto.ExperimentSubmitted;
import io.symlab.proto.ExperimentView;
import io.symlab.proto.PauseRequested;
import io.symlab.proto.Resumed;
import io.symlab.proto.TrialRested;
import io.symlab.proto.TrialView;
import io.symlab.proto.TrialsRetried;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * What people ask of an open experiment beside looking and cancelling: to rest, and to go on. Part
 * of the experiment's actor, used in its handlers only.
 */
final class Control {
  sealed interface Command extends Experiment.Command
      permits Pause,
          Resume,
          Retry,
          Prioritise,
          LabPaused,
          OtherEnded,
          Editing.AskRecipe,
          Editing.Edit {}

  /** From the lab: let a trial, or with 0 all, rest; answered when they do. */
  record Pause(int trial, ActorRef<ClientReply> replyTo) implements Command {}

  /** From the lab: lift the pause of a trial, or with 0 all pauses. */
  record Resume(int trial, ActorRef<ClientReply> replyTo) implements Command {}

  /** From the lab: a trial that failed or was pruned, or with 0 all that did, are to go on. */
  record Retry(int trial, ActorRef<ClientReply> replyTo) implements Command {}

  /** From the lab: its place among those that wait; higher goes first. */
  record Prioritise(int priority, ActorRef<ClientReply> replyTo) implements Command {}

  /** From the lab: another experiment has ended. */
  record OtherEnded(String id) implements Command {}

  /** From the lab: it is paused as a whole, or no more; answered when that has been followed. */
  record LabPaused(boolean paused, ActorRef<ClientReply> replyTo) implements Command {}

  /** Who waits until a trial, or with 0 all, rest. */
  private record Waiting(int trial, ActorRef<ClientReply> client) {}

  private final ExperimentSubmitted submitted;
  private final TrialBook book;
  private final OpenTrials trials;
  private final Function<ExperimentState, ExperimentView> views;
  private final List<Waiting> waiting = new ArrayList<>();
  private final Set<String> others = new TreeSet<>();
  private final Editing editing;
  private boolean labPaused;
  private boolean expectsRetry;

  /**
   * @param lab what is known of it
   * @param views makes what clients are shown
   */
  Control(
      ExperimentSubmitted submitted,
      TrialBook book,
      OpenTrials trials,
      LabNow lab,
      Function<ExperimentState, ExperimentView> views) {
    this.submitted = submitted;
    this.book = book;
    this.trials = trials;
    this.labPaused = lab.paused();
    submitted.getAfterList().stream().filter(lab::isOpen).forEach(others::add);
    this.views = views;
    this.editing = new Editing(submitted, book, trials);
  }

  /** Which trials are not to run. */
  Rests rests(ExperimentState state) {
    return Rests.of(submitted, state, labPaused || editing.keepsAll(), !others.isEmpty());
  }

  /** Lets trials know what they are worth, and how often they were opened again. */
  void plan(ExperimentState state) {
    trials.plan(state.getRetriesMap(), ExperimentViews.priority(submitted, state));
  }

  /** All trials have ended, and the retry comes for which this was begun. */
  void expectRetry() {
    expectsRetry = true;
  }

  /** What clients are to know beside the trials. */
  ExperimentView.Builder with(ExperimentView view, ExperimentState state) {
    return view.toBuilder()
        .addAllTags(submitted.getTagsList())
        .addAllAfter(others)
        .setPriority(ExperimentViews.priority(submitted, state));
  }

  Decision<ExperimentEvent, ExperimentState> decide(ExperimentState state, Command command) {
    if (command instanceof Pause pause) {
      return pause(state, pause);
    }
    if (command instanceof Resume resume) {
      return resume(state, resume);
    }
    if (command instanceof Retry retry) {
      return retry(retry);
    }
    if (command instanceof Prioritise asked) {
      return Decision.of(
          now().setPrioritySet(asked.priority()).build(),
          now -> {
            plan(now);
            asked.replyTo().tell(Waiters.reply(views.apply(now)));
          });
    }
    if (command instanceof OtherEnded other) {
      others.remove(other.id());
      return Decision.only(now -> follow(now, null));
    }
    if (command instanceof Editing.AskRecipe asked) {
      return Decision.only(now -> asked.replyTo().tell(editing.text(now)));
    }
    if (command instanceof Editing.Edit edit) {
      return Decision.only(
          now -> {
            editing.ask(now, edit);
            follow(now, null);
          });
    }
    var lab = (LabPaused) command;
    labPaused = lab.paused();
    return Decision.only(now -> follow(now, new Waiting(0, lab.replyTo())));
  }

  /** A trial has stopped working to go on later; how it looked then is kept. */
  Decision<ExperimentEvent, ExperimentState> rested(TrialView view) {
    book.looks(view);
    var rested = TrialRested.newBuilder().setView(view);
    return Decision.of(now().setTrialRested(rested).build(), state -> {});
  }

  /** Whether another recipe takes the place of this one: nothing else may become of it. */
  boolean isReplaced() {
    return editing.isReplaced();
  }

  /** Some trial's actor is gone: whoever waited for it is answered. */
  void gone(ExperimentState state) {
    if (editing.settle(state)) {
      trials.rest(rests(state));
    }
    Rests rests = rests(state);
    waiting.removeIf(
        one -> {
          boolean over = one.trial() == 0 ? !trials.works(rests) : !trials.works(one.trial());
          if (over) {
            one.client().tell(Waiters.reply(views.apply(state)));
          }
          return over;
        });
  }

  /** The lab is stopping. */
  void leave(ExperimentState state) {
    editing.giveUp();
    answerAll(state);
  }

  /** Nobody is to wait any longer. */
  private void answerAll(ExperimentState state) {
    waiting.forEach(one -> one.client().tell(Waiters.reply(views.apply(state))));
    waiting.clear();
  }

  private Decision<ExperimentEvent, ExperimentState> pause(ExperimentState state, Pause pause) {
    String refusal = refusal(state, pause.trial());
    if (!refusal.isEmpty()) {
      return Replies.refuse(pause.replyTo(), refusal + "; there is nothing to pause");
    }
    var event = PauseRequested.newBuilder().setTrial(pause.trial());
    return Decision.of(
        now().setPauseRequested(event).build(),
        now -> follow(now, new Waiting(pause.trial(), pause.replyTo())));
  }

  private Decision<ExperimentEvent, ExperimentState> resume(ExperimentState state, Resume resume) {
    int trial = resume.trial();
    String refusal = refusal(state, trial);
    boolean paused =
        trial == 0
            ? Rests.paused(submitted, state) || state.getPausedTrialsCount() > 0
            : state.getPausedTrialsList().contains(trial);
    if (refusal.isEmpty() && !paused) {
      refusal = name(trial) + " is not paused" + (trial == 0 ? "" : " by itself") + why(state);
    }
    if (!refusal.isEmpty()) {
      return Replies.refuse(resume.replyTo(), refusal);
    }
    return Decision.of(
        now().setResumed(Resumed.newBuilder().setTrial(trial)).build(),
        now -> {
          answerAll(now);
          follow(now, null);
          resume.replyTo().tell(Waiters.reply(views.apply(now)));
        });
  }

  private Decision<ExperimentEvent, ExperimentState> retry(Retry retry) {
    var again = Retries.of(submitted.getId(), book.views(), retry.trial());
    if (again.trials().isEmpty()) {
      return Replies.refuse(retry.replyTo(), again.refusal());
    }
    if (book.allClosed() && !expectsRetry) {
      return Replies.refuse(retry.replyTo(), submitted.getId() + " is just ending; try again");
    }
    expectsRetry = false;
    var event = TrialsRetried.newBuilder().addAllTrials(again.trials());
    return Decision.of(
        now().setTrialsRetried(event).build(),
        now -> {
          again.trials().forEach(book::reopened);
          trials.cancelled(false);
          plan(now);
          follow(now, null);
          retry.replyTo().tell(Waiters.reply(views.apply(now)));
        });
  }

  /** What keeps a trial that is not paused by itself from running, and what to do about it. */
  private String why(ExperimentState state) {
    if (Rests.paused(submitted, state)) {
      return ", its experiment is: 'lab resume " + submitted.getId() + "'";
    }
    return labPaused ? ", the lab is: 'lab resume --all'" : "";
  }

  /** Why neither is possible; empty if either may be. */
  private String refusal(ExperimentState state, int trial) {
    if (trial < 0 || trial > submitted.getTrialsCount()) {
      return Replies.noTrial(submitted.getId(), trial, submitted.getTrialsCount());
    }
    if (state.getCancelled()) {
      return submitted.getId() + " is being cancelled";
    }
    return trial > 0 && book.hasClosed(trial)
        ? name(trial) + " has ended (" + book.views().get(trial - 1).getState() + ")"
        : "";
  }

  private String name(int trial) {
    return trial == 0 ? submitted.getId() : submitted.getId() + "/" + trial;
  }

  /** Has trials do what the state wants of them. */
  private void follow(ExperimentState state, Waiting who) {
    trials.rest(rests(state));
    if (who != null) {
      waiting.add(who);
    }
    gone(state);
  }

  private static ExperimentEvent.Builder now() {
    return ExperimentEvent.newBuilder().setAtMillis(System.currentTimeMillis());
  }
}
