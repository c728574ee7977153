package io.symlab.experiment.recipe;

import io.symlab.experiment.sweep.SweepPlan;
import java.util.List;

/**
 * All that a recipe asks for.
 *
 * @param trials in a fixed order, one at least
 * @param sweep what is said of them together
 */
public record PlannedExperiment(List<PlannedTrial> trials, SweepPlan sweep) {
  /** Copies. */
  public PlannedExperiment {
    trials = List.copyOf(trials);
  }
}
