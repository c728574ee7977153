package io.symlab.model.optimizee;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.symlab.model.Torch;
import io.symlab.symbolic.Randomness;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The mean over {@code instances} of |W_b theta_b - y_b|^2, each W_b square and, like y_b, standard
 * normal and drawn per problem (Andrychowicz et al. 2016, section 3.1). A family of problems that
 * is cheap enough for tests and first experiments; every step sees the whole of it.
 */
final class Quadratic implements Optimizee {
  private final int instances;
  private final int dimension;
  private final double initialScale;
  private final Parameters parameters = new Parameters();
  private final NDManager manager;

  Quadratic(OptimizeeSettings settings) {
    this.instances = atLeastOne("optimizee.instances", settings.instances());
    this.dimension = atLeastOne("optimizee.dimension", settings.dimension());
    this.initialScale = settings.initialScale();
    parameters.group("theta", instances, dimension, 1);
    this.manager = Torch.get().newManager();
  }

  private static int atLeastOne(String key, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(key + " is " + value + ": choose 1 or more");
    }
    return value;
  }

  @Override
  public int size() {
    return parameters.size();
  }

  @Override
  public List<ParameterGroup> groups() {
    return parameters.groups();
  }

  @Override
  public Problem problem(Half half, long seed, String role, long index) {
    return new QuadraticProblem(Randomness.key(seed, "quadratic." + half + "." + role, index));
  }

  @Override
  public void close() {
    manager.close();
  }

  /** Where native memory is kept while a step lasts; empty between steps. */
  NDManager manager() {
    return manager;
  }

  private final class QuadraticProblem implements Problem {
    private final long key;
    private final AlignedFloats w = new AlignedFloats(instances * dimension * dimension);
    private final AlignedFloats y = new AlignedFloats(instances * dimension);

    QuadraticProblem(long key) {
      this.key = key;
      fill(w, instances * dimension * dimension, "w");
      fill(y, instances * dimension, "y");
    }

    private void fill(AlignedFloats into, int length, String role) {
      SplittableRandom random = Randomness.stream(key, role);
      float[] values = new float[length];
      for (int i = 0; i < length; i++) {
        values[i] = (float) random.nextGaussian();
      }
      into.put(0, values, 0, length);
    }

    @Override
    public void initial(float[] theta) {
      SplittableRandom random = Randomness.stream(key, "initial");
      for (int i = 0; i < parameters.size(); i++) {
        theta[i] = (float) (initialScale * random.nextGaussian());
      }
    }

    private NDArray meanSquare(NDManager step, NDArray[] leaves) {
      NDArray matrix = w.tensor(step, 0, new Shape(instances, dimension, dimension));
      NDArray target = y.tensor(step, 0, new Shape(instances, dimension, 1));
      // Not div(int): it frees its number at once, and the graph would go on using that memory.
      NDArray count = step.create((float) instances);
      return matrix.matMul(leaves[0]).sub(target).square().sum().div(count);
    }

    @Override
    public double gradient(float[] theta, int step, float[] gradient) {
      return parameters.gradient(manager, theta, this::meanSquare, gradient);
    }

    @Override
    public double loss(float[] theta, int step) {
      return parameters.values(manager, theta, this::meanSquare)[0];
    }
  }
}
