package io.symlab.actors.lab;

import io.symlab.actors.trial.Decision;
import io.symlab.experiment.RunState;
import io.symlab.proto.ExperimentEvent;
import io.symlab.proto.ExperimentState;
import io.symlab.proto.ExperimentSubmitted;
import io.symlab.proto.TrialClosed;
import io.symlab.proto.TrialRested;
import io.symlab.proto.TrialView;
import io.symlab.proto.TrialsGivenUp;
import java.util.ArrayList;
import java.util.List;

/**
 * What follows for the other trials of a sweep when one has come to a rung or has ended. Part of
 * the experiment's actor, used in its handlers only.
 */
final class SweepControl {
  private final ExperimentSubmitted submitted;
  private final TrialBook book;
  private final OpenTrials trials;

  SweepControl(ExperimentSubmitted submitted, TrialBook book, OpenTrials trials) {
    this.submitted = submitted;
    this.book = book;
    this.trials = trials;
  }

  /** A trial has come to a rung and holds no slot; what it reported, and how it looked, is kept. */
  Decision<ExperimentEvent, ExperimentState> atRung(TrialView view) {
    List<ExperimentEvent> events = reports(view);
    var rested = TrialRested.newBuilder().setView(view);
    events.add(now().setTrialRested(rested).build());
    return new Decision<>(
        events,
        state -> {
          book.looks(view);
          events.forEach(book::noted);
          trials.startNext();
        });
  }

  /** A trial has ended; after too many failures those that have never begun end with it. */
  List<ExperimentEvent> closed(TrialView view) {
    List<ExperimentEvent> events = reports(view);
    events.add(now().setTrialClosed(TrialClosed.newBuilder().setView(view)).build());
    int most = submitted.getSweep().getMaxFailures();
    int failed = book.count(RunState.FAILED) + 1;
    if (most > 0 && RunState.FAILED.is(view.getState()) && failed >= most) {
      List<Integer> untouched =
          trials.untouched().stream().filter(index -> index != view.getIndex()).toList();
      String cause =
          "never began: "
              + failed
              + (failed == 1 ? " trial" : " trials")
              + " had failed (sweep.max-failures)";
      var givenUp = TrialsGivenUp.newBuilder().addAllTrials(untouched).setCause(cause);
      events.add(now().setTrialsGivenUp(givenUp).build());
    }
    return events;
  }

  private List<ExperimentEvent> reports(TrialView view) {
    List<ExperimentEvent> events = new ArrayList<>();
    book.rungs().news(view).forEach(one -> events.add(now().setRungReported(one).build()));
    return events;
  }

  private static ExperimentEvent.Builder now() {
    return ExperimentEvent.newBuilder().setAtMillis(System.currentTimeMillis());
  }
}
