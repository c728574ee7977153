package io.symlab.model.rule.features;

import io.symlab.model.optimizee.Optimizee.ParameterGroup;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The running averages behind the gradient features of one problem. Fed one gradient per step, it
 * gives what a rule sees of each coordinate; only the averages that the asked features need are
 * kept. Used by one thread at a time.
 *
 * <p>With b = 0.95 for both: m and v are averages of g and g^2, m^ and v^ the same with their bias
 * corrected, s = sqrt(v^) + 1e-12; then mt = m^ / s and gt = g / s (RNNProp, Lv et al. 2017). mom5,
 * mom9 and mom99 are averages of g with 0.5, 0.9 and 0.99, not corrected; t = step / 1000. adam-up
 * = m, adam-up-norm = m^, adam-down = s; magic2, magic25, magic3 and magic4 are m / (v^_p^(1/p) +
 * 1e-8) with v_p an average of |g|^p for p = 2, 2.5, 3 and 4 (Zheng et al. 2022). mean-g and
 * mean-g2 are plain means of g and g^2 over the newest steps of a window, fewer where the run is
 * younger. The others are those of {@link TensorFeatures}.
 */
public final class FeatureState {
  /** The decay of m and v. */
  public static final double BETA = 0.95;

  /** What keeps a scale above 0. */
  public static final float EPSILON = 1e-12f;

  private final List<Feature> features;
  private final float[][] values;
  private final float[] first;
  private final float[] second;
  private final float[] inverse;

  /** By decay. */
  private final SortedMap<Double, float[]> momenta = new TreeMap<>();

  private final Map<Feature, PowerMean> powers = new EnumMap<>(Feature.class);

  /** Null where there are no means over it. */
  private final GradientWindow window;

  private final TensorFeatures tensors;

  /**
   * State before the first step, of features that are no means over a window.
   *
   * @param features in the order in which they are to come
   * @param coordinates n
   */
  public FeatureState(List<Feature> features, int coordinates) {
    this(features, coordinates, 0);
  }

  /**
   * State before the first step.
   *
   * @param features in the order in which they are to come
   * @param coordinates n
   * @param steps that means over a window go over
   */
  public FeatureState(List<Feature> features, int coordinates, int steps) {
    this(features, List.of(new ParameterGroup("all", 0, coordinates)), steps);
  }

  /**
   * State before the first step, of any features.
   *
   * @param groups the problem's tensors, without gaps
   * @param steps that means over a window go over
   */
  public FeatureState(List<Feature> features, List<ParameterGroup> groups, int steps) {
    int coordinates = groups.stream().mapToInt(ParameterGroup::length).sum();
    this.features = List.copyOf(features);
    this.values = new float[features.size()][coordinates];
    boolean windowed = features.stream().anyMatch(Feature::windowed);
    this.window = windowed ? new GradientWindow(steps, coordinates) : null;
    boolean scaled = features.contains(Feature.MT) || features.contains(Feature.GT);
    boolean squares = scaled || features.contains(Feature.ADAM_DOWN);
    this.first = features.stream().anyMatch(FeatureState::ofFirst) ? new float[coordinates] : null;
    this.second = squares ? new float[coordinates] : null;
    this.inverse = scaled ? new float[coordinates] : null;
    for (Feature feature : features) {
      if (PowerMean.known(feature)) {
        powers.put(feature, new PowerMean(feature, coordinates));
      }
      if (ofMomentum(feature)) {
        momenta.put(feature.number(), new float[coordinates]);
      }
    }
    tensors = new TensorFeatures(features, groups, coordinates);
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
    momenta.forEach((decay, m) -> System.arraycopy(other.momenta.get(decay), 0, m, 0, m.length));
    powers.forEach((feature, mean) -> mean.remember(other.powers.get(feature)));
    if (window != null) {
      window.remember(other.window);
    }
    tensors.remember(other.tensors);
  }

  /** The features of one step, of those that are not made of parameters. */
  public float[][] next(float[] g, int step) {
    return next(null, g, step);
  }

  /**
   * The features of one step.
   *
   * @param theta the parameters before it, [n], read only; null where they are not at hand
   * @param g gradient, [n], read only
   * @param step from 1, one more at each call
   * @return planar, [features][n]; the same arrays at every call, overwritten by the next
   * @throws IllegalStateException when a feature is made of parameters and they are not at hand
   */
  public float[][] next(float[] theta, float[] g, int step) {
    if (first != null) {
      Ema.ofGradient(first, g, BETA);
    }
    if (second != null) {
      Ema.ofSquare(second, g, BETA);
    }
    if (inverse != null) {
      inverseScale(second, (float) Ema.correction(BETA, step), inverse);
    }
    powers.values().forEach(mean -> mean.add(g, BETA));
    momenta.forEach((decay, m) -> Ema.ofGradient(m, g, decay));
    tensors.add(g);
    if (window != null) {
      window.add(g, step);
    }
    for (int f = 0; f < values.length; f++) {
      write(features.get(f), theta, g, step, values[f]);
    }
    return values;
  }

  private void write(Feature feature, float[] theta, float[] g, int step, float[] out) {
    if (feature.family() == Feature.Family.MOMENTUM) {
      System.arraycopy(momenta.get(feature.number()), 0, out, 0, out.length);
      return;
    }
    switch (feature) {
      case MT -> product(first, inverse, (float) Ema.correction(BETA, step), out);
      case GT -> product(g, inverse, 1, out);
      case G -> System.arraycopy(g, 0, out, 0, out.length);
      case T -> Arrays.fill(out, step / 1000f);
      case ADAM_UP -> System.arraycopy(first, 0, out, 0, out.length);
      case ADAM_UP_NORM -> multiple(first, (float) Ema.correction(BETA, step), out);
      case ADAM_DOWN -> scale(second, (float) Ema.correction(BETA, step), out);
      case MAGIC2, MAGIC25, MAGIC3, MAGIC4 ->
          powers.get(feature).divide(first, Ema.correction(BETA, step), out);
      case MEAN_G -> window.mean(out);
      case MEAN_G2 -> window.meanSquare(out);
      default -> tensors.write(feature, theta, g, momenta.get(feature.number()), step, out);
    }
  }

  /** Whether a feature is made of m. */
  private static boolean ofFirst(Feature feature) {
    return switch (feature) {
      case MT, ADAM_UP, ADAM_UP_NORM, MAGIC2, MAGIC25, MAGIC3, MAGIC4 -> true;
      default -> false;
    };
  }

  private static boolean ofMomentum(Feature feature) {
    return switch (feature.family()) {
      case MOMENTUM, MOMENTUM_BY_RMS, MOMENTUM_BY_FACTORED -> true;
      default -> false;
    };
  }

  /** Of an average of g; 0 for other features. */
  public static double decay(Feature feature) {
    return feature.family() == Feature.Family.MOMENTUM ? feature.number() : 0;
  }

  /** out = 1 / s, s = sqrt(v^) + 1e-12. */
  private static void inverseScale(float[] v, float correction, float[] out) {
    for (int i = 0; i < out.length; i++) {
      out[i] = 1 / ((float) Math.sqrt(v[i] * correction) + EPSILON);
    }
  }

  /** out = s. */
  private static void scale(float[] v, float correction, float[] out) {
    for (int i = 0; i < out.length; i++) {
      out[i] = (float) Math.sqrt(v[i] * correction) + EPSILON;
    }
  }

  private static void multiple(float[] a, float factor, float[] out) {
    for (int i = 0; i < out.length; i++) {
      out[i] = a[i] * factor;
    }
  }

  private static void product(float[] a, float[] b, float factor, float[] out) {
    for (int i = 0; i < out.length; i++) {
      out[i] = a[i] * factor * b[i];
    }
  }
}
