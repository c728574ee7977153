package io.symlab.model.rollout;

import io.symlab.model.rule.features.Feature;
import java.util.List;

/**
 * How a frozen rule is watched.
 *
 * @param train rollouts whose samples the islands learn from
 * @param validation rollouts by which formulas are chosen
 * @param test rollouts that are only reported on
 * @param steps updates per rollout
 * @param coordinates random coordinates watched per parameter group (all, when a group has fewer)
 * @param window k, the newest steps in a sample
 * @param features that samples hold, in the order of the columns; empty: those that the rule sees
 */
public record RolloutSettings(
    int train,
    int validation,
    int test,
    int steps,
    int coordinates,
    int window,
    List<Feature> features) {
  public RolloutSettings {
    features = List.copyOf(features);
  }

  /** Samples of what the rule sees. */
  public RolloutSettings(
      int train, int validation, int test, int steps, int coordinates, int window) {
    this(train, validation, test, steps, coordinates, window, List.of());
  }
}
