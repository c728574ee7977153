package io.symlab.model.meta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class ConstantSearchTest {
  private static double[] spreads(int parameters, double spread) {
    double[] spreads = new double[parameters];
    Arrays.fill(spreads, spread);
    return spreads;
  }

  private static int[] own(int parameters) {
    int[] dimension = new int[parameters];
    Arrays.setAll(dimension, i -> i);
    return dimension;
  }

  @Example
  void candidatesAreNormalAroundTheCenterInMirroredPairs() {
    float[] center = {1, -2};
    var search = new ConstantSearch(new double[] {0.5, 0.125}, own(2), 1);
    int generations = 4000;
    double[] sum = new double[2];
    double[] squares = new double[2];
    int inner = 0;
    for (int g = 0; g < generations; g++) {
      float[] one = search.candidate(center, 7, g, 0);
      float[] twin = search.candidate(center, 7, g, 1);
      for (int i = 0; i < 2; i++) {
        assertThat(one[i] + twin[i]).isCloseTo(2 * center[i], within(1e-5f));
        sum[i] += one[i] - center[i];
        squares[i] += Math.pow(one[i] - center[i], 2);
      }
      inner += Math.abs(one[0] - center[0]) < 0.5 ? 1 : 0;
    }
    // Within five standard deviations.
    assertThat(sum[0] / generations).isCloseTo(0, within(5 * 0.5 / Math.sqrt(generations)));
    assertThat(squares[0] / generations)
        .isCloseTo(0.25, within(5 * 0.25 * Math.sqrt(2.0 / generations)));
    assertThat(squares[1] / generations)
        .isCloseTo(1 / 64.0, within(5 / 64.0 * Math.sqrt(2.0 / generations)));
    assertThat((double) inner / generations).isCloseTo(0.6827, within(5 * 0.0074));
  }

  @Property(tries = 50)
  void utilitiesFollowTheRanksAndSumToNothing(@ForAll @IntRange(min = 3, max = 12) int pairs) {
    double[] losses = new double[2 * pairs];
    Arrays.setAll(losses, k -> (k * 7919 % 31) * 0.5);
    losses[1] = Double.POSITIVE_INFINITY;
    double[] utilities = ConstantSearch.utilities(losses);
    assertThat(Arrays.stream(utilities).sum()).isCloseTo(0, within(1e-12));
    for (int a = 0; a < losses.length; a++) {
      for (int b = 0; b < losses.length; b++) {
        if (losses[a] < losses[b]) {
          assertThat(utilities[a]).isGreaterThanOrEqualTo(utilities[b]);
        }
      }
    }
    assertThat(utilities[1]).isEqualTo(-1.0 / losses.length);
  }

  /**
   * Written out for two dimensions of which the second is two parameters, and a third that stays.
   */
  @Example
  void aGenerationMovesAsThePaperSays() {
    var search = new ConstantSearch(new double[] {0.5, 0.25, 0.25, 9}, new int[] {0, 1, 1, -1}, 1);
    float[] center = {1, 2, 2, 3};
    int count = search.candidates();
    double[] losses = new double[count];
    Arrays.setAll(losses, k -> (k * 5) % count);
    double[] utilities = ConstantSearch.utilities(losses);
    double[] move = new double[2];
    double[] growth = new double[2];
    for (int k = 0; k < count; k++) {
      float[] candidate = search.candidate(center, 3, 8, k);
      assertThat(candidate[3]).isEqualTo(3);
      assertThat(candidate[1]).isEqualTo(candidate[2]);
      for (int d = 0; d < 2; d++) {
        double drawn = (candidate[d] - center[d]) / (d == 0 ? 0.5 : 0.25);
        move[d] += utilities[k] * drawn;
        growth[d] += utilities[k] * (drawn * drawn - 1);
      }
    }
    search.follow(center, 3, 8, losses);
    double eta = (3 + Math.log(2)) / (5 * Math.sqrt(2));
    assertThat(center[0]).isCloseTo((float) (1 + 0.5 * move[0]), within(1e-5f));
    assertThat(center[1]).isCloseTo((float) (2 + 0.25 * move[1]), within(1e-5f));
    assertThat(center[2]).isEqualTo(center[1]);
    assertThat(center[3]).isEqualTo(3);
    assertThat(search.spreads()[0]).isCloseTo(0.5 * Math.exp(eta / 2 * growth[0]), within(1e-5));
    assertThat(search.spreads()[2]).isCloseTo(0.25 * Math.exp(eta / 2 * growth[1]), within(1e-5));
    assertThat(search.spreads()[3]).isEqualTo(9);
  }

  @Example
  void itFindsTheLeastOfAnEllipsoid() {
    int n = 8;
    var search = new ConstantSearch(spreads(n, 0.5), own(n), 1);
    float[] center = new float[n];
    for (int g = 0; g < 300; g++) {
      double[] losses = new double[search.candidates()];
      for (int k = 0; k < losses.length; k++) {
        losses[k] = ellipsoid(search.candidate(center, 1, g, k));
      }
      search.follow(center, 1, g, losses);
    }
    assertThat(ellipsoid(center)).isLessThan(1e-6);
    assertThat(Arrays.stream(search.spreads()).max().orElseThrow()).isLessThan(1e-2);
  }

  private static double ellipsoid(float[] x) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += Math.pow(10, i * 2.0 / x.length) * Math.pow(x[i] - 1, 2);
    }
    return sum;
  }
}
