package io.symlab.actors.lab;

import io.symlab.experiment.RunState;
import io.symlab.proto.ExperimentState;
import io.symlab.proto.ExperimentSubmitted;
import io.symlab.proto.ExperimentView;
import io.symlab.proto.TrialView;
import java.nio.file.Path;

/** What clients are shown of an experiment. */
final class ExperimentViews {
  private ExperimentViews() {}

  static ExperimentView of(
      ExperimentSubmitted submitted, ExperimentState state, TrialBook trials, Path home) {
    ExperimentView.Builder view = summary(submitted, state, trials, home).toBuilder();
    trials.views().forEach(one -> view.addTrials(Moved.trial(view.getDirectory(), one)));
    return view.build();
  }

  /** All that is known of one that has not said yet how it stands. */
  static ExperimentView unanswered(ExperimentSubmitted submitted, Path home) {
    return ExperimentView.newBuilder()
        .setId(submitted.getId())
        .setName(submitted.getName())
        .setSubmittedMillis(submitted.getAtMillis())
        .setDirectory(home.resolve("experiments").resolve(submitted.getId()).toString())
        .setState(RunState.WAITING.word())
        .setHeld("it has not answered yet")
        .build();
  }

  /** Without the trials, which are only counted: what a list shows. */
  static ExperimentView summary(
      ExperimentSubmitted submitted, ExperimentState state, TrialBook trials, Path home) {
    return summary(submitted, state, trials, home, trials.isOver());
  }

  /** How it will look once all that follows the end of its last trial has been done. */
  static ExperimentView atLast(
      ExperimentSubmitted submitted, ExperimentState state, TrialBook trials, Path home) {
    return summary(submitted, state, trials, home, true).toBuilder()
        .addAllTrials(trials.views())
        .build();
  }

  private static ExperimentView summary(
      ExperimentSubmitted submitted,
      ExperimentState state,
      TrialBook trials,
      Path home,
      boolean ended) {
    return ExperimentView.newBuilder()
        .setId(submitted.getId())
        .setName(submitted.getName())
        .setSubmittedMillis(submitted.getAtMillis())
        .setEndedMillis(ended ? state.getEndedMillis() : 0)
        .setDirectory(home.resolve("experiments").resolve(submitted.getId()).toString())
        .setState((ended ? outcome(trials) : progress(trials)).word())
        .putAllCounts(trials.counts())
        .setHeld(ended ? "" : held(trials))
        .setSweep(submitted.getSweep())
        .build();
  }

  /** What its first trial waits for that is held. */
  private static String held(TrialBook trials) {
    return trials.count(RunState.HELD) == 0
        ? ""
        : trials.views().stream()
            .filter(view -> RunState.HELD.is(view.getState()))
            .findFirst()
            .map(TrialView::getFailureCause)
            .orElse("");
  }

  /** The same, of a view that has all. */
  static ExperimentView summary(ExperimentView view) {
    ExperimentView.Builder summary = view.toBuilder().clearTrials();
    if (view.getCountsCount() == 0) {
      for (TrialView trial : view.getTrialsList()) {
        int before = summary.getCountsOrDefault(trial.getState(), 0);
        summary.putCounts(trial.getState(), before + 1);
      }
    }
    return summary.build();
  }

  /** Of all its trials among those that wait; higher goes first. */
  static int priority(ExperimentSubmitted submitted, ExperimentState state) {
    return state.hasPriority() ? state.getPriority() : submitted.getPriority();
  }

  private static RunState outcome(TrialBook trials) {
    if (trials.count(RunState.CANCELLED) > 0) {
      return RunState.CANCELLED;
    }
    return trials.count(RunState.FAILED) > 0 ? RunState.FAILED : RunState.DONE;
  }

  private static RunState progress(TrialBook trials) {
    if (trials.open() == 0) {
      return RunState.RUNNING; // its report, its hook
    }
    int paused = trials.count(RunState.PAUSED);
    if (paused == trials.open()) {
      return RunState.PAUSED;
    }
    int held = trials.count(RunState.HELD);
    if (held > 0 && trials.count(RunState.RUNNING) + trials.count(RunState.BACKING_OFF) == 0) {
      return RunState.HELD;
    }
    boolean untouched = trials.count(RunState.WAITING) + paused == trials.size();
    return untouched ? RunState.WAITING : RunState.RUNNING;
  }
}
