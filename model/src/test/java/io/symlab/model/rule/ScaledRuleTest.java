package io.symlab.model.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.symlab.model.optimizee.Bowl;
import io.symlab.model.rule.handmade.HandMade;
import io.symlab.model.rule.learned.LearnedOptimizer;
import io.symlab.model.rule.learned.RuleSettings;
import org.junit.jupiter.api.Test;

class ScaledRuleTest {
  private static final Bowl BOWL = new Bowl();

  @Test
  void everyUpdateIsMultiplied() {
    LearnedOptimizer learned = LearnedOptimizer.initial(RuleSettings.rnnprop(), 5);
    try (UpdateRule.State plain = learned.start(BOWL.groups());
        UpdateRule.State scaled = new ScaledRule("twice", learned, 2).start(BOWL.groups())) {
      float[] update = new float[BOWL.size()];
      float[] twice = new float[BOWL.size()];
      for (int step = 1; step < 5; step++) {
        float[] gradient = new float[BOWL.size()];
        gradient[3] = step;
        plain.update(gradient, step, update);
        scaled.update(gradient, step, twice);
        for (int i = 0; i < update.length; i++) {
          assertThat(twice[i]).isEqualTo(2 * update[i]);
        }
      }
      assertThat(update[3]).isNotZero();
    }
  }

  @Test
  void whatARuleDoesWithTheParametersIsMultipliedToo() {
    UpdateRule decaying = HandMade.of("adamw", 0.1);
    float[] theta = {4};
    float[] update = new float[1];
    float[] half = new float[1];
    decaying.start(1).update(theta, new float[] {1}, 1, update);
    new ScaledRule("half", decaying, 0.5).start(1).update(theta, new float[] {1}, 1, half);
    assertThat(half[0]).isEqualTo(update[0] / 2).isNotZero();
  }

  @Test
  void ratesOfGroupsAreMultiplied() {
    RuleSettings settings = RuleSettings.rnnprop().withGroupRates().on(BOWL.groups());
    LearnedOptimizer learned = LearnedOptimizer.initial(settings, 5);
    float[] own = learned.start(BOWL.groups()).rates().orElseThrow();
    float[] scaled = new ScaledRule("three", learned, 3).start(BOWL.groups()).rates().orElseThrow();
    assertThat(scaled[7]).isEqualTo(3 * own[7]);
    assertThat(new ScaledRule("x", HandMade.sgd(0.1), 3).start(2).rates()).isEmpty();
  }

  @Test
  void aFactorIsAboveZero() {
    assertThatThrownBy(() -> new ScaledRule("x", HandMade.sgd(1), 0))
        .hasMessageContaining("above 0, is 0.0");
  }
}
