package io.symlab.actors.lab;

import io.symlab.proto.ExperimentState;
import io.symlab.proto.ExperimentSubmitted;
import io.symlab.proto.ExperimentView;
import io.symlab.proto.TrialView;
import java.nio.file.Path;
import java.util.Collection;

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
        .setState(ended ? outcome(state) : progress(trials))
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

  private static String outcome(ExperimentState state) {
    if (any(state.getClosedList(), "cancelled")) {
      return "cancelled";
    }
    return any(state.getClosedList(), "failed") ? "failed" : "done";
  }

  private static String progress(Collection<TrialView> trials) {
    boolean untouched = trials.stream().allMatch(trial -> trial.getState().equals("waiting"));
    return untouched ? "waiting" : "running";
  }

  private static boolean any(Collection<TrialView> trials, String state) {
    return trials.stream().anyMatch(trial -> trial.getState().equals(state));
  }
}
