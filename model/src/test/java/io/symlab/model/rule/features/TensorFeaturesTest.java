package io.symlab.model.rule.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.symlab.model.optimizee.Optimizee.ParameterGroup;
import io.symlab.symbolic.Randomness;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** What MLP optimizers see, against their definitions in double precision, tensor by tensor. */
class TensorFeaturesTest {
  private static final List<Feature> FEATURES =
      Arrays.stream(Feature.values()).dropWhile(f -> f != Feature.THETA).toList();

  @Property(tries = 60)
  void everyFeatureAgreesWithItsDefinition(
      @ForAll @Size(min = 1, max = 3)
          List<@Size(max = 4) List<@IntRange(min = 1, max = 5) Integer>> shapes,
      @ForAll long seed) {
    List<ParameterGroup> groups = groups(shapes);
    int n = groups.stream().mapToInt(ParameterGroup::length).sum();
    FeatureState state = new FeatureState(FEATURES, groups, 0);
    List<float[]> gradients = new ArrayList<>();
    SplittableRandom random = Randomness.stream(seed, "test");
    for (int step = 1; step <= 6; step++) {
      float[] g = draw(random, n);
      float[] theta = draw(random, n);
      gradients.add(g);
      float[][] seen = state.next(theta, g, step);
      for (ParameterGroup group : groups) {
        for (int f = 0; f < FEATURES.size(); f++) {
          double[] expected = slow(FEATURES.get(f), group, theta, gradients);
          for (int i = 0; i < expected.length; i++) {
            assertThat((double) seen[f][group.offset() + i])
                .as("%s at %d of %s in step %d", FEATURES.get(f), i, group.shape(), step)
                .isCloseTo(expected[i], within(3e-6 + 1e-5 * Math.abs(expected[i])));
          }
        }
      }
    }
  }

  private static List<ParameterGroup> groups(List<List<Integer>> shapes) {
    List<ParameterGroup> groups = new ArrayList<>();
    int offset = 0;
    for (List<Integer> shape : shapes) {
      int length = shape.stream().reduce(1, (a, b) -> a * b);
      List<Long> sizes = shape.stream().map(Integer::longValue).toList();
      groups.add(new ParameterGroup("w" + offset, offset, length, sizes));
      offset += length;
    }
    return groups;
  }

  private static float[] draw(SplittableRandom random, int n) {
    float[] values = new float[n];
    for (int i = 0; i < n; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  /** A feature of one tensor after all the gradients, straight from the definitions. */
  private static double[] slow(
      Feature feature, ParameterGroup group, float[] theta, List<float[]> gradients) {
    int n = group.length();
    int step = gradients.size();
    double[] last = of(group, gradients.get(step - 1));
    double[] out = new double[n];
    for (int i = 0; i < n; i++) {
      double momentum = 0;
      double square = 0;
      for (float[] gradient : gradients) {
        double g = gradient[group.offset() + i];
        momentum = feature.number() * momentum + (1 - feature.number()) * g;
        square = 0.999 * square + 0.001 * g * g;
      }
      out[i] =
          switch (feature.family()) {
            case MOMENTUM -> momentum;
            case MOMENTUM_BY_RMS -> momentum / Math.sqrt(square + 1e-6);
            case FACTORED -> last[i] * factor(feature, group, gradients, i, 1e-9);
            case MOMENTUM_BY_FACTORED -> momentum * factor(feature, group, gradients, i, 1e-6);
            case ROW -> side(feature, group, gradients, i, true);
            case COLUMN -> side(feature, group, gradients, i, false);
            case INVERSE_ROW -> 1 / Math.sqrt(side(feature, group, gradients, i, true) + 1e-8);
            case INVERSE_COLUMN -> 1 / Math.sqrt(side(feature, group, gradients, i, false) + 1e-8);
            case CLOCK -> Math.tanh((step - 1) / feature.number() - 1);
            case NONE ->
                switch (feature) {
                  case THETA -> theta[group.offset() + i];
                  case RMS -> square;
                  case INV_RMS -> 1 / Math.sqrt(square + 1e-6);
                  case NORM_G -> norm(last);
                  case NORM_THETA -> norm(of(group, theta));
                  case LOG_T -> Math.log(step);
                  default -> throw new AssertionError(feature);
                };
          };
    }
    return out;
  }

  private static double[] of(ParameterGroup group, float[] all) {
    double[] own = new double[group.length()];
    for (int i = 0; i < own.length; i++) {
      own[i] = all[group.offset() + i];
    }
    return own;
  }

  private static double norm(double[] x) {
    double sum = 0;
    for (double value : x) {
      sum += value * value;
    }
    return Math.sqrt(sum / x.length);
  }

  /** The averaged mean of g^2 over the coordinates that share a row, or a column, with one. */
  private static double side(
      Feature feature, ParameterGroup group, List<float[]> gradients, int i, boolean row) {
    int[] sides = sides(group);
    int along = sides.length == 0 ? -1 : sides[row ? 0 : 1];
    double average = 0;
    for (float[] gradient : gradients) {
      double sum = 0;
      int count = 0;
      for (int j = 0; j < group.length(); j++) {
        if (same(group, i, j, along)) {
          sum += Math.pow(gradient[group.offset() + j], 2);
          count++;
        }
      }
      average = feature.number() * average + (1 - feature.number()) * sum / count;
    }
    return average;
  }

  private static double factor(
      Feature feature, ParameterGroup group, List<float[]> gradients, int i, double added) {
    int[] sides = sides(group);
    double row = side(feature, group, gradients, i, true);
    if (sides.length == 0) {
      return 1 / Math.sqrt(row + added);
    }
    double sum = 0;
    int count = 0;
    for (int j = 0; j < group.length(); j++) {
      // One of each row in the band: those that are where i is but for the second side.
      if (same(group, i, j, sides[1])) {
        sum += side(feature, group, gradients, j, true);
        count++;
      }
    }
    double column = side(feature, group, gradients, i, false);
    double rows = Math.max(row / (sum / count + 1e-9), 1e-9);
    return 1 / Math.sqrt(rows) / Math.sqrt(Math.max(column, 1e-9));
  }

  /** Whether two coordinates are at the same place but for one side of the tensor. */
  private static boolean same(ParameterGroup group, int i, int j, int but) {
    int left = i;
    int right = j;
    for (int s = group.shape().size() - 1; s >= 0; s--) {
      int size = group.shape().get(s).intValue();
      if (s != but && left % size != right % size) {
        return false;
      }
      left /= size;
      right /= size;
    }
    return true;
  }

  /** The longest side and the second; of equal ones the last comes first. None for a vector. */
  private static int[] sides(ParameterGroup group) {
    List<Long> shape = group.shape();
    if (shape.size() < 2) {
      return new int[0];
    }
    return Stream.iterate(0, s -> s + 1)
        .limit(shape.size())
        .sorted(
            (a, b) ->
                shape.get(a).equals(shape.get(b))
                    ? Integer.compare(b, a)
                    : Long.compare(shape.get(b), shape.get(a)))
        .limit(2)
        .mapToInt(Integer::intValue)
        .toArray();
  }

  @Test
  void averagesAreTakenOver() {
    List<ParameterGroup> groups = groups(List.of(List.of(3, 2), List.of(4)));
    FeatureState one = new FeatureState(FEATURES, groups, 0);
    FeatureState other = new FeatureState(FEATURES, groups, 0);
    SplittableRandom random = Randomness.stream(2, "test");
    one.next(draw(random, 10), draw(random, 10), 1);
    other.remember(one);
    float[] theta = draw(random, 10);
    float[] g = draw(random, 10);
    assertThat(other.next(theta, g, 2)).isDeepEqualTo(one.next(theta, g, 2));
  }

  @Test
  void parametersHaveToBeAtHand() {
    FeatureState state = new FeatureState(List.of(Feature.NORM_THETA), 2);
    assertThatThrownBy(() -> state.next(new float[2], 1))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("norm_theta");
  }

  @Test
  void aGroupIsAsLongAsItsShapeSays() {
    assertThatThrownBy(() -> new ParameterGroup("w", 0, 5, List.of(2L, 3L)))
        .hasMessageContaining("w of 5 numbers in the shape [2, 3]");
  }
}
