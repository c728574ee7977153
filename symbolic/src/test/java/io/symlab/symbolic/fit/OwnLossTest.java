package io.symlab.symbolic.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.symlab.symbolic.expression.Expression;
import io.symlab.symbolic.expression.Operator;
import io.symlab.symbolic.formula.ExpressionText;
import io.symlab.symbolic.formula.OwnOperators;
import io.symlab.symbolic.island.RandomFormulas;
import io.symlab.symbolic.program.Evaluator;
import io.symlab.symbolic.program.Program;
import io.symlab.symbolic.regression.SymbolicRegression;
import io.symlab.symbolic.sample.Samples;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OwnLossTest {
  private static final String[] LOSSES = {
    "abs(prediction - y)^1.5",
    "(prediction - y)^2",
    "log(cosh(prediction - y) + 0)",
    "abs(prediction - y)",
    "max(0.9 * (y - prediction), 0.1 * (prediction - y))",
    "(prediction - y)^2 / (abs(y) + 1)",
    "weight * (prediction - y)^2",
    "1 - exp(-(prediction - y)^2)"
  };

  private static Samples rows(boolean weighted, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[][] columns = RandomFormulas.columns(300, seed);
    float[] y = new float[300];
    float[] weights = new float[300];
    for (int i = 0; i < 300; i++) {
      y[i] = (float) (3 * columns[0][i] + 1 + 0.3 * (random.nextDouble() - 0.5));
      weights[i] = 1 + i % 3;
    }
    return weighted ? Samples.of(columns, y, weights) : Samples.of(columns, y);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void sumsAreThoseOfItsDefinition(boolean weighted) {
    Samples samples = rows(weighted, 1);
    Program program = Program.of(ExpressionText.parse("2 * x0 + x1", List.of()));
    for (String text : LOSSES) {
      Loss loss = Loss.parse(text);
      Expression formula = ExpressionText.parse(text, OwnLoss.NAMES);
      double sum = 0;
      double count = 0;
      for (int i = 0; i < samples.rows(); i++) {
        double weight = weighted ? samples.weights()[i] : 1;
        double prediction = 2 * samples.column(0)[i] + samples.column(1)[i];
        double cost = formula.evaluate(new double[] {prediction, samples.target()[i], weight});
        sum += text.contains("weight") ? cost : weight * cost;
        count += weight;
      }
      assertThat(new Scoring(samples, new Evaluator(), loss).mean(program))
          .as(text)
          .isCloseTo(sum / count, within(1e-4 * (1 + sum / count)));
      assertThat(new DoubleScoring(loss).mean(program, samples))
          .as(text)
          .isCloseTo(sum / count, within(1e-5 * (1 + sum / count)));
    }
  }

  @Test
  void theLeastSquaresProblemHasTheSlopesOfTheLoss() {
    Samples samples = rows(true, 2);
    for (String text : LOSSES) {
      Expression formula = ExpressionText.parse(text, OwnLoss.NAMES);
      float[] residuals = new float[300];
      float[] weights = new float[300];
      for (int i = 0; i < 300; i++) {
        residuals[i] = samples.target()[i] + 0.2f + (i % 7 - 3) * 0.3f;
      }
      float[] predictions = residuals.clone();
      new OwnLoss(formula)
          .linearise(residuals, samples.target(), samples.weights(), 300, 1e-3, weights);
      double unit = Double.NaN;
      for (int i = 0; i < 300; i++) {
        double h = 1e-5;
        double y = samples.target()[i];
        double w = samples.weights()[i];
        double slope =
            (OwnLoss.cost(formula, predictions[i] + h, y, w)
                    - OwnLoss.cost(formula, predictions[i] - h, y, w))
                / (2 * h);
        double mine = (double) weights[i] * residuals[i];
        unit = Double.isNaN(unit) && Math.abs(slope) > 0.1 ? mine / slope : unit;
        assertThat(weights[i]).isBetween(1e-6f, 1f);
        if (!Double.isNaN(unit)) {
          assertThat(mine / unit).as(text).isCloseTo(slope, within(2e-2 * (1 + Math.abs(slope))));
        }
      }
    }
  }

  @Test
  void constantsAndScalesAreFittedByIt() {
    for (boolean weighted : new boolean[] {true, false}) {
      Samples samples = rows(weighted, 3);
      for (String text : LOSSES) {
        Scoring scoring = new Scoring(samples, new Evaluator(), Loss.parse(text));
        double free = scoring.score(Program.of(ExpressionText.parse("x0", List.of())));
        double best =
            scoring.scoreAsItStands(Program.of(ExpressionText.parse("3.0 * x0 + 1.0", List.of())));
        Program from = Program.of(ExpressionText.parse("2.5 * x0 + 0.5", List.of()));
        ConstantFitting fitting = new ConstantFitting(new Evaluator());
        fitting.fit(from, scoring, false, null, 40);
        assertThat(fitting.loss()).as(text).isLessThan(1.15 * best + 1e-6);
        assertThat(free).as(text).isLessThan(1.5 * best + 1e-6);
        DoubleScoring doubles = new DoubleScoring(Loss.parse(text));
        assertThat(doubles.mean(doubles.fit(from, samples, null, 40), samples))
            .as(text)
            .isLessThan(
                1.15 * scoring.mean(Program.of(ExpressionText.parse("3.0 * x0 + 1.0", List.of())))
                    + 1e-6);
      }
    }
  }

  @Test
  void aLossWhoseLeastIsNotAtYIsFittedToo() {
    Samples samples = rows(false, 4);
    Scoring scoring = new Scoring(samples, new Evaluator(), Loss.parse("(prediction - 2 * y)^2"));
    Program from = Program.of(ExpressionText.parse("2.5 * x0 + 0.5", List.of()));
    ConstantFitting fitting = new ConstantFitting(new Evaluator());
    double[] constants = fitting.fit(from, scoring, false, null, 40).constants();
    assertThat(constants[0]).isCloseTo(6, within(0.1));
    assertThat(constants[1]).isCloseTo(2, within(0.1));
    double before = scoring.scoreAsItStands(from);
    assertThat(scoring.score(Program.of(ExpressionText.parse("x0", List.of()))))
        .isLessThan(before / 2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "abs(prediction)^2; this one has no y",
        "abs(y - 1); this one has no prediction",
        "abs(prediction - z * y); no variable is called",
        "foo(prediction - y); no operator is called",
        "abs(prediction - y; expected ')'",
        "rmse; there are mse, mae",
        "prediction; there are mse, mae",
      })
  void whatIsNoLossIsRefused(String text, String reason) {
    assertThatThrownBy(() -> Loss.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(reason);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "(prediction - y) / y * (prediction - y); is Infinity at prediction",
        "prediction - y; losses are 0 or more",
        "0 * prediction + y^2; does not depend on the prediction",
        "abs(prediction - y) / prediction^0 * 0; does not depend on the prediction"
      })
  void whatTheRowsCannotBearIsRefusedByName(String text, String reason) {
    double[][] x = new double[40][1];
    double[] y = new double[40];
    for (int i = 0; i < 40; i++) {
      x[i][0] = i;
      y[i] = i;
    }
    assertThatThrownBy(() -> SymbolicRegression.builder().rounds(1).loss(text).build().fit(x, y))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("loss: the loss \"")
        .hasMessageContaining(reason);
  }

  @Test
  void textReadsBack() {
    Operator gap = OwnOperators.parse("gap(a, b) = abs(a - b)", List.of());
    Loss loss = Loss.parse("gap(prediction, y)^1.5", List.of(gap));
    assertThat(Loss.parse(loss.text())).isEqualTo(loss);
    assertThat(loss.isOwn()).isTrue();
  }

  @Test
  void aSearchIsOfThatLossAllTheWay() {
    SplittableRandom random = new SplittableRandom(5);
    double[][] x = new double[300][2];
    double[] y = new double[300];
    for (int i = 0; i < 300; i++) {
      x[i][0] = 4 * random.nextDouble() - 2;
      x[i][1] = 4 * random.nextDouble() - 2;
      y[i] = x[i][0] * x[i][1] + (i % 10 == 0 ? 40 : 0);
    }
    var regression =
        SymbolicRegression.builder()
            .define("gap(a, b) = abs(a - b)")
            .loss("gap(prediction, y)^0.75")
            .operators("+", "*")
            .rounds(6)
            .build();
    var found = regression.fit(x, y);
    double[] row = {1.5, 2};
    double[] predicted = found.predict(found.choose("accuracy"), new double[][] {row});
    assertThat(predicted[0]).isCloseTo(3, within(0.2));
    assertThat(regression.from(found.save()).fit(x, y).front()).isEqualTo(found.front());
  }
}
