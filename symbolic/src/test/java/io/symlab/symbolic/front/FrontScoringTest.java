package io.symlab.symbolic.front;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.symlab.symbolic.expression.Expression;
import io.symlab.symbolic.fit.Loss;
import io.symlab.symbolic.formula.ExpressionText;
import io.symlab.symbolic.island.LocalArchipelago;
import io.symlab.symbolic.sample.Centres;
import io.symlab.symbolic.sample.Samples;
import io.symlab.symbolic.settings.SearchSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FrontScoringTest {
  private static final SearchSettings SETTINGS = SearchSettings.builder().build();

  /** Rows of columns between 0 and 1 and what y is of them. */
  private static Samples rows(
      int rows, int features, long seed, ToDoubleFunction<double[]> y, SplittableRandom noise) {
    SplittableRandom random = new SplittableRandom(seed);
    float[][] columns = new float[features][rows];
    float[] target = new float[rows];
    for (int i = 0; i < rows; i++) {
      double[] row = new double[features];
      for (int f = 0; f < features; f++) {
        row[f] = (float) random.nextDouble();
        columns[f][i] = (float) row[f];
      }
      target[i] = (float) (y.applyAsDouble(row) + (noise == null ? 0 : noise.nextGaussian()));
    }
    return Samples.of(columns, target);
  }

  private static FrontScoring scoring(Samples train, Samples validation) {
    return new FrontScoring(
        SETTINGS, new FrontRows(Centres.none(train.features()), train, train, validation, null));
  }

  private static List<Front.Member> found(String... formulas) {
    List<Front.Member> found = new ArrayList<>();
    for (String text : formulas) {
      Expression formula = ExpressionText.parse(text, List.of());
      found.add(new Front.Member(formula.complexity(), 0, formula));
    }
    return found;
  }

  private static List<String> texts(ScoredFront front) {
    return front.rows().stream()
        .map(row -> ExpressionText.print(row.expression(), List.of()))
        .toList();
  }

  @Test
  void theFrontIsOfValidatedLossAndBeginsWithAConstant() {
    Samples train = rows(200, 3, 1, x -> 2 * x[0], new SplittableRandom(1));
    Samples validation = rows(100, 3, 2, x -> 2 * x[0], new SplittableRandom(2));
    ScoredFront front =
        scoring(train, validation)
            .score(found("2 * x0", "2 * x0 + 0.3 * sin(50 * x1) * sin(40 * x2)"));
    assertThat(texts(front)).hasSize(2).last().isEqualTo("2.0 * x0");
    assertThat(front.rows().get(0).complexity()).isEqualTo(1);
    assertThat(front.rows().get(1).validated()).isLessThan(front.rows().get(0).validated());
  }

  @Test
  void aPoleAmongTheDataDoesNotStandUnlessItIsTheLaw() {
    Samples noisy = rows(300, 1, 1, x -> 3 * x[0] + 0.01 / (x[0] - 0.5), new SplittableRandom(1));
    String pole = "3 * x0 + 0.01 / (x0 - 0.5)";
    assertThat(texts(scoring(noisy, null).score(found(pole)))).hasSize(1);
    ToDoubleFunction<double[]> law = x -> 1 / (x[0] - 0.5);
    Samples exact = rows(300, 1, 1, law, null);
    assertThat(texts(scoring(exact, rows(50, 1, 2, law, null)).score(found("1 / (x0 - 0.5)"))))
        .contains("1.0 / (x0 - 0.5)");
  }

  @Test
  void aPoleThatAddsLittleToALawDoesNotStand() {
    ToDoubleFunction<double[]> y = x -> 150 * x[0] + 0.01 / (x[0] - 0.5);
    Samples train = rows(300, 1, 1, y, new SplittableRandom(1));
    assertThat(texts(scoring(train, null).score(found("150 * x0", "150 * x0 + 0.01 / (x0 - 0.5)"))))
        .hasSize(2)
        .last()
        .asString()
        .contains("* x0")
        .doesNotContain("/");
  }

  @Test
  void whatFewValidationRowsCannotTellApartIsTheSimplerOne() {
    ToDoubleFunction<double[]> law = x -> 2 * x[0] + 0.1 * x[1];
    Samples train = rows(60, 2, 1, law, new SplittableRandom(1));
    FrontScoring few = scoring(train, rows(10, 2, 2, law, new SplittableRandom(8)));
    ScoredFront front = few.score(found("2 * x0", "2 * x0 + 0.1 * x1"));
    assertThat(front.choose(FrontChoice.SIMPLEST).complexity()).isLessThan(7);
    Samples exact = rows(60, 2, 1, law, null);
    FrontScoring sharp = scoring(exact, rows(10, 2, 2, law, null));
    assertThat(
            sharp
                .score(found("2 * x0", "2 * x0 + 0.1 * x1"))
                .choose(FrontChoice.SIMPLEST)
                .complexity())
        .isEqualTo(7);
  }

  /** y is 0 or 1, and 0 in all rows that were set apart: there is no R2 of these. */
  @Test
  void aLawStandsWhereYDoesNotVaryOnTheRowsSetApart() {
    ToDoubleFunction<double[]> law = x -> x[0] > 0.9 ? 1 : 0;
    Samples all = rows(100, 1, 2, law, null);
    int[] still = IntStream.range(0, 100).filter(i -> all.targetAt(i) == 0).toArray();
    ScoredFront front =
        scoring(rows(200, 1, 1, law, null), all.pick(still)).score(found("greater(x0, 0.9)"));
    assertThat(texts(front)).last().isEqualTo("greater(x0, 0.9)");
    assertThat(front.accuracy().r2Validation()).isEmpty();
  }

  /** One row in a hundred is far off: in the mean of all rows no form is better than another. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void grossOutliersDoNotHideTheLaw(long seed) {
    ToDoubleFunction<double[]> law = x -> 2 * x[0] + 0.5 * x[1];
    Samples train = withOutliers(rows(400, 2, seed, law, null), seed);
    Samples validation = withOutliers(rows(100, 2, seed + 10, law, null), seed + 10);
    ScoredFront front =
        scoring(train, validation)
            .score(
                found("2 * x0 + 0.3", "2 * x0 + 0.5 * x1", "2 * x0 + 0.5 * x1 + 0.01 * sin(x1)"));
    assertThat(front.choose(FrontChoice.SIMPLEST).complexity()).isEqualTo(7);
  }

  private static Samples withOutliers(Samples rows, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] y = rows.target().clone();
    for (int i = 0; i < y.length; i += 100) {
      y[random.nextInt(y.length)] += 4 * (random.nextBoolean() ? 1 : -1);
    }
    for (int i = 0; i < y.length; i++) {
      y[i] += 0.05f * (float) random.nextGaussian();
    }
    return Samples.of(rows.rawColumns(), y);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void whatImprovesFewRowsThatMatterIsNotHiddenByTheMany(long seed) {
    ToDoubleFunction<double[]> law = x -> x[0] + (x[1] > 0.97 ? 10 : 0);
    Samples train = rows(1000, 2, seed, law, new SplittableRandom(seed));
    Samples validation = rows(250, 2, seed + 10, law, new SplittableRandom(seed + 10));
    ScoredFront front =
        scoring(train, validation).score(found("x0 + 0.3", "x0 + 10 * greater(x1, 0.97)"));
    assertThat(front.choose(FrontChoice.SIMPLEST).complexity()).isEqualTo(7);
  }

  /** Of ten exact rows a likeness a thousand times as far off is no match for the law. */
  @Test
  void fewRowsOfAnExactLawTellItFromALikeness() {
    Samples train = rows(8, 1, 1, x -> Math.sin(x[0]), null);
    Samples validation = rows(2, 1, 2, x -> Math.sin(x[0]), null);
    ScoredFront front = scoring(train, validation).score(found("0.9 * x0", "sin(1.0 * x0)"));
    assertThat(texts(front).get(1)).isEqualTo("sin(x0)");
    assertThat(front.choose(FrontChoice.SIMPLEST).validated()).isLessThan(1e-9);
  }

  @Test
  void partsThatDoNothingFallAway() {
    Samples exact = rows(300, 2, 1, x -> Math.sin(x[0]) + x[1], null);
    ScoredFront front =
        scoring(exact, null)
            .score(
                found(
                    "sin(x0) + x1 + 7.5e-8",
                    "1.000000002 * (sin(x0) + x1)",
                    "x1 + (sin(x0) - 1e-9 * tanh(x1))"));
    assertThat(texts(front)).hasSize(2).last().asString().isIn("sin(x0) + x1", "x1 + sin(x0)");
  }

  @Test
  void constantsThatHoldThroughRoundingAreFittedInDoubles() {
    Samples rows = rows(300, 1, 1, x -> x[0], null);
    // In floats (x + 3e7) - 3e7 has steps of 2: here, what doubles make of it counts.
    ScoredFront front = scoring(rows, null).score(found("0.5 * x0 + 3e7 - 3e7 * cos(0.0001 * x0)"));
    ScoredFront.Row row = front.rows().get(front.rows().size() - 1);
    double[] at = {0.25};
    assertThat(row.r2Train()).isGreaterThan(0.9999);
    assertThat(row.expression().evaluate(at)).isCloseTo(0.25, within(1e-3));
  }

  @Test
  void fewRowsAndThousandsOfColumnsGiveAConstantRatherThanWorseThanNone() {
    Samples train = rows(8, 2000, 1, x -> 0, new SplittableRandom(1));
    Samples validation = rows(2, 2000, 2, x -> 0, new SplittableRandom(5));
    LocalArchipelago islands =
        LocalArchipelago.create(SETTINGS.toBuilder().population(32).build(), train);
    islands.evolve(3, 1);
    ScoredFront front = scoring(train, validation).finish(islands.found());
    ScoredFront.Row chosen = front.choose(FrontChoice.DEFAULT);
    assertThat(
            chosen.expression() instanceof Expression.Constant
                || chosen.r2Validation().orElseThrow() >= 0)
        .isTrue();
    for (ScoredFront.Row row : front.rows().subList(1, front.rows().size())) {
      assertThat(row.r2Validation().orElseThrow()).isGreaterThanOrEqualTo(0);
    }
  }

  @Test
  void atTheEndConstantsAreFittedToValidationRowsTooAndR2ThereStaysHonest() {
    Samples train = rows(60, 1, 1, x -> 2 * x[0], new SplittableRandom(1));
    Samples validation = rows(60, 1, 2, x -> 3 * x[0], new SplittableRandom(2));
    FrontScoring scoring = scoring(train, validation);
    List<Front.Member> found = found("2 * x0");
    ScoredFront.Row before = scoring.score(found).accuracy();
    ScoredFront.Row after = scoring.finish(found).accuracy();
    assertThat(after.expression()).isNotEqualTo(before.expression());
    assertThat(after.r2Validation()).isEqualTo(before.r2Validation());
    assertThat(after.validated()).isEqualTo(before.validated());
    assertThat(after.loss()).isGreaterThanOrEqualTo(before.loss());
  }

  @Test
  void ofValidationRowsAndFoldsTheWorseIsTold() {
    ToDoubleFunction<double[]> law = x -> 2 * x[0];
    Samples noisy = rows(200, 1, 1, law, new SplittableRandom(1));
    Samples exact = rows(200, 1, 2, law, null);
    assertThat(told(exact, noisy)).isBetween(0.0, 0.5);
    assertThat(told(noisy, exact)).isBetween(0.0, 0.5);
    assertThat(told(exact, exact)).isGreaterThan(0.999);
  }

  private static double told(Samples train, Samples validation) {
    ScoredFront front = scoring(train, validation).score(found("2 * x0"));
    return front.accuracy().r2Validation().orElseThrow();
  }

  /** y is the cube of a bell curve, the formula half of it: R2 on other rows varies by as much. */
  @Test
  void whereFewRowsMakeMuchOfTheVarianceABoundIsTold() {
    SplittableRandom random = new SplittableRandom(1);
    Samples train = tailed(400, random);
    int above = 0;
    double found = 0;
    for (int i = 0; i < 40; i++) {
      Samples validation = tailed(100, random);
      ScoredFront front = scoring(train, validation).score(found("0.5 * cube(x0)"));
      double told = front.accuracy().r2Validation().orElseThrow();
      double next = r2Of(front.accuracy(), tailed(100, random));
      above += told > next + 0.1 ? 1 : 0;
      found += told / 40;
      assertThat(told).isGreaterThanOrEqualTo(0);
    }
    assertThat(above).isLessThan(5);
    assertThat(found).isGreaterThan(0.25);
  }

  private static double r2Of(ScoredFront.Row row, Samples rows) {
    double squares = 0;
    for (int i = 0; i < rows.rows(); i++) {
      double at = row.expression().evaluate(new double[] {rows.column(0)[i]});
      squares += (at - rows.targetAt(i)) * (at - rows.targetAt(i));
    }
    return 1 - squares / rows.rows() / rows.ownVariance();
  }

  private static Samples tailed(int rows, SplittableRandom random) {
    float[] x = new float[rows];
    float[] y = new float[rows];
    for (int i = 0; i < rows; i++) {
      x[i] = (float) random.nextGaussian();
      y[i] = x[i] * x[i] * x[i] + (float) Math.pow(random.nextGaussian(), 3);
    }
    return Samples.of(new float[][] {x}, y);
  }

  /** Rows that can't tell a formula from a constant: whoever takes it all the same hears of it. */
  @Test
  void whatCannotBeToldFromAConstantIsNotHandedOutWithoutAWord() {
    ScoredFront.Row constant = row(1, new Expression.Constant(2));
    ScoredFront.Row formula = row(4, Expression.variable(0));
    var front = new ScoredFront(List.of(constant, formula), Map.of(FrontChoice.SIMPLEST, 0));
    Samples train = rows(24, 1, 1, x -> x[0], null);
    assertThat(scoring(train, null).warnings(front, formula))
        .singleElement()
        .asString()
        .contains("complexity 4", "a constant", "--choose simplest");
    assertThat(front.doubt(constant)).isEmpty();
    var told = new ScoredFront(front.rows(), Map.of(FrontChoice.SIMPLEST, 1));
    assertThat(told.doubt(formula)).isEmpty();
  }

  private static ScoredFront.Row row(int complexity, Expression expression) {
    OptionalDouble none = OptionalDouble.empty();
    return new ScoredFront.Row(complexity, 1, 0, 0.1, none, none, expression, 1);
  }

  /** Of noise alone; ten tables of sixty without the standard error that is asked for. */
  @ParameterizedTest
  @CsvSource({"10, 9", "30, 6"})
  void whatIsBetterThanAConstantByChanceSeldomStands(int rows, int most) {
    int standing = 0;
    for (int seed = 0; seed < 60; seed++) {
      Samples train = rows(rows * 4 / 5, 2, seed, x -> 0, new SplittableRandom(seed));
      Samples apart = rows(rows / 5, 2, 100 + seed, x -> 0, new SplittableRandom(100 + seed));
      standing += scoring(train, apart).score(found(SOME)).rows().size() > 1 ? 1 : 0;
    }
    assertThat(standing).isLessThanOrEqualTo(most);
  }

  private static final String[] SOME = {
    "x0 + 0.1", "0.5 * x1", "x0 - x1", "x0 * x1", "square(x0) - x1", "sin(5.0 * x1)", "exp(x0 * x1)"
  };

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x0 * x1",
        "exp(7.0 * x0)",
        "0.3 * sin(5.0 * x1)",
        "x0 / (x1 + 0.1)",
        "square(x0) - 2.0 * x1"
      })
  void lawsOfTenRowsStandHoweverFewRowsMakeTheirVariance(String law) {
    Expression formula = ExpressionText.parse(law, List.of());
    for (int seed = 0; seed < 20; seed++) {
      Samples train = rows(8, 2, seed, formula::evaluate, null);
      Samples apart = rows(2, 2, 100 + seed, formula::evaluate, null);
      ScoredFront front = scoring(train, apart).score(found(law, "x0 + 0.1"));
      assertThat(front.accuracy().validated()).isLessThan(1e-3 * train.ownVariance());
    }
  }

  /** On the rows set apart the form is right by luck; on the others it explains nothing. */
  @ParameterizedTest
  @ValueSource(strings = {"mse", "mae", "huber(0.3)", "quantile(0.5)"})
  void whatExplainsNothingByTheFoldsDoesNotStandWhateverTheLoss(String loss) {
    Samples noise = rows(8, 2, 1, x -> x[1] - x[0], new SplittableRandom(3));
    Samples lucky = rows(2, 2, 2, x -> x[0] - x[1], null);
    SearchSettings settings = SearchSettings.builder().loss(Loss.parse(loss)).build();
    var rows = new FrontRows(Centres.none(2), noise, noise, lucky, null);
    ScoredFront front = new FrontScoring(settings, rows).score(found("x0 - x1"));
    assertThat(texts(front)).hasSize(1);
  }

  @Test
  void whatFitsChanceIsTold() {
    Samples train = rows(100, 1, 1, x -> 0, new SplittableRandom(1));
    FrontScoring scoring = scoring(train, rows(50, 1, 2, x -> 0, new SplittableRandom(2)));
    ScoredFront.Row constant = scoring.score(List.of()).rows().get(0);
    ScoredFront front = scoring.score(List.of());
    assertThat(scoring.warnings(front, constant)).singleElement().asString().contains("a constant");
    var good =
        new ScoredFront.Row(
            5, 1, 0, 0.9, OptionalDouble.of(0.85), OptionalDouble.empty(), Expression.variable(0));
    var bad =
        new ScoredFront.Row(
            5, 1, 0, 0.9, OptionalDouble.of(0.3), OptionalDouble.empty(), Expression.variable(0));
    assertThat(scoring.warnings(new ScoredFront(List.of(good)), good)).isEmpty();
    assertThat(scoring.warnings(new ScoredFront(List.of(bad)), bad))
        .singleElement()
        .asString()
        .contains("complexity 5", "0.90", "0.30", "--max-complexity");
  }
}
