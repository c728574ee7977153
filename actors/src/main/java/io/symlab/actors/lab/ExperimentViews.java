package io.symlab.actors.lab;

import io.symlab.experiment.RunState;
import io.symlab.proto.ExperimentState;
import io.symlab.proto.ExperimentSubmitted;
import io.symlab.proto.ExperimentView;
import io.symlab.proto.TrialView;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;

/** What clients are shown of an experiment. */
final class ExperimentViews {
  private ExperimentViews() {}

  static ExperimentView of(
      ExperimentSubmitted submitted,
      ExperimentState state,
      Collection<TrialView> trials,
      boolean ended,
      Path home) {
    return ExperimentView.newBuilder()
        .setId(submitted.getId())
        .setName(submitted.getName())
        .setSubmittedMillis(submitted.getAtMillis())
        .setEndedMillis(ended ? state.getEndedMillis() : 0)
        .setDirectory(home.resolve("experiments").resolve(submitted.getId()).toString())
        .setState((ended ? outcome(state) : progress(trials)).word())
        .addAllTrials(trials)
        .build();
  }

  /** A list's line has no use for stages. */
  static ExperimentView brief(ExperimentView view) {
    ExperimentView.Builder brief = view.toBuilder();
    for (int i = 0; i < brief.getTrialsCount(); i++) {
      TrialView trial = brief.getTrials(i);
      brief.setTrials(
          i, TrialView.newBuilder().setIndex(trial.getIndex()).setState(trial.getState()));
    }
    return brief.build();
  }

  private static RunState outcome(ExperimentState state) {
    if (any(state.getClosedList(), RunState.CANCELLED)) {
      return RunState.CANCELLED;
    }
    return any(state.getClosedList(), RunState.FAILED) ? RunState.FAILED : RunState.DONE;
  }

  private static RunState progress(Collection<TrialView> trials) {
    List<TrialView> open = trials.stream().filter(t -> !RunState.ended(t.getState())).toList();
    if (all(open, RunState.PAUSED)) {
      return RunState.PAUSED;
    }
    boolean untouched =
        open.size() == trials.size()
            && open.stream().allMatch(t -> RunState.WAITING.is(t.getState()) || paused(t));
    return untouched ? RunState.WAITING : RunState.RUNNING;
  }

  private static boolean paused(TrialView trial) {
    return RunState.PAUSED.is(trial.getState());
  }

  private static boolean all(Collection<TrialView> trials, RunState state) {
    return trials.stream().allMatch(trial -> state.is(trial.getState()));
  }

  private static boolean any(Collection<TrialView> trials, RunState state) {
    return trials.stream().anyMatch(trial -> state.is(trial.getState()));
  }
}
