package io.symlab.model.meta;

import io.symlab.model.rule.UpdateRule;
import io.symlab.model.rule.handmade.HandMade;
import io.symlab.symbolic.Randomness;
import java.util.Optional;

/**
 * A hand-made rule that sees the gradients that the learner sees, and makes of them the updates
 * u*_s that an epoch of imitation has the learner make. The loss of such an epoch is sum_s 1/2 |u_s
 * - u*_s|^2 / n, whose derivative by u_s is direct (Chen et al. 2020, "Training Stronger Baselines
 * for Learning to Optimize").
 */
final class Teacher implements AutoCloseable {
  private final UpdateRule.State rule;
  private final float[] update;

  Teacher(UpdateRule rule, int coordinates) {
    this.rule = rule.start(coordinates);
    this.update = new float[coordinates];
  }

  /**
   * The teacher of an epoch, if it is one of imitation; a function of (seed, epoch). As published,
   * an epoch imitates with a fixed probability, the teachers taking turns.
   *
   * @param epoch from 0
   */
  static Optional<HandMade> of(MetaTrainingOptions.Imitation imitation, long seed, int epoch) {
    if (!imitates(imitation, seed, epoch)) {
      return Optional.empty();
    }
    int turn = 0;
    for (int earlier = 0; earlier < epoch; earlier++) {
      turn += imitates(imitation, seed, earlier) ? 1 : 0;
    }
    String teacher = imitation.teachers().get(turn % imitation.teachers().size());
    return Optional.of(HandMade.of(teacher, imitation.learningRate()));
  }

  private static boolean imitates(MetaTrainingOptions.Imitation imitation, long seed, int epoch) {
    return imitation.ratio() > 0
        && Randomness.stream(seed, "meta-train.imitation", epoch).nextDouble() < imitation.ratio();
  }

  /**
   * What the learner's update has to change by.
   *
   * @param theta that both stood at, before the learner's update
   * @param gradient that both saw
   * @param step from 1
   * @param learners the learner's update u_s
   * @param adjoint (u_s - u*_s) / n, overwritten
   */
  void compare(float[] theta, float[] gradient, int step, float[] learners, float[] adjoint) {
    rule.update(theta, gradient, step, update);
    for (int i = 0; i < update.length; i++) {
      adjoint[i] = (learners[i] - update[i]) / update.length;
    }
  }

  @Override
  public void close() {
    rule.close();
  }
}
