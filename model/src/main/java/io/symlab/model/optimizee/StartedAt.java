package io.symlab.model.optimizee;

import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * Another optimizee whose problems all start from given parameters, as trained ones that are to be
 * trained further; they differ in their order of data alone.
 *
 * @param optimizee is closed with this one
 * @param theta [size]
 */
public record StartedAt(Optimizee optimizee, float[] theta) implements Optimizee {
  /**
   * @throws IllegalArgumentException when there are not as many parameters
   */
  public StartedAt {
    if (theta.length != optimizee.size()) {
      throw new IllegalArgumentException(
          theta.length + " parameters to start from where there are " + optimizee.size());
    }
  }

  @Override
  public int size() {
    return optimizee.size();
  }

  @Override
  public List<ParameterGroup> groups() {
    return optimizee.groups();
  }

  @Override
  public OptionalInt stepsPerEpoch(Half half) {
    return optimizee.stepsPerEpoch(half);
  }

  @Override
  public Problem problem(Half half, long seed, String role, long index) {
    return new Started(optimizee.problem(half, seed, role, index), theta);
  }

  @Override
  public void close() {
    optimizee.close();
  }

  private record Started(Problem problem, float[] start) implements Problem {
    @Override
    public void initial(float[] into) {
      System.arraycopy(start, 0, into, 0, start.length);
    }

    @Override
    public double gradient(float[] at, int step, float[] gradient) {
      return problem.gradient(at, step, gradient);
    }

    @Override
    public double loss(float[] at, int step) {
      return problem.loss(at, step);
    }

    @Override
    public OptionalDouble accuracy(float[] at) {
      return problem.accuracy(at);
    }
  }
}
