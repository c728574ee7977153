package io.symlab.model.optimizee;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.symlab.model.torch.Torch;
import io.symlab.symbolic.Randomness;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The landscapes in libtorch's tensors, whose derivatives are libtorch's, too: what {@link
 * RandomInstances} is held against.
 */
enum TensorLandscape {
  /** |W theta - y|^2, W n x n, all normal (Andrychowicz et al. 2016, section 3.1). */
  QUADRATIC("quadratic") {
    @Override
    List<Coefficient> coefficients(int n) {
      return List.of(new Coefficient("w", n, n), new Coefficient("y", n, 1));
    }

    @Override
    NDArray sum(NDManager step, NDArray theta, NDArray[] drawn) {
      return squares(theta, drawn);
    }
  },

  /**
   * 1/2 |W theta - y|^2 + 0.005 |theta|_1, W n/2 x n, all normal. The usual n is 50. At 0 the
   * derivative of |theta| is taken as 0.
   */
  LASSO("lasso") {
    @Override
    List<Coefficient> coefficients(int n) {
      return List.of(new Coefficient("w", n / 2, n), new Coefficient("y", n / 2, 1));
    }

    @Override
    NDArray sum(NDManager step, NDArray theta, NDArray[] drawn) {
      NDArray penalty = theta.abs().sum().mul(step.create(0.005f));
      return squares(theta, drawn).mul(step.create(0.5f)).add(penalty);
    }
  },

  /**
   * 1/2 |A theta - b|^2 - 10 c . cos(2 pi theta) + 10 n, A n x n, all normal (Chen et al. 2020,
   * "Training Stronger Baselines for Learning to Optimize").
   */
  RASTRIGIN("rastrigin") {
    @Override
    List<Coefficient> coefficients(int n) {
      return List.of(
          new Coefficient("a", n, n), new Coefficient("b", n, 1), new Coefficient("c", n, 1));
    }

    @Override
    NDArray sum(NDManager step, NDArray theta, NDArray[] drawn) {
      NDArray waves = drawn[2].mul(cosine(step, theta)).sum();
      return waves(step, theta, waves, squares(theta, drawn).mul(step.create(0.5f)));
    }
  },

  /** |W theta - y|^2 - sum_i [C 10 cos(2 pi theta)]_i + 10 n, W and C n x n, uniform in [0, 1). */
  SQUARE_COS("square-cos") {
    @Override
    List<Coefficient> coefficients(int n) {
      return List.of(
          new Coefficient("w", n, n), new Coefficient("y", n, 1), new Coefficient("c", n, n));
    }

    @Override
    double draw(SplittableRandom random) {
      return random.nextDouble();
    }

    @Override
    NDArray sum(NDManager step, NDArray theta, NDArray[] drawn) {
      NDArray waves = drawn[2].matMul(cosine(step, theta)).sum();
      return waves(step, theta, waves, squares(theta, drawn));
    }
  };

  private static final float AMPLITUDE = 10;

  private final String key;

  TensorLandscape(String key) {
    this.key = key;
  }

  /** What a recipe calls it. */
  String key() {
    return key;
  }

  /** A matrix or column that every instance has one of. */
  record Coefficient(String name, int rows, int columns) {}

  /** What is drawn for an instance; the first two are the matrix and the target of its square. */
  abstract List<Coefficient> coefficients(int n);

  /** One number of a coefficient. */
  double draw(SplittableRandom random) {
    return random.nextGaussian();
  }

  /**
   * The loss of a problem, and its gradient.
   *
   * @param problem the key that it is drawn by
   */
  double gradient(long problem, int instances, int n, float[] theta, float[] gradient) {
    Parameters parameters = new Parameters().group("theta", instances, n, 1);
    try (NDManager manager = Torch.cpu().newManager()) {
      return parameters.gradient(
          manager, theta, (step, leaves) -> mean(problem, instances, step, leaves[0]), gradient);
    }
  }

  private NDArray mean(long problem, int instances, NDManager step, NDArray theta) {
    List<Coefficient> coefficients = coefficients((int) theta.size() / instances);
    NDArray[] drawn = new NDArray[coefficients.size()];
    for (int i = 0; i < drawn.length; i++) {
      Coefficient of = coefficients.get(i);
      SplittableRandom random = Randomness.stream(problem, of.name());
      float[] values = new float[instances * of.rows() * of.columns()];
      for (int j = 0; j < values.length; j++) {
        values[j] = (float) draw(random);
      }
      drawn[i] = step.create(values, new Shape(instances, of.rows(), of.columns())).duplicate();
    }
    return sum(step, theta, drawn).div(step.create((float) instances));
  }

  /**
   * The sum over the instances.
   *
   * @param theta [instances, n, 1]
   * @param drawn the coefficients, each [instances, rows, columns]
   */
  abstract NDArray sum(NDManager step, NDArray theta, NDArray[] drawn);

  private static NDArray squares(NDArray theta, NDArray[] drawn) {
    return drawn[0].matMul(theta).sub(drawn[1]).square().sum();
  }

  private static NDArray cosine(NDManager step, NDArray theta) {
    return theta.mul(step.create((float) (2 * Math.PI))).cos();
  }

  /** square - 10 waves + 10 n, n counted over all instances. */
  private static NDArray waves(NDManager step, NDArray theta, NDArray waves, NDArray square) {
    NDArray floor = step.create(AMPLITUDE * theta.size());
    return square.sub(waves.mul(step.create(AMPLITUDE))).add(floor);
  }
}
