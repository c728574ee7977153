package io.symlab.model.optimizee;

import io.symlab.model.data.ImageSet;
import io.symlab.model.optimizee.Optimizee.ParameterGroup;
import java.util.List;

/** The perceptron's loss in plain loops and float64: slow, obvious, what {@link Mlp} is held to. */
final class SlowMlp {
  private SlowMlp() {}

  /** Mean negative log-likelihood; groups are weight1 [out, in], bias1 [out], weight2, ... */
  static double loss(List<ParameterGroup> groups, double[] theta, ImageSet set, int[] chosen) {
    double sum = 0;
    for (int image : chosen) {
      double[] h = new double[784];
      for (int p = 0; p < h.length; p++) {
        h[p] = set.pixel(image, p / 28, p % 28) / 255.0 - 0.5;
      }
      for (int layer = 0; layer < groups.size(); layer += 2) {
        h = linear(h, groups.get(layer), groups.get(layer + 1), theta);
        for (int i = 0; i < h.length && layer + 2 < groups.size(); i++) {
          h[i] = Math.max(0, h[i]);
        }
      }
      double all = 0;
      for (double score : h) {
        all += Math.exp(score);
      }
      sum += Math.log(all) - h[set.label(image)];
    }
    return sum / chosen.length;
  }

  private static double[] linear(
      double[] x, ParameterGroup weight, ParameterGroup bias, double[] theta) {
    double[] y = new double[bias.length()];
    for (int o = 0; o < y.length; o++) {
      y[o] = theta[bias.offset() + o];
      for (int i = 0; i < x.length; i++) {
        y[o] += theta[weight.offset() + o * x.length + i] * x[i];
      }
    }
    return y;
  }

  /** Central differences of a loss in one coordinate. */
  static double slope(
      java.util.function.ToDoubleFunction<double[]> loss, double[] theta, int coordinate) {
    double step = 1e-6;
    double[] moved = theta.clone();
    moved[coordinate] = theta[coordinate] + step;
    double above = loss.applyAsDouble(moved);
    moved[coordinate] = theta[coordinate] - step;
    return (above - loss.applyAsDouble(moved)) / (2 * step);
  }

  static double[] doubles(float[] values) {
    double[] wide = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      wide[i] = values[i];
    }
    return wide;
  }
}
