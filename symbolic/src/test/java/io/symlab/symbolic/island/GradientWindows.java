package io.symlab.symbolic.island;

import io.symlab.symbolic.sample.Samples;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;

/** Windows of the last gradients of a coordinate, newest first, and what a rule makes of them. */
public final class GradientWindows {
  private GradientWindows() {}

  /** Rows of a stationary AR(1) process with coefficient 0.5, each in a unit of its own. */
  public static Samples samples(int rows, int lags, long seed, ToDoubleFunction<double[]> rule) {
    SplittableRandom random = new SplittableRandom(seed);
    float[][] columns = new float[lags][rows];
    float[] y = new float[rows];
    double[] g = new double[lags];
    for (int i = 0; i < rows; i++) {
      double unit = Math.pow(10, -3 * random.nextDouble());
      double value = random.nextGaussian() / Math.sqrt(0.75);
      for (int j = lags - 1; j >= 0; j--) {
        columns[j][i] = (float) (unit * value);
        g[j] = columns[j][i];
        value = 0.5 * value + random.nextGaussian();
      }
      y[i] = (float) rule.applyAsDouble(g);
    }
    return Samples.of(columns, y);
  }
}
