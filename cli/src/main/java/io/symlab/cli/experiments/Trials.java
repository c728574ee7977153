package io.symlab.cli.experiments;

import io.symlab.cli.exit.ExitCode;
import io.symlab.experiment.LabException;
import io.symlab.experiment.RunState;
import io.symlab.experiment.Stage;
import io.symlab.proto.ExperimentView;
import io.symlab.proto.TrialView;
import java.util.Optional;

/** Finds trials in an experiment's view. */
final class Trials {
  private Trials() {}

  /**
   * The trial of this number.
   *
   * @throws LabException when there is none
   */
  static TrialView find(ExperimentView experiment, int index) throws LabException {
    return experiment.getTrialsList().stream()
        .filter(trial -> trial.getIndex() == index)
        .findFirst()
        .orElseThrow(
            () ->
                new LabException(
                    ExitCode.BAD_INPUT,
                    experiment.getId()
                        + " has no trial "
                        + index
                        + "; it has "
                        + experiment.getTrialsCount()));
  }

  /** The trial to look at: the first that runs, else the last that has begun anything. */
  static Optional<TrialView> current(ExperimentView experiment) {
    return experiment.getTrialsList().stream()
        .filter(trial -> RunState.RUNNING.is(trial.getState()))
        .findFirst()
        .or(
            () ->
                experiment.getTrialsList().stream()
                    .filter(trial -> !RunState.WAITING.is(trial.getState()))
                    .reduce((earlier, later) -> later));
  }

  /** Whether a stage of a trial is in this state. */
  static boolean is(TrialView trial, Stage stage, RunState state) {
    return trial.getStagesList().stream()
        .anyMatch(s -> stage.is(s.getName()) && state.is(s.getState()));
  }
}
