package io.symlab.symbolic.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.symlab.symbolic.expression.Expression;
import io.symlab.symbolic.expression.Operator;
import io.symlab.symbolic.formula.ExpressionText;
import io.symlab.symbolic.front.Front;
import io.symlab.symbolic.island.LocalArchipelago;
import io.symlab.symbolic.island.RandomFormulas;
import io.symlab.symbolic.sample.Samples;
import io.symlab.symbolic.settings.SearchSettings;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

class PowersTest {
  private static final int ROWS = 400;

  /** Three columns between 1 and 3. */
  private static float[][] columns() {
    SplittableRandom random = new SplittableRandom(1);
    float[][] columns = new float[3][ROWS];
    for (int i = 0; i < ROWS; i++) {
      for (float[] column : columns) {
        column[i] = (float) (1 + 2 * random.nextDouble());
      }
    }
    return columns;
  }

  private static float[] target(float[][] columns, ToDoubleFunction<double[]> rule) {
    float[] y = new float[ROWS];
    for (int i = 0; i < ROWS; i++) {
      y[i] = (float) rule.applyAsDouble(RandomFormulas.row(columns, i));
    }
    return y;
  }

  private static Powers powers(ToDoubleFunction<double[]> rule, List<Operator> operators) {
    float[][] columns = columns();
    return Powers.of(Samples.of(columns, target(columns, rule)), operators);
  }

  private static Expression parse(String text) {
    return ExpressionText.parse(text, List.of());
  }

  @Test
  void inversesAndSquaresAreFound() {
    List<Operator> usual = Operator.USUAL;
    assertThat(powers(x -> 7 * x[0] / x[1], usual).product()).isEqualTo(parse("x0 / x1"));
    assertThat(powers(x -> -3 / x[1], usual).product()).isEqualTo(parse("1 / x1"));
    assertThat(powers(x -> x[0] * x[0] / x[2], usual).product())
        .isEqualTo(parse("square(x0) / x2"));
    assertThat(powers(x -> x[1] * x[2] * x[2] / x[0], usual).product())
        .isEqualTo(parse("1 / x0 * x1 * square(x2)"));
  }

  @Test
  void valuesAreThoseOfTheProduct() {
    Powers powers = powers(x -> 2 * x[2] * x[2] / x[0], Operator.USUAL);
    float[][] columns = columns();
    for (int i = 0; i < ROWS; i++) {
      double expected = powers.product().evaluate(RandomFormulas.row(columns, i));
      assertThat(powers.values()[i]).isCloseTo(expected, within(1e-12 * Math.abs(expected)));
    }
  }

  @Test
  void aSumThatNoPowerExplainsHasNone() {
    assertThat(powers(x -> x[0] + Math.exp(x[1]) + x[2], Operator.USUAL)).isNull();
    assertThat(powers(x -> Math.pow(x[0], 1.5), Operator.USUAL)).isNull();
    assertThat(powers(x -> 5, Operator.USUAL)).isNull();
  }

  @Test
  void powersNeedTheirOperators() {
    assertThat(powers(x -> x[0] * x[1], List.of(Operator.ADD, Operator.DIV))).isNull();
    assertThat(powers(x -> 1 / x[0], List.of(Operator.MUL))).isNull();
    assertThat(powers(x -> x[0] * x[0], List.of(Operator.MUL, Operator.DIV))).isNull();
  }

  @Test
  void aTargetWithZerosHasNoLogarithmAndNoPowers() {
    float[][] columns = columns();
    float[] y = target(columns, x -> x[0] * x[1]);
    y[7] = 0;
    assertThat(Powers.of(Samples.of(columns, y), Operator.USUAL)).isNull();
    assertThat(Powers.of(Samples.of(columns, new float[ROWS]), Operator.USUAL)).isNull();
  }

  @Test
  void columnsWithZerosOrWithoutVariationAreLeftOut() {
    float[][] columns = columns();
    float[] y = target(columns, x -> x[0] / x[1]);
    columns[2][5] = 0;
    Expression expected = parse("x0 / x1");
    assertThat(Powers.of(Samples.of(columns, y), Operator.USUAL).product()).isEqualTo(expected);
    java.util.Arrays.fill(columns[2], 4);
    assertThat(Powers.of(Samples.of(columns, y), Operator.USUAL).product()).isEqualTo(expected);
    java.util.Arrays.fill(columns[2], 0);
    assertThat(Powers.of(Samples.of(columns, y), Operator.USUAL).product()).isEqualTo(expected);
  }

  private static Front searched(float[][] columns, float[] y) {
    SearchSettings settings =
        SearchSettings.builder().islands(2).population(40).maxComplexity(20).build();
    LocalArchipelago islands = LocalArchipelago.create(settings, Samples.of(columns, y));
    islands.evolve(5, 2);
    Front front = islands.front();
    assertThat(front.isEmpty()).isFalse();
    assertThat(front.members()).allSatisfy(member -> assertThat(member.loss()).isFinite());
    return front;
  }

  @Test
  void aSearchLivesWithColumnsThatAreConstantOrHuge() {
    float[][] columns = columns();
    float[] y = target(columns, x -> x[0] * x[0] + Math.sin(x[1]));
    double variance = Samples.of(columns, y).targetVariance();
    java.util.Arrays.fill(columns[2], 4);
    assertThat(searched(columns, y).last().orElseThrow().loss()).isLessThan(0.1 * variance);
    float[] huge = columns()[2];
    for (int i = 0; i < ROWS; i++) {
      huge[i] *= 1e30f;
    }
    columns[2] = huge;
    assertThat(searched(columns, y).last().orElseThrow().loss()).isLessThan(0.1 * variance);
  }

  @Test
  void aSearchUsesAColumnThatIsHuge() {
    float[][] columns = columns();
    float[] y = target(columns, x -> x[2] + 0.1 * x[0]);
    for (int i = 0; i < ROWS; i++) {
      columns[2][i] *= 1e30f;
    }
    double variance = Samples.of(columns, y).targetVariance();
    assertThat(searched(columns, y).last().orElseThrow().loss()).isLessThan(0.1 * variance);
  }

  @Test
  void aSearchLivesWithTargetsThatAreSometimesZero() {
    float[][] columns = columns();
    float[] y = target(columns, x -> Math.max(0, x[0] - 2) * x[1]);
    double variance = Samples.of(columns, y).targetVariance();
    assertThat(searched(columns, y).last().orElseThrow().loss()).isLessThan(0.5 * variance);
  }
}
