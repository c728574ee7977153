package io.symlab.symbolic.front;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.symlab.symbolic.expression.Expression;
import io.symlab.symbolic.formula.ExpressionText;
import io.symlab.symbolic.sample.Samples;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class ScoredFrontTest {
  private static ScoredFront.Row row(int complexity, double loss, double score, double validation) {
    return new ScoredFront.Row(
        complexity,
        loss,
        score,
        1 - loss,
        Double.isNaN(validation) ? OptionalDouble.empty() : OptionalDouble.of(validation),
        OptionalDouble.empty(),
        Expression.constant(complexity));
  }

  @Test
  void scoresAndR2AreThoseOfTheDefinition() {
    // y = 2 x: a constant explains nothing, x / 1 half-way, 2 x everything.
    float[] x = {-1, 0, 1, 2, -2};
    float[] y = {-2, 0, 2, 4, -4};
    Samples samples = Samples.of(new float[][] {x}, y);
    Front found =
        Front.of(
            List.of(
                new Front.Member(1, 2, ExpressionText.parse("x0", List.of())),
                new Front.Member(3, 1, ExpressionText.parse("1.5 * x0", List.of()))));
    ScoredFront front = ScoredFront.of(found, samples, samples, null);
    assertThat(front.rows().get(0).loss()).isCloseTo(2, within(1e-6));
    assertThat(front.rows().get(0).r2Train()).isCloseTo(1 - 2.0 / 8, within(1e-6));
    assertThat(front.rows().get(1).loss()).isCloseTo(0.5, within(1e-6));
    assertThat(front.rows().get(1).score()).isCloseTo(Math.log(4) / 2, within(1e-6));
    assertThat(front.rows().get(1).r2Validation().getAsDouble())
        .isCloseTo(1 - 0.5 / 8, within(1e-6));
    assertThat(front.rows().get(1).r2Test()).isEmpty();
  }

  @Test
  void bestIsTheHighestScoreAmongLossesNearTheLeast() {
    ScoredFront front =
        new ScoredFront(
            List.of(
                row(1, 1, 0, Double.NaN),
                row(3, 0.2, 0.8, Double.NaN),
                row(5, 0.14, 0.18, Double.NaN),
                row(9, 0.1, 0.08, Double.NaN)));
    assertThat(front.best().complexity()).isEqualTo(5);
  }

  @Test
  void accuracyIsTheBestOnValidationOrElseOnTraining() {
    assertThat(
            new ScoredFront(List.of(row(1, 0.5, 0, 0.4), row(5, 0.2, 0, 0.7), row(9, 0.1, 0, 0.6)))
                .accuracy()
                .complexity())
        .isEqualTo(5);
    assertThat(
            new ScoredFront(List.of(row(1, 0.5, 0, Double.NaN), row(5, 0.2, 0, Double.NaN)))
                .accuracy()
                .complexity())
        .isEqualTo(5);
  }

  @Test
  void kneeIsFurthestBelowTheLine() {
    ScoredFront front =
        new ScoredFront(
            List.of(
                row(1, 1, 0, Double.NaN),
                row(4, 0.1, 0, Double.NaN),
                row(10, 0.09, 0, Double.NaN),
                row(20, 0.08, 0, Double.NaN)));
    assertThat(front.knee().complexity()).isEqualTo(4);
    assertThat(front.choose("knee")).isEqualTo(front.knee());
    assertThat(front.marks(1)).containsExactly(FrontChoice.KNEE);
    assertThat(front.marks(2)).isEmpty();
    assertThat(front.marks(3))
        .containsExactly(FrontChoice.SIMPLEST, FrontChoice.BEST, FrontChoice.ACCURACY);
  }

  @Test
  void aRowIsChosenByComplexity() {
    ScoredFront front = new ScoredFront(List.of(row(1, 1, 0, 0.1), row(15, 0.5, 0.2, 0.2)));
    assertThat(front.choose("15").loss()).isEqualTo(0.5);
    assertThatThrownBy(() -> front.choose("5"))
        .hasMessageContaining("best, accuracy, knee or a complexity")
        .hasMessageContaining("[1, 15]");
  }

  @Test
  void marksThatAreGivenStayAndTheOthersAreMade() {
    List<ScoredFront.Row> rows = List.of(row(1, 1, 0, 0.1), row(3, 0.5, 0.2, 0.2));
    ScoredFront front = new ScoredFront(rows, Map.of(FrontChoice.BEST, 0));
    assertThat(front.best().complexity()).isEqualTo(1);
    assertThat(front.accuracy()).isEqualTo(new ScoredFront(rows).accuracy());
    assertThatThrownBy(() -> new ScoredFront(rows, Map.of(FrontChoice.KNEE, 2)))
        .hasMessageContaining("a front of 2 has no row 2");
    assertThat(new ScoredFront(List.of()).marks()).isEmpty();
  }

  @Test
  void rowsThatAreNoBetterThanASimplerOneFallAwayAndScoresFollow() {
    ScoredFront front =
        new ScoredFront(
            List.of(
                row(1, Double.NaN, 0, 0.1),
                row(2, 1, 0, 0.1),
                row(3, 1, 0.7, 0.1),
                row(4, 0.5, 0.3, 0.2)));
    ScoredFront better = front.withoutDominated();
    assertThat(better.rows()).extracting(ScoredFront.Row::complexity).containsExactly(2, 4);
    assertThat(better.rows().get(0).score()).isZero();
    assertThat(better.rows().get(1).score()).isCloseTo(Math.log(2) / 2, within(1e-12));
    assertThat(better.withoutDominated()).isSameAs(better);
  }

  @Test
  void unknownChoicesAndEmptyFrontsAreNamed() {
    assertThatThrownBy(() -> FrontChoice.parse("worst"))
        .hasMessageContaining("\"worst\"")
        .hasMessageContaining("best, accuracy and knee");
    assertThatThrownBy(() -> new ScoredFront(List.of()).best()).hasMessageContaining("empty");
    assertThatThrownBy(() -> new ScoredFront(List.of()).choose("5")).hasMessageContaining("empty");
  }
}
