package io.symlab.model.rule.learned;

import io.symlab.model.optimizee.Optimizee.ParameterGroup;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The learned rates of parameter groups (LUM): a small network on the group's one-hot vector, whose
 * result is the factor by which the group's rate differs from the scale. With W [hidden][groups],
 * factor_g = exp(v . tanh(W_g + b) + c), which is positive, and near 1 at first.
 */
final class GroupRates {
  static final int HIDDEN = 8;

  private final int groups;
  private final int at;
  private final int[] groupOf;
  private final double[] hidden;
  private final double[] factors;
  private final double[] toFactors;
  private final float[] perCoordinate;
  private float[] phi;

  /** Rates of the coordinates of a problem; {@code layout} is that of its number of groups. */
  GroupRates(RuleLayout layout, List<ParameterGroup> problem) {
    groups = problem.size();
    at = layout.groupRates();
    hidden = new double[HIDDEN * groups];
    factors = new double[groups];
    toFactors = new double[groups];
    groupOf = new int[problem.stream().mapToInt(ParameterGroup::length).sum()];
    perCoordinate = new float[groupOf.length];
    for (int g = 0; g < groups; g++) {
      ParameterGroup group = problem.get(g);
      Arrays.fill(groupOf, group.offset(), group.offset() + group.length(), g);
    }
  }

  /** W, b, v and c. */
  static int parameters(int groups) {
    return HIDDEN * groups + 2 * HIDDEN + 1;
  }

  /** Draws W and b as torch draws a linear layer, v a tenth of that; c stays 0. */
  static void initial(float[] phi, int at, int groups, SplittableRandom random) {
    int v = at + HIDDEN * groups + HIDDEN;
    LearnedOptimizer.uniform(phi, at, v, groups, random);
    LearnedOptimizer.uniform(phi, v, v + HIDDEN, 100 * HIDDEN, random);
  }

  void phi(float[] values) {
    phi = values.clone();
    int b = at + HIDDEN * groups;
    int v = b + HIDDEN;
    for (int g = 0; g < groups; g++) {
      double sum = phi[v + HIDDEN];
      for (int k = 0; k < HIDDEN; k++) {
        double h = StrictMath.tanh(phi[at + k * groups + g] + phi[b + k]);
        hidden[k * groups + g] = h;
        sum += phi[v + k] * h;
      }
      factors[g] = StrictMath.exp(sum);
    }
    for (int i = 0; i < groupOf.length; i++) {
      perCoordinate[i] = (float) factors[groupOf[i]];
    }
  }

  /** The factor of each coordinate; the array itself, changed by {@link #phi}. */
  float[] perCoordinate() {
    return perCoordinate;
  }

  /**
   * Goes back through update = factor * base for some coordinates.
   *
   * @param from the first coordinate
   * @param base updates without the factors, from {@code baseAt}, times {@code gain}
   * @param adjoint of the updates, from 0; replaced by that of {@code base * gain}
   */
  void backward(int from, int length, float[] base, int baseAt, float gain, float[] adjoint) {
    for (int j = 0; j < length; j++) {
      int g = groupOf[from + j];
      toFactors[g] += (double) adjoint[j] * (gain * base[baseAt + j]);
      adjoint[j] *= perCoordinate[from + j];
    }
  }

  /** Adds d/dphi of what {@link #backward} has seen since the last call. */
  void addTo(double[] gradient) {
    int b = at + HIDDEN * groups;
    int v = b + HIDDEN;
    for (int g = 0; g < groups; g++) {
      double toSum = toFactors[g] * factors[g];
      gradient[v + HIDDEN] += toSum;
      for (int k = 0; k < HIDDEN; k++) {
        double h = hidden[k * groups + g];
        double inner = toSum * phi[v + k] * (1 - h * h);
        gradient[v + k] += toSum * h;
        gradient[at + k * groups + g] += inner;
        gradient[b + k] += inner;
      }
    }
    Arrays.fill(toFactors, 0);
  }
}
