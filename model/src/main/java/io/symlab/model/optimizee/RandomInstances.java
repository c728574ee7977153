package io.symlab.model.optimizee;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.symlab.model.torch.Torch;
import io.symlab.symbolic.Randomness;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The mean of a {@link Landscape} over {@code instances}, whose matrices and vectors are drawn anew
 * for every problem. Families that are cheap enough for tests and first experiments; every step
 * sees the whole of it.
 */
final class RandomInstances implements Optimizee {
  private final Landscape landscape;
  private final int instances;
  private final int dimension;
  private final double initialScale;
  private final Parameters parameters = new Parameters();
  private final NDManager manager;

  RandomInstances(OptimizeeSettings settings, Landscape landscape) {
    this.landscape = landscape;
    this.instances = atLeast(1, "optimizee.instances", settings.instances());
    this.dimension =
        atLeast(landscape.leastDimension(), "optimizee.dimension", settings.dimension());
    this.initialScale = settings.initialScale();
    parameters.group("theta", instances, dimension, 1);
    this.manager = Torch.get().newManager();
  }

  private static int atLeast(int least, String key, int value) {
    if (value < least) {
      throw new IllegalArgumentException(key + " is " + value + ": choose " + least + " or more");
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
    return new Drawn(Randomness.key(seed, landscape.key() + "." + half + "." + role, index));
  }

  @Override
  public void close() {
    manager.close();
  }

  /** Where native memory is kept while a step lasts; empty between steps. */
  NDManager manager() {
    return manager;
  }

  private final class Drawn implements Problem {
    private final long key;
    private final List<AlignedFloats> values = new ArrayList<>();
    private final List<Shape> shapes = new ArrayList<>();

    Drawn(long key) {
      this.key = key;
      for (Landscape.Coefficient coefficient : landscape.coefficients(dimension)) {
        Shape shape = new Shape(instances, coefficient.rows(), coefficient.columns());
        values.add(draw(coefficient.name(), Math.toIntExact(shape.size())));
        shapes.add(shape);
      }
    }

    private AlignedFloats draw(String role, int length) {
      SplittableRandom random = Randomness.stream(key, role);
      float[] drawn = new float[length];
      for (int i = 0; i < length; i++) {
        drawn[i] = (float) landscape.draw(random);
      }
      AlignedFloats memory = new AlignedFloats(length);
      memory.put(0, drawn, 0, length);
      return memory;
    }

    @Override
    public void initial(float[] theta) {
      SplittableRandom random = Randomness.stream(key, "initial");
      for (int i = 0; i < parameters.size(); i++) {
        theta[i] = (float) (initialScale * random.nextGaussian());
      }
    }

    private NDArray mean(NDManager step, NDArray[] leaves) {
      NDArray[] drawn = new NDArray[values.size()];
      for (int i = 0; i < drawn.length; i++) {
        drawn[i] = values.get(i).tensor(step, 0, shapes.get(i));
      }
      // Not div(int): it frees its number at once, and the graph would go on using that memory.
      NDArray count = step.create((float) instances);
      return landscape.sum(step, leaves[0], drawn).div(count);
    }

    @Override
    public double gradient(float[] theta, int step, float[] gradient) {
      return parameters.gradient(manager, theta, this::mean, gradient);
    }

    @Override
    public double loss(float[] theta, int step) {
      return parameters.values(manager, theta, this::mean)[0];
    }
  }
}
