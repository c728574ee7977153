package io.symlab.model.measure;

import io.symlab.model.rule.UpdateRule;

/** What rules do along one and the same sequence of gradients. */
public final class Trajectories {
  private Trajectories() {}

  /**
   * The updates of a rule that is fed these gradients, whatever run they are of.
   *
   * @return [steps][n], what it would add to the parameters
   */
  public static float[][] of(UpdateRule rule, GradientSequence sequence) {
    float[][] updates = new float[sequence.steps()][sequence.size()];
    try (UpdateRule.State state = rule.start(sequence.groups())) {
      for (int s = 0; s < updates.length; s++) {
        state.update(sequence.parameters()[s], sequence.gradients()[s], s + 1, updates[s]);
      }
    }
    return updates;
  }
}
