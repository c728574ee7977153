package io.symlab.symbolic.island;

import static org.assertj.core.api.Assertions.assertThat;

import io.symlab.symbolic.expression.Expression;
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

class DirectedGrowthTest {
  private static final SearchSettings SETTINGS = SearchSettings.builder().build();

  private static Samples made(String rule) {
    Expression formula = ExpressionText.parse(rule, List.of());
    float[][] columns = RandomFormulas.columns(1000, 1);
    float[] y = new float[1000];
    for (int i = 0; i < y.length; i++) {
      y[i] = (float) formula.evaluate(RandomFormulas.row(columns, i));
    }
    return Samples.of(columns, y);
  }

  @Test
  void whatIsMissingInsideAFormulaIsAddedWhereItIsMissing() {
    Samples samples = made("tanh(x0 + 0.3 * square(x1))");
    Evaluator evaluator = new Evaluator();
    Scoring scoring = new Scoring(samples, evaluator);
    TermLibrary library = TermLibrary.of(SETTINGS, samples, evaluator);
    Expression parent = ExpressionText.parse("tanh(x0)", List.of());
    ConstantFitting fitting = new ConstantFitting(evaluator);
    double before = scoring.score(Program.of(parent));
    double best = before;
    for (int seed = 0; seed < 20; seed++) {
      Expression grown =
          new DirectedGrowth(evaluator)
              .grow(parent, SETTINGS, scoring, library, new SplittableRandom(seed));
      assertThat(grown).isNotNull();
      assertThat(grown.complexity()).isGreaterThan(parent.complexity());
      fitting.fit(Program.of(grown), scoring, 10);
      assertThat(fitting.loss()).isLessThan(before);
      best = Math.min(best, fitting.loss());
    }
    assertThat(best).isLessThan(1e-4);
  }

  @Test
  void nothingIsAddedWhereNothingHelps() {
    Samples samples = made("2 * x0");
    Evaluator evaluator = new Evaluator();
    Scoring scoring = new Scoring(samples, evaluator);
    TermLibrary library = TermLibrary.of(SETTINGS, samples, evaluator);
    Expression flat = ExpressionText.parse("1 / 0 + x0", List.of());
    assertThat(
            new DirectedGrowth(evaluator)
                .grow(flat, SETTINGS, scoring, library, new SplittableRandom(1)))
        .isNull();
  }

  @Test
  void termsOfTheLibraryAreFiniteAndVary() {
    Samples samples = made("x0 + x1");
    TermLibrary library = TermLibrary.of(SETTINGS, samples, new Evaluator());
    assertThat(library.columns()).isEqualTo(3);
    assertThat(library.single()).isGreaterThan(10);
    assertThat(library.size()).isGreaterThan(library.single());
    for (int i = 0; i < library.size(); i++) {
      float[] expected = new float[samples.rows()];
      new Evaluator()
          .evaluate(Program.of(library.term(i)), samples.columns(), samples.rows(), expected);
      assertThat(library.values(i)).isEqualTo(expected);
      assertThat(expected).doesNotContain(Float.NaN, Float.POSITIVE_INFINITY);
    }
  }
}
