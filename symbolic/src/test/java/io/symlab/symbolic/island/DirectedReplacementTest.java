package io.symlab.symbolic.island;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.symlab.symbolic.expression.Expression;
import io.symlab.symbolic.expression.Operator;
import io.symlab.symbolic.fit.ConstantFitting;
import io.symlab.symbolic.fit.Scoring;
import io.symlab.symbolic.formula.ExpressionText;
import io.symlab.symbolic.program.Evaluator;
import io.symlab.symbolic.program.Program;
import io.symlab.symbolic.sample.Samples;
import io.symlab.symbolic.settings.SearchSettings;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class DirectedReplacementTest {
  private static final SearchSettings SETTINGS =
      SearchSettings.builder()
          .operators(
              List.of(
                  Operator.ADD,
                  Operator.SUB,
                  Operator.MUL,
                  Operator.DIV,
                  Operator.SQUARE,
                  Operator.SQRT,
                  Operator.EXP,
                  Operator.LOG,
                  Operator.TANH))
          .maxComplexity(40)
          .build();

  /** x0 from 1 to 2, x1 from 2 to 4, x2 from 3 to 9. */
  private static Samples made(String rule) {
    Expression formula = ExpressionText.parse(rule, List.of());
    SplittableRandom random = new SplittableRandom(3);
    float[][] columns = new float[3][800];
    float[] y = new float[800];
    for (int i = 0; i < y.length; i++) {
      columns[0][i] = (float) (1 + random.nextDouble());
      columns[1][i] = (float) (2 + 2 * random.nextDouble());
      columns[2][i] = (float) (3 + 6 * random.nextDouble());
      y[i] = (float) formula.evaluate(RandomFormulas.row(columns, i));
    }
    return Samples.of(columns, y);
  }

  private static double best(String law, String imitation) {
    Samples samples = made(law);
    Evaluator evaluator = new Evaluator();
    Scoring scoring = new Scoring(samples, evaluator);
    TermLibrary library = TermLibrary.of(SETTINGS, samples, evaluator);
    var replacement = new DirectedReplacement(SETTINGS, samples, library, evaluator);
    Expression parent = ExpressionText.parse(imitation, List.of());
    ConstantFitting fitting = new ConstantFitting(evaluator);
    double best = Double.POSITIVE_INFINITY;
    for (int seed = 0; seed < 250; seed++) {
      Expression other = replacement.replace(parent, scoring, new SplittableRandom(seed));
      if (other != null) {
        assertThat(other.complexity()).isLessThanOrEqualTo(60);
        fitting.fit(Program.of(other), scoring, 12);
        best = Math.min(best, fitting.loss());
      }
    }
    return best;
  }

  @ParameterizedTest
  @CsvSource({
    "x0 * x1 / sqrt(1 - square(x0) / square(x2)), x0 * x1 * (1 + 0.7 * square(x0 / x2))",
    "(x2 - x0 * x1) / sqrt(1 - square(x0 / x2)), (x2 - x0 * x1) * exp(0.5 * x0 / x2)",
    "sqrt(square(x1) / square(x0) - 0.3 / square(x2)), x1 / x0",
    "(x0 + x1) / (1 + x0 * x1 / square(x2)), x0 + x1",
    "x0 * tanh(x1 / (x0 * x2)), x0 * x1",
    "x1 / (exp(x0 * x1 / x2) - 1), x1 * x2",
    "x2 * log(x1 / x0), x2 * x1",
    "x0 * sqrt(square(x0) + 2 * square(x1) + square(x2)), x0 * (x1 + x2)",
    "x0 * (exp(x1 / x2) + 0.2 * x2 * square(exp(x1 / x2))), x0 * exp(x1 / x2)"
  })
  void anImitationBecomesTheLaw(String law, String imitation) {
    assertThat(best(law, imitation)).isLessThan(1e-9);
  }

  @Test
  void withoutSumsAndProductsNothingIsReplaced() {
    Samples samples = made("x0 * x1");
    SearchSettings few = SETTINGS.toBuilder().operators(List.of(Operator.EXP)).build();
    Evaluator evaluator = new Evaluator();
    TermLibrary library = TermLibrary.of(few, samples, evaluator);
    assertThat(
            new DirectedReplacement(few, samples, library, evaluator)
                .replace(
                    Expression.variable(0),
                    new Scoring(samples, evaluator),
                    new SplittableRandom(1)))
        .isNull();
  }

  @ParameterizedTest
  @EnumSource(OuterForm.class)
  void aFormIsWhatItsFormulaSaysAndCanBeTurnedAround(OuterForm form) {
    for (double sum : new double[] {0.2, 0.7, 1.9}) {
      double whole = form.whole(sum);
      assertThat(form.sum(whole)).isEqualTo(sum, within(1e-6));
      Expression formula = form.of(Expression.constant(sum), null);
      assertThat(formula.evaluate(new double[0])).isEqualTo(whole, within(1e-9));
      Expression threefold = form.of(Expression.constant(sum), Expression.constant(3));
      assertThat(threefold.evaluate(new double[0])).isEqualTo(3 * whole, within(1e-9));
    }
  }
}
