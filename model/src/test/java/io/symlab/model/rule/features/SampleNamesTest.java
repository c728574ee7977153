package io.symlab.model.rule.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class SampleNamesTest {
  private static final List<Feature> FEATURES = List.of(Feature.MT, Feature.GT, Feature.MOM99);

  @Test
  void namesComeNewestFirst() {
    assertThat(SampleNames.of(FEATURES, 2))
        .containsExactly("mt_0", "gt_0", "mom99_0", "mt_1", "gt_1", "mom99_1");
  }

  @Test
  void everyNameReadsBackToItsColumn() {
    List<String> names = SampleNames.of(FEATURES, 20);
    for (int column = 0; column < names.size(); column++) {
      SampleNames.Column parsed = SampleNames.Column.parse(names.get(column));
      assertThat(SampleNames.index(FEATURES, parsed)).isEqualTo(column);
      assertThat(parsed).isEqualTo(SampleNames.column(FEATURES, column));
    }
  }

  @Test
  void theNamesOfAllFeaturesAreApartAndReadBack() {
    List<Feature> all = List.of(Feature.values());
    List<String> names = SampleNames.of(all, 12);
    assertThat(names).doesNotHaveDuplicates().allMatch(name -> name.matches("[a-z][a-z0-9_]*"));
    for (int column = 0; column < names.size(); column++) {
      assertThat(SampleNames.index(all, SampleNames.Column.parse(names.get(column))))
          .isEqualTo(column);
    }
    for (Feature feature : all) {
      assertThat(Feature.named(feature.key())).contains(feature);
      assertThat(Feature.named(feature.recipeName())).contains(feature);
    }
  }

  @Test
  void otherNamesAreRefused() {
    for (String name : List.of("mt", "mt_", "xx_0", "mt_-1", "mt_01", "_0", "")) {
      assertThatThrownBy(() -> SampleNames.Column.parse(name))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> SampleNames.index(FEATURES, new SampleNames.Column(Feature.T, 0)))
        .hasMessageContaining("t_0");
  }
}
