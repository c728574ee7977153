package io.symlab.model.measure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MappingComplexityTest {
  private static final double NAN = Double.NaN;

  @Test
  void theSimplestOfTheNearlyBestCounts() {
    assertThat(MappingComplexity.row(new double[] {0.1, 0.895, 0.89, 0.902, 0.9})).hasValue(1);
    assertThat(MappingComplexity.row(new double[] {0.1, 0.88, 0.9})).hasValue(2);
    assertThat(MappingComplexity.row(new double[] {-3})).hasValue(0);
  }

  @Test
  void whatWasNotScoredDoesNotCount() {
    assertThat(MappingComplexity.row(new double[] {NAN, 0.5, Double.NEGATIVE_INFINITY}))
        .hasValue(1);
    assertThat(MappingComplexity.row(new double[] {NAN})).isEmpty();
    assertThat(MappingComplexity.row(new double[0])).isEmpty();
  }

  @Test
  void explainedVarianceIsThatOfItsDefinition() {
    float[] y = {1, 2, 3, 6};
    assertThat(Explained.r2(y, y, 4)).isEqualTo(1);
    assertThat(Explained.r2(new float[] {3, 3, 3, 3}, y, 4)).isEqualTo(0);
    // Errors 1 + 1 over variation 4 + 1 + 0 + 9.
    assertThat(Explained.r2(new float[] {2, 2, 3, 7}, y, 4)).isEqualTo(1 - 2.0 / 14);
    assertThat(Explained.r2(new float[] {3, NAN_FLOAT}, y, 2)).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(Explained.r2(y, new float[] {2, 2}, 2)).isNaN();
    assertThat(Explained.r2(y, y, 0)).isNaN();
  }

  private static final float NAN_FLOAT = Float.NaN;
}
