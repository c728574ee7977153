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

  /** 10 rollouts to learn from, 2 to choose by, 2 to report; 300 steps, windows of 20. */
  public static RolloutSettings defaults() {
    return new RolloutSettings(10, 2, 2, 300, 10, 20);
  }

  /** The same with as many rollouts. */
  public RolloutSettings withRollouts(int forTrain, int forValidation, int forTest) {
    return new RolloutSettings(
        forTrain, forValidation, forTest, steps, coordinates, window, features);
  }

  /** The same with as many updates per rollout. */
  public RolloutSettings withSteps(int updates) {
    return new RolloutSettings(train, validation, test, updates, coordinates, window, features);
  }

  /** The same watching as many coordinates per parameter group. */
  public RolloutSettings withCoordinates(int perGroup) {
    return new RolloutSettings(train, validation, test, steps, perGroup, window, features);
  }

  /** The same with the newest k steps in a sample. */
  public RolloutSettings withWindow(int k) {
    return new RolloutSettings(train, validation, test, steps, coordinates, k, features);
  }

  /** The same with other features in a sample. */
  public RolloutSettings withFeatures(Feature... others) {
    return new RolloutSettings(
        train, validation, test, steps, coordinates, window, List.of(others));
  }

  /** Samples of what the rule sees. */
  public RolloutSettings(
      int train, int validation, int test, int steps, int coordinates, int window) {
    this(train, validation, test, steps, coordinates, window, List.of());
  }
}
