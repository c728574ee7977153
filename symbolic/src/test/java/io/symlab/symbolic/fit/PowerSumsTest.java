package io.symlab.symbolic.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PowerSumsTest {
  private static final int ROWS = 150;

  private final double[][] factors = new double[4][ROWS];
  private final double[] weights = new double[ROWS];

  PowerSumsTest() {
    SplittableRandom random = new SplittableRandom(5);
    for (double[] factor : factors) {
      Arrays.setAll(factor, i -> 1 + 2 * random.nextDouble());
    }
    Arrays.setAll(weights, i -> 0.5 + random.nextDouble());
  }

  private double[] made(Row row) {
    double[] y = new double[ROWS];
    for (int i = 0; i < ROWS; i++) {
      y[i] = row.of(factors[0][i], factors[1][i], factors[2][i], factors[3][i]);
    }
    return y;
  }

  private interface Row {
    double of(double a, double b, double c, double d);
  }

  private PowerSums.Sum last(double[] y, boolean divides, double[]... starts) {
    List<PowerSums.Sum> sums =
        new PowerSums(factors, 4, starts, divides, together, ROWS).pursue(y, weights, List.of(), 3);
    return sums.get(sums.size() - 1);
  }

  private int together = 4;

  @Test
  void aSumOfSquaresIsFoundWhereTermsHaveOneFactor() {
    together = 1;
    PowerSums.Sum sum = last(made((a, b, c, d) -> a * a + 2 * b * b + 3 * c * c), true);
    assertThat(sum.terms()).hasSize(3);
    assertThat(Arrays.stream(sum.coefficients()).boxed())
        .satisfiesExactlyInAnyOrder(
            x -> assertThat(x).isEqualTo(1, within(1e-9)),
            x -> assertThat(x).isEqualTo(2, within(1e-9)),
            x -> assertThat(x).isEqualTo(3, within(1e-9)));
  }

  @Test
  void aProductOfPowersIsFoundWithItsOffset() {
    PowerSums.Sum sum = last(made((a, b, c, d) -> 3 - 2 * a * b * b / c), true);
    assertThat(sum.terms()).hasSize(1);
    assertThat(sum.terms().get(0).start()).isEqualTo(-1);
    assertThat(sum.terms().get(0).powers()).containsExactly(1, 2, -1, 0);
    assertThat(sum.coefficients()[0]).isEqualTo(-2, within(1e-9));
    assertThat(sum.offset()).isEqualTo(3, within(1e-9));
  }

  @Test
  void aTermThatOnlyLookedGoodIsChosenAnewBesideTheOthers() {
    double[] y = made((a, b, c, d) -> a / b - 0.6 * c * c * d + 0.2);
    PowerSums.Sum sum = last(y, true);
    assertThat(sum.terms()).hasSize(2);
    double[] values = new PowerSums(factors, 4, new double[0][], true, 4, ROWS).values(sum);
    assertThat(values).containsExactly(y, within(1e-6));
  }

  @Test
  void aTermMayBeginWithSomethingElseThanAPower() {
    double[] cosine = made((a, b, c, d) -> Math.cos(3 * a));
    PowerSums.Sum sum = last(made((a, b, c, d) -> 4 * b * Math.cos(3 * a) / d), true, cosine);
    assertThat(sum.terms().get(0).start()).isZero();
    assertThat(sum.terms().get(0).powers()).containsExactly(0, 1, 0, -1);
  }

  @Test
  void nothingDividesWhereNothingMay() {
    for (PowerSums.Term term : last(made((a, b, c, d) -> a / b), false).terms()) {
      assertThat(Arrays.stream(term.powers()).min().orElseThrow()).isNotNegative();
    }
  }

  @Test
  void rowsWithoutWeightDoNotCount() {
    double[] y = made((a, b, c, d) -> a * d);
    y[7] = 1e6;
    weights[7] = 0;
    assertThat(last(y, true).terms().get(0).powers()).containsExactly(1, 0, 0, 1);
  }

  @Test
  void whatVariesWithNothingHasNoTerm() {
    double[] flat = new double[ROWS];
    Arrays.fill(flat, 2);
    assertThat(
            new PowerSums(new double[1][ROWS], 1, new double[0][], true, 1, ROWS)
                .pursue(flat, weights, List.of(), 3))
        .isEmpty();
  }
}
