package io.symlab.actors.trial;

import akka.actor.typed.ActorRef;
import io.symlab.experiment.RunState;
import io.symlab.proto.TrialState;

/** What a trial's experiment hears of it. Part of the trial's actor, used in its handlers only. */
final class TrialNews {
  private final ActorRef<Trial.Reply> experiment;
  private final TrialWork work;
  private final TrialNotes notes;

  TrialNews(ActorRef<Trial.Reply> experiment, TrialWork work, TrialNotes notes) {
    this.experiment = experiment;
    this.work = work;
    this.notes = notes;
  }

  /** It looks like this now. */
  void changed(TrialState state) {
    experiment.tell(new Trial.Changed(work.view(state)));
  }

  /** It leaves for the verdict at a rung. */
  void atRung(TrialState state) {
    experiment.tell(new Trial.AtRung(work.view(state)));
  }

  /** It leaves, and stands so until it goes on. */
  void rested(TrialState state, RunState how) {
    experiment.tell(new Trial.Rested(work.view(state, how)));
  }

  /** It has ended for good, which is noted beside its results first. */
  void closed(TrialState state) {
    notes.closed(state);
    experiment.tell(new Trial.Closed(work.view(state)));
  }
}
