package io.symlab.symbolic.island;

import static org.assertj.core.api.Assertions.assertThat;

import io.symlab.symbolic.expression.Expression;
import io.symlab.symbolic.expression.Operator;
import io.symlab.symbolic.expression.Signals;
import io.symlab.symbolic.expression.Signals.Signal;
import io.symlab.symbolic.fit.Loss;
import io.symlab.symbolic.fit.Powers;
import io.symlab.symbolic.fit.SparseLinear;
import io.symlab.symbolic.formula.ExpressionText;
import io.symlab.symbolic.formula.Guess;
import io.symlab.symbolic.front.ScoredFront;
import io.symlab.symbolic.sample.Samples;
import io.symlab.symbolic.settings.SearchSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FoundersTest {
  private static final int LAGS = 20;
  private static final Signals SIGNALS = new Signals(List.of(new Signal("g", 0, 1, LAGS)));

  /** R2 on rows of their own after the first populations are founded and have lived a round. */
  private static double found(ToDoubleFunction<double[]> rule, SearchSettings.Builder settings) {
    LocalArchipelago islands =
        LocalArchipelago.create(
            settings.islands(1).population(30).build(),
            GradientWindows.samples(1500, LAGS, 1, rule));
    islands.evolve(1, 1);
    Samples test = GradientWindows.samples(1500, LAGS, 2, rule);
    ScoredFront table =
        ScoredFront.of(islands.front(), settings.build().signals(), Loss.SQUARE, test, null, null);
    return table.accuracy().r2Train();
  }

  private static SearchSettings.Builder plain() {
    return SearchSettings.builder().maxComplexity(120);
  }

  private static SearchSettings.Builder signal() {
    List<Operator> operators = new ArrayList<>(Operator.USUAL);
    operators.addAll(List.of(Operator.EMA, Operator.EMA_HAT));
    return SearchSettings.builder().signals(SIGNALS).operators(operators).maxComplexity(40);
  }

  private static double momentum(double[] g) {
    double m = 0;
    for (int j = LAGS - 1; j >= 0; j--) {
      m = 0.6 * m + 0.4 * g[j];
    }
    return m;
  }

  private static double adam(double[] g) {
    double m = 0;
    double v = 0;
    for (int j = LAGS - 1; j >= 0; j--) {
      m = 0.9 * m + 0.1 * g[j];
      v = 0.9 * v + 0.1 * g[j] * g[j];
    }
    double correction = 1 - Math.pow(0.9, LAGS);
    return m / correction / (Math.sqrt(v / correction) + 1e-8);
  }

  @Test
  void sumsOfManyLagsAreThereFromTheStart() {
    assertThat(found(FoundersTest::momentum, plain())).isGreaterThan(0.9999);
  }

  @Test
  void sumsOfCurvedTermsAreThereFromTheStart() {
    assertThat(found(g -> g[0] * g[0] + g[1] + 2 * g[2] + Math.exp(g[4]), plain()))
        .isGreaterThan(0.9999);
  }

  @Test
  void quotientsThatDoNotSeeScaleAreThereFromTheStart() {
    assertThat(found(FoundersTest::adam, plain())).isGreaterThan(0.9);
  }

  @Test
  void overASignalHandMadeOptimizersAreThereFromTheStart() {
    assertThat(found(FoundersTest::momentum, signal())).isGreaterThan(0.999999);
    assertThat(found(FoundersTest::adam, signal())).isGreaterThan(0.9999);
    assertThat(found(g -> -0.1 * Math.signum(momentum(g)), signal().operators(signs())))
        .isGreaterThan(0.6);
  }

  private static List<Operator> signs() {
    return List.of(Operator.ADD, Operator.MUL, Operator.SIGN, Operator.EMA);
  }

  @Test
  void theUsersGuessIsThereOnEveryIsland() {
    Guess guess = Guess.parse("p1 * exp(p2 * x3 - tanh(p3 * x7)) + p4", List.of(), Signals.NONE);
    SearchSettings settings =
        SearchSettings.builder()
            .islands(2)
            .population(20)
            .maxComplexity(14)
            .guesses(List.of(guess))
            .build();
    Samples samples =
        GradientWindows.samples(
            800, LAGS, 1, g -> 2 * Math.exp(0.3 * g[3] - Math.tanh(1.5 * g[7])) + 1);
    for (int index = 0; index < 2; index++) {
      Island island = Island.create(settings, index, LAGS);
      island.beginRound(samples, Elites.NONE);
      assertThat(island.evolve(System.nanoTime() + Long.MAX_VALUE / 2)).isTrue();
      assertThat(island.front().last().orElseThrow().loss())
          .isLessThan(1e-5 * samples.targetVariance());
    }
  }

  @Test
  void theSparseModelChoosesTheTermsThatMadeTheTarget() {
    float[][] columns = GradientWindows.samples(900, 8, 5, g -> 0).columns();
    float[] y = new float[900];
    for (int i = 0; i < 900; i++) {
      y[i] = 5 + 3 * columns[4][i] - 2 * columns[1][i] + 0.5f * columns[6][i];
    }
    double[] explained = new double[900];
    for (int i = 0; i < 900; i++) {
      explained[i] = y[i];
    }
    SparseLinear model = new SparseLinear(explained);
    for (int f = 0; f < 8; f++) {
      model.add(Expression.variable(f), columns[f]);
    }
    model.add(Expression.constant(1), new float[900]);
    assertThat(model.size()).isEqualTo(8);
    List<Integer> chosen = model.pursue(8);
    assertThat(chosen).containsExactlyInAnyOrder(4, 1, 6);
    SparseLinear.Sum sum = model.solve(List.of(1, 4, 6));
    assertThat(sum.offset()).isCloseTo(5, org.assertj.core.api.Assertions.within(1e-5));
    assertThat(sum.terms().get(1).coefficient())
        .isCloseTo(3, org.assertj.core.api.Assertions.within(1e-4));
  }

  @Test
  void productsOfPowersOverASumAreThereFromTheStart() {
    float[][] columns = new float[6][800];
    float[] y = new float[800];
    java.util.SplittableRandom random = new java.util.SplittableRandom(1);
    for (int i = 0; i < 800; i++) {
      for (int f = 0; f < 6; f++) {
        columns[f][i] = (float) (1 + f / 3 * 2 + random.nextDouble());
      }
      float[] x = {
        columns[0][i], columns[1][i], columns[2][i], columns[3][i], columns[4][i], columns[5][i]
      };
      y[i] = x[0] * x[1] / ((x[2] - x[3]) * (x[2] - x[3]) + (x[4] - x[5]) * (x[4] - x[5]) + 1);
    }
    Samples samples = Samples.of(columns, y);
    Powers powers = Powers.of(samples, Operator.USUAL);
    assertThat(powers.product()).isEqualTo(ExpressionText.parse("x0 * x1", List.of()));
    SearchSettings settings =
        SearchSettings.builder().islands(1).population(20).maxComplexity(40).build();
    LocalArchipelago islands = LocalArchipelago.create(settings, samples);
    islands.evolve(1, 1);
    assertThat(islands.front().last().orElseThrow().loss())
        .isLessThan(1e-4 * samples.targetVariance());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2.5 * exp(0.4 * log(x0) - 1.7 * log(x1))",
        "1.5 * exp(-0.5 * square(x0 / x1))",
        "x3 * exp(-0.7 * x0 * x1 / x2)"
      })
  void exponentialsAreThereFromTheStart(String law) {
    Expression formula = ExpressionText.parse(law, List.of());
    float[][] columns = new float[4][800];
    float[] y = new float[800];
    java.util.SplittableRandom random = new java.util.SplittableRandom(1);
    for (int i = 0; i < 800; i++) {
      double[] row = random.doubles(4, 1, 3).toArray();
      for (int f = 0; f < 4; f++) {
        columns[f][i] = (float) row[f];
      }
      y[i] = (float) formula.evaluate(row);
    }
    List<Operator> operators = new ArrayList<>(Operator.USUAL);
    operators.add(Operator.LOG);
    SearchSettings settings =
        SearchSettings.builder()
            .operators(operators)
            .islands(1)
            .population(20)
            .maxComplexity(40)
            .build();
    LocalArchipelago islands = LocalArchipelago.create(settings, Samples.of(columns, y));
    islands.evolve(1, 1);
    assertThat(islands.front().last().orElseThrow().loss())
        .isLessThan(1e-9 * Samples.of(columns, y).targetVariance());
  }
}
