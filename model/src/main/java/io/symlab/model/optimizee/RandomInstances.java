package io.symlab.model.optimizee;

import io.symlab.symbolic.Randomness;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The mean of a {@link Landscape} over {@code instances}, whose matrices and vectors are drawn anew
 * for every problem. Families that are cheap enough for tests and first experiments; every step
 * sees the whole of it. Plain Java: coefficients and parameters are floats, sums are doubles.
 */
final class RandomInstances implements Optimizee {
  private static final double TURN = 2 * Math.PI;

  private final Landscape landscape;
  private final int instances;
  private final int dimension;
  private final double initialScale;

  RandomInstances(OptimizeeSettings settings, Landscape landscape) {
    this.landscape = landscape;
    this.instances = atLeast(1, "optimizee.instances", settings.instances());
    this.dimension =
        atLeast(landscape.leastDimension(), "optimizee.dimension", settings.dimension());
    this.initialScale = settings.initialScale();
  }

  private static int atLeast(int least, String key, int value) {
    if (value < least) {
      throw new IllegalArgumentException(key + " is " + value + ": choose " + least + " or more");
    }
    return value;
  }

  @Override
  public int size() {
    return Math.multiplyExact(instances, dimension);
  }

  @Override
  public List<ParameterGroup> groups() {
    return List.of(new ParameterGroup("theta", 0, size()));
  }

  @Override
  public Problem problem(Half half, long seed, String role, long index) {
    long key = Randomness.key(seed, landscape.key() + "." + half + "." + role, index);
    return new Drawn(key, landscape.fixed() ? Randomness.key(seed, landscape.key(), 0) : key);
  }

  private final class Drawn implements Problem {
    private final long key;

    /** Of the coefficients. */
    private final long coefficients;

    private final int rows = landscape.rows(dimension);

    /** [instances][rows][dimension]. */
    private final float[] matrix;

    /** [instances][rows]. */
    private final float[] target;

    /** c, [instances][dimension]; empty where there are no waves. */
    private final double[] waves;

    /** Of one instance. */
    private final double[] slopes = new double[dimension];

    Drawn(long key, long coefficients) {
      this.key = key;
      this.coefficients = coefficients;
      matrix = draw(landscape.matrix(), rows * dimension);
      target = draw(landscape.target(), rows);
      waves = waves(landscape.waveRows(dimension));
    }

    private float[] draw(String role, int perInstance) {
      SplittableRandom random = Randomness.stream(coefficients, role);
      float[] drawn = new float[Math.multiplyExact(instances, perInstance)];
      for (int i = 0; i < drawn.length; i++) {
        drawn[i] = (float) landscape.draw(random);
      }
      return drawn;
    }

    private double[] waves(int waveRows) {
      if (waveRows == 0) {
        return new double[0];
      }
      float[] drawn = draw("c", waveRows * dimension);
      double[] sums = new double[instances * dimension];
      for (int i = 0; i < drawn.length; i++) {
        sums[i / (waveRows * dimension) * dimension + i % dimension] += drawn[i];
      }
      return sums;
    }

    @Override
    public void initial(float[] theta) {
      SplittableRandom random = Randomness.stream(key, "initial");
      for (int i = 0; i < size(); i++) {
        theta[i] = (float) (initialScale * random.nextGaussian());
      }
    }

    @Override
    public double gradient(float[] theta, int step, float[] gradient) {
      if (theta.length != size()) {
        throw new IllegalArgumentException(theta.length + " parameters where there are " + size());
      }
      double sum = 0;
      for (int b = 0; b < instances; b++) {
        double square = squares(b, theta);
        sum += landscape.share() * square + bends(b, theta);
        for (int j = 0; j < dimension; j++) {
          gradient[b * dimension + j] = (float) (slopes[j] / instances);
        }
      }
      return sum / instances;
    }

    /** |W theta - y|^2 of an instance, and the derivatives of the share of it into the slopes. */
    private double squares(int b, float[] theta) {
      Arrays.fill(slopes, 0);
      double sum = 0;
      for (int r = b * rows; r < (b + 1) * rows; r++) {
        double off = -target[r];
        for (int j = 0; j < dimension; j++) {
          off += (double) matrix[r * dimension + j] * theta[b * dimension + j];
        }
        sum += off * off;
        double outer = 2 * landscape.share() * off;
        for (int j = 0; j < dimension; j++) {
          slopes[j] += matrix[r * dimension + j] * outer;
        }
      }
      return sum;
    }

    /** Penalty and waves of an instance, and their derivatives added to the slopes. */
    private double bends(int b, float[] theta) {
      double sum = 0;
      for (int j = 0; j < dimension; j++) {
        int at = b * dimension + j;
        sum += landscape.penalty() * Math.abs(theta[at]);
        slopes[j] += landscape.penalty() * Math.signum(theta[at]);
        if (waves.length > 0) {
          // StrictMath, since Math.cos may differ between the interpreter and compiled code.
          double turn = TURN * theta[at];
          sum += landscape.amplitude() * (1 - waves[at] * StrictMath.cos(turn));
          slopes[j] += landscape.amplitude() * waves[at] * TURN * StrictMath.sin(turn);
        }
      }
      return sum;
    }
  }
}
