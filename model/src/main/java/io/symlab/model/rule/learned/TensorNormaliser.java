package io.symlab.model.rule.learned;

import io.symlab.model.optimizee.Optimizee.ParameterGroup;
import java.util.List;

/**
 * Divides a feature by its size over each tensor: x / sqrt(1e-5 + mean x^2). What a per-coordinate
 * MLP sees is then of a size of 1 whatever the problem's scale.
 */
final class TensorNormaliser {
  private static final double LEAST = 1e-5;

  private final List<ParameterGroup> groups;

  TensorNormaliser(List<ParameterGroup> groups) {
    this.groups = List.copyOf(groups);
  }

  /**
   * Writes the normalised feature.
   *
   * @param out [coordinates], may be {@code x}
   * @param factors what each group was multiplied with, [groups]
   */
  void forward(float[] x, float[] out, float[] factors) {
    for (int k = 0; k < factors.length; k++) {
      ParameterGroup group = groups.get(k);
      int end = group.offset() + group.length();
      double sum = 0;
      for (int i = group.offset(); i < end; i++) {
        sum += (double) x[i] * x[i];
      }
      float factor = (float) (1 / Math.sqrt(LEAST + sum / Math.max(1, group.length())));
      for (int i = group.offset(); i < end; i++) {
        out[i] = factor * x[i];
      }
      factors[k] = factor;
    }
  }

  /**
   * The feature's adjoints from those of what {@link #forward} wrote: with r the factor, n the
   * tensor's length and y = r x, dx = r (dy - y (dy . y) / n).
   *
   * @param adjoints replaced
   */
  void backward(float[] y, float[] factors, float[] adjoints) {
    for (int k = 0; k < factors.length; k++) {
      ParameterGroup group = groups.get(k);
      int end = group.offset() + group.length();
      double dot = 0;
      for (int i = group.offset(); i < end; i++) {
        dot += (double) adjoints[i] * y[i];
      }
      float share = (float) (dot / Math.max(1, group.length()));
      for (int i = group.offset(); i < end; i++) {
        adjoints[i] = factors[k] * (adjoints[i] - y[i] * share);
      }
    }
  }
}
