package io.symlab.model.rule;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The running averages behind the gradient features of one problem. Fed one gradient per step, it
 * gives what a rule sees of each coordinate; only the averages that the asked features need are
 * kept. Used by one thread at a time.
 *
 * <p>With b = 0.95 for both: m and v are averages of g and g^2, m^ and v^ the same with their bias
 * corrected, s = sqrt(v^) + 1e-12; then mt = m^ / s and gt = g / s (RNNProp, Lv et al. 2017). mom5,
 * mom9 and mom99 are averages of g with 0.5, 0.9 and 0.99, not corrected; t = step / 1000.
 */
public final class FeatureState {
  private static final double BETA = 0.95;
  private static final float EPSILON = 1e-12f;

  private final List<Feature> features;
  private final float[][] values;
  private final float[] first;
  private final float[] second;
  private final float[] inverse;
  private final Map<Feature, float[]> momenta = new EnumMap<>(Feature.class);

  /**
   * State before the first step.
   *
   * @param features in the order in which they are to come
   * @param coordinates n
   */
  public FeatureState(List<Feature> features, int coordinates) {
    this.features = List.copyOf(features);
    this.values = new float[features.size()][coordinates];
    boolean scaled = features.contains(Feature.MT) || features.contains(Feature.GT);
    this.first = features.contains(Feature.MT) ? new float[coordinates] : null;
    this.second = scaled ? new float[coordinates] : null;
    this.inverse = scaled ? new float[coordinates] : null;
    for (Feature feature : features) {
      if (decay(feature) > 0) {
        momenta.put(feature, new float[coordinates]);
      }
    }
  }

  /**
   * Takes over the averages of another state.
   *
   * @param other of the same features and coordinates
   */
  public void remember(FeatureState other) {
    if (first != null) {
      System.arraycopy(other.first, 0, first, 0, first.length);
    }
    if (second != null) {
      System.arraycopy(other.second, 0, second, 0, second.length);
    }
    momenta.forEach(
        (feature, m) -> System.arraycopy(other.momenta.get(feature), 0, m, 0, m.length));
  }

  /**
   * The features of one step.
   *
   * @param g gradient, [n], read only
   * @param step from 1, one more at each call
   * @return planar, [features][n]; the same arrays at every call, overwritten by the next
   */
  public float[][] next(float[] g, int step) {
    if (first != null) {
      Ema.ofGradient(first, g, BETA);
    }
    if (second != null) {
      Ema.ofSquare(second, g, BETA);
      inverseScale(second, (float) Ema.correction(BETA, step), inverse);
    }
    momenta.forEach((feature, m) -> Ema.ofGradient(m, g, decay(feature)));
    for (int f = 0; f < values.length; f++) {
      write(features.get(f), g, step, values[f]);
    }
    return values;
  }

  private void write(Feature feature, float[] g, int step, float[] out) {
    switch (feature) {
      case MT -> product(first, inverse, (float) Ema.correction(BETA, step), out);
      case GT -> product(g, inverse, 1, out);
      case G -> System.arraycopy(g, 0, out, 0, out.length);
      case MOM5, MOM9, MOM99 -> System.arraycopy(momenta.get(feature), 0, out, 0, out.length);
      case T -> Arrays.fill(out, step / 1000f);
    }
  }

  private static double decay(Feature feature) {
    return switch (feature) {
      case MOM5 -> 0.5;
      case MOM9 -> 0.9;
      case MOM99 -> 0.99;
      case MT, GT, G, T -> 0;
    };
  }

  /** out = 1 / s, s = sqrt(v^) + 1e-12. */
  private static void inverseScale(float[] v, float correction, float[] out) {
    for (int i = 0; i < out.length; i++) {
      out[i] = 1 / ((float) Math.sqrt(v[i] * correction) + EPSILON);
    }
  }

  private static void product(float[] a, float[] b, float factor, float[] out) {
    for (int i = 0; i < out.length; i++) {
      out[i] = a[i] * factor * b[i];
    }
  }
}
