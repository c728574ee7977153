package io.symlab.actors.lab;

import akka.actor.typed.ActorRef;
import io.symlab.proto.ClientReply;
import io.symlab.proto.ExperimentEvent;
import io.symlab.proto.ExperimentState;
import io.symlab.proto.ExperimentSubmitted;
import io.symlab.proto.ExperimentView;
import io.symlab.proto.PauseRequested;
import io.symlab.proto.Resumed;
import io.symlab.proto.TrialRested;
import io.symlab.proto.TrialView;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * What people ask of an open experiment beside looking and cancelling: to rest, and to go on. Part
 * of the experiment's actor, used in its handlers only.
 */
final class Control {
  sealed interface Command extends Experiment.Command permits Pause, Resume, LabPaused {}

  /** From the lab: let a trial, or with 0 all, rest; answered when they do. */
  record Pause(int trial, ActorRef<ClientReply> replyTo) implements Command {}

  /** From the lab: lift the pause of a trial, or with 0 all pauses. */
  record Resume(int trial, ActorRef<ClientReply> replyTo) implements Command {}

  /** From the lab: it is paused as a whole, or no more; answered when that has been followed. */
  record LabPaused(boolean paused, ActorRef<ClientReply> replyTo) implements Command {}

  /** Who waits until a trial, or with 0 all, rest. */
  private record Waiting(int trial, ActorRef<ClientReply> client) {}

  private final ExperimentSubmitted submitted;
  private final TrialBook book;
  private final OpenTrials trials;
  private final Function<ExperimentState, ExperimentView> views;
  private final List<Waiting> waiting = new ArrayList<>();
  private boolean labPaused;

  /**
   * @param labPaused whether the lab is paused as a whole
   * @param views makes what clients are shown
   */
  Control(
      ExperimentSubmitted submitted,
      TrialBook book,
      OpenTrials trials,
      boolean labPaused,
      Function<ExperimentState, ExperimentView> views) {
    this.submitted = submitted;
    this.book = book;
    this.trials = trials;
    this.labPaused = labPaused;
    this.views = views;
  }

  /** Which trials are not to run. */
  Rests rests(ExperimentState state) {
    return Rests.of(state, labPaused);
  }

  Decision<ExperimentEvent, ExperimentState> decide(ExperimentState state, Command command) {
    if (command instanceof Pause pause) {
      return pause(state, pause);
    }
    if (command instanceof Resume resume) {
      return resume(state, resume);
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

  /** Some trial's actor is gone: whoever waited for it is answered. */
  void gone(ExperimentState state) {
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

  /** Nobody is to wait any longer. */
  void answerAll(ExperimentState state) {
    waiting.forEach(one -> one.client().tell(Waiters.reply(views.apply(state))));
    waiting.clear();
  }

  private Decision<ExperimentEvent, ExperimentState> pause(ExperimentState state, Pause pause) {
    String refusal = refusal(state, pause.trial());
    if (!refusal.isEmpty()) {
      return Decision.refuse(pause.replyTo(), refusal + "; there is nothing to pause");
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
            ? state.getPaused() || state.getPausedTrialsCount() > 0
            : state.getPausedTrialsList().contains(trial);
    if (refusal.isEmpty() && !paused) {
      refusal = name(trial) + " is not paused" + (trial == 0 ? "" : " by itself") + why(state);
    }
    if (!refusal.isEmpty()) {
      return Decision.refuse(resume.replyTo(), refusal);
    }
    return Decision.of(
        now().setResumed(Resumed.newBuilder().setTrial(trial)).build(),
        now -> {
          answerAll(now);
          follow(now, null);
          resume.replyTo().tell(Waiters.reply(views.apply(now)));
        });
  }

  /** What keeps a trial that is not paused by itself from running, and what to do about it. */
  private String why(ExperimentState state) {
    if (state.getPaused()) {
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
