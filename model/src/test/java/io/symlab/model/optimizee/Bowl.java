package io.symlab.model.optimizee;

import io.symlab.symbolic.Randomness;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SplittableRandom;

/**
 * A plain-Java optimizee for tests of what stands around one: f_t(theta) = 1/2 mean a_i (theta_i -
 * b_i + n_ti)^2, with curvatures, optimum and noise drawn per problem. Groups are of 3, 25 and 12
 * coordinates; the last two coordinates never have a gradient.
 */
public final class Bowl implements Optimizee {
  private static final int SIZE = 40;

  @Override
  public int size() {
    return SIZE;
  }

  @Override
  public List<ParameterGroup> groups() {
    return List.of(
        new ParameterGroup("bias", 0, 3),
        new ParameterGroup("weight", 3, 25),
        new ParameterGroup("tail", 28, 12));
  }

  @Override
  public Problem problem(Half half, long seed, String role, long index) {
    return new BowlProblem(Randomness.key(seed, role + half, index));
  }

  @Override
  public void close() {}

  private static final class BowlProblem implements Problem {
    private final long key;
    private final double[] curvature = new double[SIZE];
    private final double[] optimum = new double[SIZE];
    private final float[] start = new float[SIZE];

    BowlProblem(long key) {
      this.key = key;
      SplittableRandom random = Randomness.stream(key, "bowl");
      for (int i = 0; i < SIZE; i++) {
        curvature[i] = i < SIZE - 2 ? 0.5 + random.nextDouble() : 0;
        optimum[i] = random.nextDouble() - 0.5;
        start[i] = (float) (random.nextDouble() - 0.5);
      }
    }

    @Override
    public void initial(float[] theta) {
      System.arraycopy(start, 0, theta, 0, SIZE);
    }

    @Override
    public double gradient(float[] theta, int step, float[] gradient) {
      SplittableRandom random = Randomness.stream(key, "bowl.noise", step);
      double loss = 0;
      for (int i = 0; i < SIZE; i++) {
        double off = theta[i] - optimum[i] + 0.05 * (random.nextDouble() - 0.5);
        loss += 0.5 * curvature[i] * off * off / SIZE;
        gradient[i] = (float) (curvature[i] * off / SIZE);
      }
      return loss;
    }

    @Override
    public double loss(float[] theta, int step) {
      return gradient(theta, step, new float[SIZE]);
    }

    @Override
    public OptionalDouble accuracy(float[] theta) {
      int near = 0;
      for (int i = 0; i < SIZE; i++) {
        near += Math.abs(theta[i] - optimum[i]) < 0.1 ? 1 : 0;
      }
      return OptionalDouble.of(near / (double) SIZE);
    }
  }
}
