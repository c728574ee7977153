package io.symlab.symbolic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class FrontTableTest {
  private static FrontTable.Row row(int complexity, double loss, double score, double validation) {
    return new FrontTable.Row(
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
    Front front =
        Front.of(
            List.of(
                new Front.Member(1, 2, ExpressionText.parse("x0", List.of())),
                new Front.Member(3, 1, ExpressionText.parse("1.5 * x0", List.of()))));
    FrontTable table = FrontTable.of(front, samples, samples, null);
    assertThat(table.rows().get(0).loss()).isCloseTo(2, within(1e-6));
    assertThat(table.rows().get(0).r2Train()).isCloseTo(1 - 2.0 / 8, within(1e-6));
    assertThat(table.rows().get(1).loss()).isCloseTo(0.5, within(1e-6));
    assertThat(table.rows().get(1).score()).isCloseTo(Math.log(4) / 2, within(1e-6));
    assertThat(table.rows().get(1).r2Validation().getAsDouble())
        .isCloseTo(1 - 0.5 / 8, within(1e-6));
    assertThat(table.rows().get(1).r2Test()).isEmpty();
  }

  @Test
  void bestIsTheHighestScoreAmongLossesNearTheLeast() {
    FrontTable table =
        new FrontTable(
            List.of(
                row(1, 1, 0, Double.NaN),
                row(3, 0.2, 0.8, Double.NaN),
                row(5, 0.14, 0.18, Double.NaN),
                row(9, 0.1, 0.08, Double.NaN)));
    assertThat(table.best().complexity()).isEqualTo(5);
  }

  @Test
  void accuracyIsTheBestOnValidationOrElseOnTraining() {
    assertThat(
            new FrontTable(List.of(row(1, 0.5, 0, 0.4), row(5, 0.2, 0, 0.7), row(9, 0.1, 0, 0.6)))
                .accuracy()
                .complexity())
        .isEqualTo(5);
    assertThat(
            new FrontTable(List.of(row(1, 0.5, 0, Double.NaN), row(5, 0.2, 0, Double.NaN)))
                .accuracy()
                .complexity())
        .isEqualTo(5);
  }

  @Test
  void kneeIsFurthestBelowTheLine() {
    FrontTable table =
        new FrontTable(
            List.of(
                row(1, 1, 0, Double.NaN),
                row(4, 0.1, 0, Double.NaN),
                row(10, 0.09, 0, Double.NaN),
                row(20, 0.08, 0, Double.NaN)));
    assertThat(table.knee().complexity()).isEqualTo(4);
    assertThat(table.choose("knee")).isEqualTo(table.knee());
  }

  @Test
  void unknownChoicesAndEmptyFrontsAreNamed() {
    FrontTable table = new FrontTable(List.of(row(1, 1, 0, Double.NaN)));
    assertThatThrownBy(() -> table.choose("worst")).hasMessageContaining("best, accuracy or knee");
    assertThatThrownBy(() -> new FrontTable(List.of()).best()).hasMessageContaining("empty");
  }
}
