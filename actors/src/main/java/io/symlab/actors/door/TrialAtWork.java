package io.symlab.actors.door;

import io.symlab.experiment.RunState;
import io.symlab.experiment.Stage;
import io.symlab.proto.ExperimentView;
import io.symlab.proto.StageView;
import io.symlab.proto.TrialView;

/** Which trial of an experiment is worth looking at, for its front. */
final class TrialAtWork {
  private TrialAtWork() {}

  /** The first that runs, else the last that has begun, if it has a front; else 0. */
  static int withFront(ExperimentView experiment) {
    TrialView current = null;
    for (TrialView trial : experiment.getTrialsList()) {
      if (RunState.RUNNING.is(trial.getState())) {
        current = trial;
        break;
      }
      if (!RunState.WAITING.is(trial.getState())) {
        current = trial;
      }
    }
    return current != null && current.getStagesList().stream().anyMatch(TrialAtWork::hasFront)
        ? current.getIndex()
        : 0;
  }

  private static boolean hasFront(StageView stage) {
    boolean done = RunState.DONE.is(stage.getState());
    boolean grows = RunState.RUNNING.is(stage.getState()) && stage.getProgress().getDone() > 0;
    return (Stage.DISTILL.is(stage.getName()) && (done || grows))
        || (Stage.EVOLVE.is(stage.getName()) && done);
  }
}
