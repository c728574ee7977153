package io.symlab.model.measure;

import io.symlab.model.optimizee.Optimizee.ParameterGroup;
import io.symlab.model.rule.UpdateRule;
import io.symlab.symbolic.Randomness;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;

/**
 * Notes the gradients and parameters that some coordinates of a run have. It stands in for the
 * run's rule and does what that does: {@link #watching}.
 */
public final class GradientRecorder {
  private final List<ParameterGroup> groups;
  private final List<int[]> chosen = new ArrayList<>();
  private final List<float[]> gradients = new ArrayList<>();
  private final List<float[]> parameters = new ArrayList<>();
  private final int size;

  /**
   * Chooses the coordinates.
   *
   * @param groups of the problem
   * @param perGroup random coordinates of each, all when it has fewer
   */
  public GradientRecorder(List<ParameterGroup> groups, int perGroup, long seed) {
    this.groups = List.copyOf(groups);
    int sum = 0;
    for (int i = 0; i < groups.size(); i++) {
      ParameterGroup group = groups.get(i);
      SplittableRandom random = Randomness.stream(seed, "judge.coordinates", i);
      TreeSet<Integer> coordinates = new TreeSet<>();
      while (coordinates.size() < Math.min(perGroup, group.length())) {
        coordinates.add(group.offset() + random.nextInt(group.length()));
      }
      chosen.add(coordinates.stream().mapToInt(Integer::intValue).toArray());
      sum += coordinates.size();
    }
    size = sum;
  }

  /** A rule that does what this one does and has its gradients noted here. */
  public UpdateRule watching(UpdateRule rule) {
    return new UpdateRule() {
      @Override
      public String name() {
        return rule.name();
      }

      @Override
      public State start(int coordinates) {
        return new Recording(rule.start(coordinates));
      }

      @Override
      public State start(List<ParameterGroup> of) {
        return new Recording(rule.start(of));
      }
    };
  }

  /** A started rule, listened to. */
  private final class Recording implements UpdateRule.State {
    private final UpdateRule.State state;

    Recording(UpdateRule.State state) {
      this.state = state;
    }

    @Override
    public void update(float[] gradient, int step, float[] update) {
      throw new IllegalStateException("parameters are noted, too, and are not at hand here");
    }

    @Override
    public void update(float[] theta, float[] gradient, int step, float[] update) {
      gradients.add(noted(gradient));
      parameters.add(noted(theta));
      state.update(theta, gradient, step, update);
    }

    private float[] noted(float[] values) {
      float[] noted = new float[size];
      int at = 0;
      for (int[] coordinates : chosen) {
        for (int coordinate : coordinates) {
          noted[at++] = values[coordinate];
        }
      }
      return noted;
    }

    @Override
    public void close() {
      state.close();
    }
  }

  /**
   * What was noted, up to the first gradient that is not finite, without the coordinates whose
   * gradient is 0 in three quarters or more of the steps: those rules are not watched at either.
   */
  public GradientSequence sequence() {
    int steps = 0;
    while (steps < gradients.size() && finite(gradients.get(steps))) {
      steps++;
    }
    List<ParameterGroup> live = new ArrayList<>();
    List<Integer> columns = new ArrayList<>();
    List<Integer> coordinates = new ArrayList<>();
    int at = 0;
    for (int i = 0; i < groups.size(); i++) {
      int before = columns.size();
      for (int coordinate : chosen.get(i)) {
        if (moves(at, steps)) {
          columns.add(at);
          coordinates.add(coordinate);
        }
        at++;
      }
      live.add(new ParameterGroup(groups.get(i).name(), before, columns.size() - before));
    }
    return new GradientSequence(
        live,
        coordinates.stream().mapToInt(Integer::intValue).toArray(),
        kept(gradients, columns, steps),
        kept(parameters, columns, steps));
  }

  private static float[][] kept(List<float[]> noted, List<Integer> columns, int steps) {
    float[][] kept = new float[steps][columns.size()];
    for (int s = 0; s < steps; s++) {
      for (int c = 0; c < columns.size(); c++) {
        kept[s][c] = noted.get(s)[columns.get(c)];
      }
    }
    return kept;
  }

  private boolean moves(int column, int steps) {
    int still = 0;
    for (int s = 0; s < steps; s++) {
      still += gradients.get(s)[column] == 0 ? 1 : 0;
    }
    return 4 * still < 3 * steps;
  }

  private static boolean finite(float[] values) {
    for (float value : values) {
      if (!Float.isFinite(value)) {
        return false;
      }
    }
    return true;
  }
}
