package io.symlab.symbolic.front;

import static org.assertj.core.api.Assertions.assertThat;

import io.symlab.symbolic.fit.ConstantFitting;
import io.symlab.symbolic.fit.Scoring;
import io.symlab.symbolic.formula.ExpressionText;
import io.symlab.symbolic.island.RandomFormulas;
import io.symlab.symbolic.program.Evaluator;
import io.symlab.symbolic.program.Program;
import io.symlab.symbolic.sample.Samples;
import io.symlab.symbolic.settings.SearchSettings;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CrossValidationTest {
  private static final SearchSettings SETTINGS = SearchSettings.builder().build();

  /** y = x0 and noise; x1 and x2 have nothing to do with it. */
  private static Samples noisy(int rows, double noise) {
    SplittableRandom random = new SplittableRandom(3);
    float[][] columns = RandomFormulas.columns(rows, 2);
    float[] y = new float[rows];
    for (int i = 0; i < rows; i++) {
      y[i] = (float) (columns[0][i] + noise * random.nextGaussian());
    }
    return Samples.of(columns, y);
  }

  private static double[] losses(Samples samples, String text) {
    Evaluator evaluator = new Evaluator();
    ConstantFitting fitting = new ConstantFitting(evaluator);
    Scoring scoring = new Scoring(samples, evaluator);
    Program fitted =
        fitting.fit(Program.of(ExpressionText.parse(text, List.of())), scoring, false, null, 30);
    double plain = fitting.loss();
    CrossValidation validation = new CrossValidation(SETTINGS, samples, evaluator, fitting);
    return new double[] {plain, validation.judge(fitted, null, plain).loss()};
  }

  @Test
  void constantsThatFitChanceLowerTheLossButNotTheCrossValidatedOne() {
    Samples samples = noisy(80, 1);
    String small = "1 * x0";
    String large =
        "1 * x0 + 0.1 * tanh(3 * x1 + 1) + 0.1 * tanh(5 * x2 - 1) + 0.1 * square(x1) * x2";
    double[] simple = losses(samples, small);
    double[] overfitted = losses(samples, large);
    assertThat(overfitted[0]).isLessThan(simple[0]);
    assertThat(overfitted[1]).isGreaterThan(simple[1]);
  }

  @Test
  void withoutNoiseBothAgree() {
    double[] exact = losses(noisy(500, 0), "0.5 * x0");
    assertThat(exact[0]).isLessThan(1e-9);
    assertThat(exact[1]).isLessThan(1e-9);
  }

  @Test
  void fewRowsAreNotHalved() {
    double[] few = losses(noisy(40, 1), "0.5 * x0");
    assertThat(few[1]).isEqualTo(few[0]);
  }
}
