package io.symlab.symbolic.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.symlab.symbolic.expression.Expression;
import io.symlab.symbolic.expression.Scaling;
import io.symlab.symbolic.formula.ExpressionText;
import io.symlab.symbolic.front.ScoredFront;
import io.symlab.symbolic.island.RandomFormulas;
import io.symlab.symbolic.program.Evaluator;
import io.symlab.symbolic.program.Program;
import io.symlab.symbolic.sample.Samples;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScoringTest {
  private final Samples samples = RandomFormulas.saturating(3000, 1);
  private final Evaluator evaluator = new Evaluator();
  private final Scoring scoring = new Scoring(samples, evaluator);

  @Test
  void theLossIsThatOfTheScaledAndShiftedFormula() {
    Expression formula = ExpressionText.parse("tanh(x0) + square(x1)", List.of());
    double loss = scoring.score(Program.of(formula));
    Expression whole = Scaling.apply(formula, scoring.scale(), scoring.offset());
    double error = ScoredFront.meanSquaredError(evaluator, Program.of(whole), samples);
    assertThat(loss).isCloseTo(error / samples.targetVariance(), within(1e-6));
    double elsewhere =
        ScoredFront.meanSquaredError(
            evaluator,
            Program.of(Scaling.apply(formula, scoring.scale() * 1.01, scoring.offset())),
            samples);
    assertThat(elsewhere).isGreaterThan(error);
  }

  @Test
  void withoutOffsetTheLossIsThatOfTheScaledFormula() {
    Expression formula = ExpressionText.parse("tanh(x0) + 1", List.of());
    double loss = scoring.score(Program.of(formula));
    Expression whole = Scaling.apply(formula, scoring.scaleWithoutOffset(), 0);
    double error = ScoredFront.meanSquaredError(evaluator, Program.of(whole), samples);
    assertThat(scoring.lossWithoutOffset())
        .isCloseTo(error / samples.targetVariance(), within(1e-6));
    assertThat(scoring.lossWithoutOffset()).isGreaterThan(loss);
  }

  @Test
  void constantsExplainNothing() {
    assertThat(scoring.score(Program.of(ExpressionText.parse("3.5", List.of()))))
        .isCloseTo(1, within(1e-9));
    assertThat(scoring.scale()).isZero();
  }

  @Test
  void whatIsNotFiniteIsInfinitelyBad() {
    assertThat(scoring.score(Program.of(ExpressionText.parse("1 / (x0 - x0)", List.of()))))
        .isInfinite();
    assertThat(scoring.score(Program.of(ExpressionText.parse("log(x0) / 0", List.of()))))
        .isInfinite();
  }
}
