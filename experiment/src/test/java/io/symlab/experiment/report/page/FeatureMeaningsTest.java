package io.symlab.experiment.report.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.symlab.model.rule.features.Feature;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class FeatureMeaningsTest {
  @Test
  void everyFeatureHasAMeaningOfItsOwn() {
    assertThat(Arrays.stream(Feature.values()).map(FeatureMeanings::meaning))
        .doesNotHaveDuplicates();
    assertThat(FeatureMeanings.meaning(Feature.INV_COL99))
        .isEqualTo(
            "1 over the root of the squared gradient’s mean along a column averaged with decay 0.99");
    assertThat(FeatureMeanings.meaning(Feature.T300)).isEqualTo("a clock of 300 steps");
  }

  @Test
  void thoseAmongTheColumnsAreToldWithALagOrWithout() {
    assertThat(FeatureMeanings.of(List.of("log_t_0", "g_0", "g_1")))
        .isEqualTo("<em>g</em> is the gradient; <em>log_t</em> is the logarithm of the step.");
    assertThat(FeatureMeanings.of(List.of("gt")))
        .isEqualTo("<em>gt</em> is the gradient divided by the root of its second moment.");
    assertThat(FeatureMeanings.of(List.of("x", "g_x"))).isEmpty();
  }
}
