package io.symlab.experiment.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConditionTest {
  private static final Config AT =
      ConfigFactory.parseString(
          "meta-train { steps = 100, learning-rate = 1e-3 }, rule { kind = dm, lstm = [7, 20] }, "
              + "distill.memory = true");

  private static boolean holds(String text) {
    return Condition.parse(text)
        .holds(key -> AT.hasPath(key) ? Optional.of(AT.getValue(key)) : Optional.empty());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "meta-train.steps == 100",
        "meta-train.learning-rate < 0.01 && rule.lstm[1] >= 20",
        "meta-train.steps > 100 || rule.kind == dm",
        "rule.kind == 'dm' && rule.kind != rnnprop",
        "0.001 == meta-train.learning-rate",
        "!(meta-train.steps > 100) && !rule.kind == rnnprop",
        "meta-train.steps == 1 && meta-train.steps == 2 || rule.lstm[0] == 7",
        "distill.memory == true",
        "rule.lstm == '[7,20]'"
      })
  void whatIsSoHolds(String text) {
    assertThat(holds(text)).isTrue();
    assertThat(holds("!(" + text + ")")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"rule.lstm[2] > 0", "seed >= 0", "rule.lstm[2] != 0"})
  void whatIsNotThereCompareWithNothing(String text) {
    assertThat(holds(text)).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "meta-train.stepz > 3 | there is no key meta-train.stepz; did you mean meta-train.steps?",
        "steps > 3 | there is no key steps; did you mean",
        "meta-train.steps > lots | there is no key lots",
        "meta-train.steps | expected a comparison (<, <=, >, >=, ==, !=), found the end",
        "meta-train.steps = 3 | can't read = 3",
        "(meta-train.steps > 3 | expected ), found the end",
        "meta-train.steps > 3 4 | expected &&, || or the end, found 4",
        "rule.lstm[x] > 3 | expected an index, from 0, found x",
        "'' | expected a key, a number or a text, found the end",
      })
  void aSlipIsToldWithItsPlace(String text, String told) {
    assertThatThrownBy(() -> Condition.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(told)
        .hasMessageContaining(", at ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"(", "!"})
  void deepOnesAreRefused(String mark) {
    assertThatThrownBy(() -> Condition.parse(mark.repeat(100_000)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("nested more than 50 levels deep");
  }
}
