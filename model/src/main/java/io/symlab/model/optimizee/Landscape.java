package io.symlab.model.optimizee;

import java.util.SplittableRandom;

/**
 * A loss of few parameters with random coefficients: what one instance of {@link RandomInstances}
 * looks like. Each is a share of |W theta - y|^2, with a penalty on |theta|_1 or with waves, sum_j
 * c_j cos(2 pi theta_j), taken from it; n is the dimension, theta one instance's parameters.
 */
enum Landscape {
  /** |W theta - y|^2, W n x n, all normal (Andrychowicz et al. 2016, section 3.1). */
  QUADRATIC("quadratic", "w", "y", 1, 0),

  /** |W theta - y|^2, W n x n, all uniform in [0, 1), as that paper's published code draws them. */
  QUADRATIC_UNIFORM("quadratic-uniform", "w", "y", 1, 0) {
    @Override
    double draw(SplittableRandom random) {
      return random.nextDouble();
    }
  },

  /**
   * 1/2 |W theta - y|^2 + 0.005 |theta|_1, W n/2 x n, all normal. The usual n is 50. At 0 the
   * derivative of |theta| is taken as 0.
   */
  LASSO("lasso", "w", "y", 0.5, 0.005) {
    @Override
    int leastDimension() {
      return 2;
    }

    @Override
    int rows(int n) {
      return n / 2;
    }
  },

  /**
   * 1/2 |W theta - y|^2 + 0.005 |theta|_1, W n x n, all uniform in [0, 1): the published code of
   * Chen et al. 2020, "Training Stronger Baselines for Learning to Optimize".
   */
  LASSO_UNIFORM("lasso-uniform", "w", "y", 0.5, 0.005) {
    @Override
    double draw(SplittableRandom random) {
      return random.nextDouble();
    }
  },

  /**
   * Lasso with one W and one y for all problems of a seed, which differ in where they start: that
   * code's problem of given matrices.
   */
  LASSO_FIXED("lasso-fixed", "w", "y", 0.5, 0.005) {
    @Override
    int leastDimension() {
      return 2;
    }

    @Override
    int rows(int n) {
      return n / 2;
    }

    @Override
    boolean fixed() {
      return true;
    }
  },

  /**
   * 1/2 |A theta - b|^2 - 10 c . cos(2 pi theta) + 10 n, A n x n, all normal (Chen et al. 2020,
   * "Training Stronger Baselines for Learning to Optimize").
   */
  RASTRIGIN("rastrigin", "a", "b", 0.5, 0) {
    @Override
    int waveRows(int n) {
      return 1;
    }
  },

  /** Rastrigin with waves half as high, as that code has it on the plane: the usual n is 2. */
  RASTRIGIN_PLANE("rastrigin-plane", "a", "b", 0.5, 0) {
    @Override
    int waveRows(int n) {
      return 1;
    }

    @Override
    double amplitude() {
      return 5;
    }
  },

  /** |W theta - y|^2 - sum_i [C 10 cos(2 pi theta)]_i + 10 n, W and C n x n, uniform in [0, 1). */
  SQUARE_COS("square-cos", "w", "y", 1, 0) {
    @Override
    int waveRows(int n) {
      return n;
    }

    @Override
    double draw(SplittableRandom random) {
      return random.nextDouble();
    }
  };

  private final String key;
  private final String matrix;
  private final String target;
  private final double share;
  private final double penalty;

  Landscape(String key, String matrix, String target, double share, double penalty) {
    this.key = key;
    this.matrix = matrix;
    this.target = target;
    this.share = share;
    this.penalty = penalty;
  }

  static Landscape of(OptimizeeKind kind) {
    for (Landscape landscape : values()) {
      if (landscape.key.equals(kind.key())) {
        return landscape;
      }
    }
    throw new IllegalArgumentException(kind + " has no landscape");
  }

  /** Tells problems of different kinds apart. */
  String key() {
    return key;
  }

  /** The name by which W is drawn. */
  String matrix() {
    return matrix;
  }

  /** The name by which y is drawn. */
  String target() {
    return target;
  }

  /** What |W theta - y|^2 is multiplied with. */
  double share() {
    return share;
  }

  /** What |theta|_1 is multiplied with. */
  double penalty() {
    return penalty;
  }

  /**
   * What waves are multiplied with, and the loss is lifted by per parameter where there are any.
   */
  double amplitude() {
    return 10;
  }

  /** Whether all problems of a seed have the same coefficients. */
  boolean fixed() {
    return false;
  }

  int leastDimension() {
    return 1;
  }

  /** Rows of W. */
  int rows(int n) {
    return n;
  }

  /** Rows of the matrix whose columns' sums are the waves' c; 0 where there are no waves. */
  int waveRows(int n) {
    return 0;
  }

  /** One number of a coefficient. */
  double draw(SplittableRandom random) {
    return random.nextGaussian();
  }
}
