package io.symlab.actors.door;

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
      if (trial.getState().equals("running")) {
        current = trial;
        break;
      }
      if (!trial.getState().equals("waiting")) {
        current = trial;
      }
    }
    return current != null && current.getStagesList().stream().anyMatch(TrialAtWork::hasFront)
        ? current.getIndex()
        : 0;
  }

  private static boolean hasFront(StageView stage) {
    return stage.getName().equals("distill")
        && (stage.getState().equals("done")
            || (stage.getState().equals("running") && stage.getProgress().getDone() > 0));
  }
}
