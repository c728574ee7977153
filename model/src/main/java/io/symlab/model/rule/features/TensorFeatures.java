package io.symlab.model.rule.features;

import io.symlab.model.optimizee.Optimizee.ParameterGroup;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What per-coordinate MLP optimizers see beside averages of the gradient: parameters, factored
 * moments, sizes of whole tensors, clocks. Formulas and constants are those of
 * learned_optimization's {@code MLPLOpt} and {@code AdafacMLPLOpt} (Metz et al. 2020, 2022), before
 * they normalise over the tensor.
 */
final class TensorFeatures {
  private static final double RMS_DECAY = 0.999;

  private final List<ParameterGroup> groups;

  /** The average of g^2 per coordinate; null where no feature needs it. */
  private final float[] squares;

  /** By decay, one per tensor. */
  private final SortedMap<Double, List<FactoredMoment>> factored = new TreeMap<>();

  TensorFeatures(List<Feature> features, List<ParameterGroup> groups, int coordinates) {
    this.groups = groups;
    boolean rms =
        features.stream()
            .anyMatch(
                f ->
                    f == Feature.RMS
                        || f == Feature.INV_RMS
                        || f.family() == Feature.Family.MOMENTUM_BY_RMS);
    squares = rms ? new float[coordinates] : null;
    for (Feature feature : features) {
      if (feature.ofTensor() && feature.family() != Feature.Family.NONE) {
        factored.computeIfAbsent(feature.number(), d -> FactoredMoment.of(groups, d));
      }
    }
  }

  /** Takes over the averages of other such features. */
  void remember(TensorFeatures other) {
    if (squares != null) {
      System.arraycopy(other.squares, 0, squares, 0, squares.length);
    }
    factored.forEach(
        (decay, moments) -> {
          List<FactoredMoment> theirs = other.factored.get(decay);
          for (int i = 0; i < moments.size(); i++) {
            moments.get(i).remember(theirs.get(i));
          }
        });
  }

  /** The gradient of a step. */
  void add(float[] g) {
    if (squares != null) {
      Ema.ofSquare(squares, g, RMS_DECAY);
    }
    factored.values().forEach(moments -> moments.forEach(moment -> moment.add(g)));
  }

  /**
   * Writes one of the features that are computed here.
   *
   * @param theta the parameters before the step; null where they are not at hand
   * @param momentum the average of g with the feature's decay; null for features without one
   */
  void write(Feature feature, float[] theta, float[] g, float[] momentum, int step, float[] out) {
    List<FactoredMoment> moments = factored.getOrDefault(feature.number(), List.of());
    switch (feature.family()) {
      case MOMENTUM_BY_RMS -> {
        inverseRms(out);
        for (int i = 0; i < out.length; i++) {
          out[i] *= momentum[i];
        }
      }
      case FACTORED -> moments.forEach(moment -> moment.divideGradient(g, out));
      case ROW -> moments.forEach(moment -> moment.row(out));
      case COLUMN -> moments.forEach(moment -> moment.column(out));
      case INVERSE_ROW ->
          moments.forEach(
              moment -> {
                moment.row(out);
                moment.inverse(out);
              });
      case INVERSE_COLUMN ->
          moments.forEach(
              moment -> {
                moment.column(out);
                moment.inverse(out);
              });
      case MOMENTUM_BY_FACTORED -> moments.forEach(moment -> moment.divideMomentum(momentum, out));
      case CLOCK -> Arrays.fill(out, (float) StrictMath.tanh((step - 1) / feature.number() - 1));
      default -> writeSingle(feature, theta, g, step, out);
    }
  }

  private void writeSingle(Feature feature, float[] theta, float[] g, int step, float[] out) {
    if (feature.ofParameters() && theta == null) {
      throw new IllegalStateException(
          "the feature " + feature.key() + " is made of parameters, which are not at hand here");
    }
    switch (feature) {
      case THETA -> System.arraycopy(theta, 0, out, 0, out.length);
      case RMS -> System.arraycopy(squares, 0, out, 0, out.length);
      case INV_RMS -> inverseRms(out);
      case NORM_G -> groups.forEach(group -> norm(group, g, out));
      case NORM_THETA -> groups.forEach(group -> norm(group, theta, out));
      case LOG_T -> Arrays.fill(out, (float) StrictMath.log(step));
      default -> throw new IllegalArgumentException(feature + " is computed elsewhere");
    }
  }

  private void inverseRms(float[] out) {
    for (int i = 0; i < out.length; i++) {
      out[i] = 1 / (float) Math.sqrt(squares[i] + 1e-6f);
    }
  }

  private static void norm(ParameterGroup group, float[] x, float[] out) {
    float size = (float) Math.sqrt(meanSquare(group, x));
    Arrays.fill(out, group.offset(), group.offset() + group.length(), size);
  }

  /** The mean of x^2 over a tensor. */
  private static double meanSquare(ParameterGroup group, float[] x) {
    double sum = 0;
    for (int i = group.offset(); i < group.offset() + group.length(); i++) {
      sum += (double) x[i] * x[i];
    }
    return sum / group.length();
  }
}
