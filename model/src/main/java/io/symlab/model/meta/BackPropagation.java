package io.symlab.model.meta;

import io.symlab.model.DivergedException;
import io.symlab.model.optimizee.Optimizee;
import io.symlab.model.optimizee.Optimizee.ParameterGroup;
import io.symlab.model.rule.TrainableRule;
import io.symlab.model.rule.features.Feature;
import io.symlab.model.rule.features.FeatureState;
import java.util.List;

/** Truncated back-propagation through time, see {@link Unroll}; some epochs imitate a teacher. */
final class BackPropagation implements MetaMethod {
  private final TrainableRule rule;
  private final List<Feature> features;
  private final int length;
  private final List<ParameterGroup> groups;
  private final int coordinates;
  private final MetaTrainingOptions.Imitation imitation;
  private final long seed;
  private Unroll unroll;
  private Teacher teacher;
  private int end;
  private double lossSum;

  /**
   * Takes the rule over.
   *
   * @param length updates per unroll
   */
  BackPropagation(
      TrainableRule rule,
      List<Feature> features,
      int length,
      List<ParameterGroup> groups,
      MetaTrainingOptions.Imitation imitation,
      long seed) {
    this.rule = rule;
    this.features = features;
    this.length = length;
    this.groups = groups;
    this.coordinates = groups.stream().mapToInt(ParameterGroup::length).sum();
    this.imitation = imitation;
    this.seed = seed;
  }

  @Override
  public void phi(float[] phi) {
    rule.phi(phi);
  }

  @Override
  public void begin(Optimizee.Problem problem, int steps, int epoch) {
    closeTeacher();
    teacher =
        Teacher.of(imitation, seed, epoch).map(kind -> new Teacher(kind, coordinates)).orElse(null);
    FeatureState seen = new FeatureState(features, groups, 0);
    unroll = new Unroll(problem, rule, seen, length, coordinates, teacher);
    end = steps;
    lossSum = unroll.loss();
  }

  @Override
  public boolean step() {
    boolean full = unroll.step();
    lossSum += unroll.loss();
    if (!Double.isFinite(unroll.loss())) {
      throw new DivergedException(
          "the optimizee's loss is " + unroll.loss() + " at step " + unroll.steps());
    }
    return full || unroll.steps() == end;
  }

  @Override
  public void metaGradient(double[] gradient) {
    unroll.metaGradient(gradient);
  }

  @Override
  public boolean imitates() {
    return teacher != null;
  }

  @Override
  public int steps() {
    return unroll.steps();
  }

  @Override
  public double loss() {
    return unroll.loss();
  }

  @Override
  public double meanLoss() {
    return lossSum / (unroll.steps() + 1);
  }

  private void closeTeacher() {
    if (teacher != null) {
      teacher.close();
      teacher = null;
    }
  }

  @Override
  public void close() {
    closeTeacher();
    rule.close();
  }
}
