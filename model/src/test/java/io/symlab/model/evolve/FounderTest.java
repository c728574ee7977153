package io.symlab.model.evolve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.symlab.model.rollout.Watch;
import io.symlab.model.rule.UpdateRule;
import io.symlab.model.rule.features.Feature;
import io.symlab.model.rule.handmade.HandMade;
import io.symlab.model.rule.symbolic.SymbolicRule;
import io.symlab.symbolic.expression.Signals;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FounderTest {
  private static final Watch WATCH = new Watch(List.of(Feature.G), 4, 5, 0.01);

  /** A formula that stands for a hand-made rule makes its updates. */
  @ParameterizedTest
  @ValueSource(strings = {"sgd", "momentum", "nesterov", "rmsprop", "adam", "lion"})
  void aHandMadeRuleIsTheFormulaThatItIsSaidToBe(String kind) {
    Founder founder = Founder.named(kind, WATCH.names(), WATCH.signals(), WATCH.scale());
    UpdateRule formula =
        new SymbolicRule(
            kind, founder.expression(), WATCH.features(), 4, WATCH.scale(), WATCH.signals());
    int n = 7;
    try (UpdateRule.State ours = formula.start(n);
        UpdateRule.State theirs = HandMade.of(kind, WATCH.scale()).start(n)) {
      SplittableRandom random = new SplittableRandom(3);
      float[] gradient = new float[n];
      float[] one = new float[n];
      float[] other = new float[n];
      for (int step = 1; step <= 60; step++) {
        for (int i = 0; i < n; i++) {
          gradient[i] = (float) (random.nextDouble() * 2 - 0.7);
        }
        ours.update(gradient, step, one);
        theirs.update(gradient, step, other);
        for (int i = 0; i < n; i++) {
          assertThat(one[i]).isCloseTo(other[i], within(1e-5f * (1e-2f + Math.abs(other[i]))));
        }
      }
    }
  }

  @Test
  void itIsTriedAtItsUsualRates() {
    Founder adam = Founder.named("adam", WATCH.names(), WATCH.signals(), WATCH.scale());
    assertThat(adam.factors()).hasSameSizeAs(HandMade.sweep("adam"));
    for (int i = 0; i < adam.factors().size(); i++) {
      double rate = adam.factors().get(i) * WATCH.scale();
      assertThat(rate).isCloseTo(HandMade.sweep("adam").get(i), within(1e-8));
      assertThat(adam.factors().get(i).toString()).hasSizeLessThan(12);
    }
  }

  @Test
  void withoutMemoryOnlyWhatNeedsNoneCanBeWritten() {
    Founder sgd = Founder.named("sgd", WATCH.names(), Signals.NONE, WATCH.scale());
    assertThat(sgd.expression().complexity()).isEqualTo(2);
    assertThatThrownBy(() -> Founder.named("adam", WATCH.names(), Signals.NONE, WATCH.scale()))
        .hasMessageContaining("distill.memory = true");
  }

  @Test
  void whatIsNoFormulaSaysWhichRulesHaveNames() {
    assertThatThrownBy(() -> Founder.named("adm", WATCH.names(), WATCH.signals(), WATCH.scale()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("hand-made rules are adam, lion, momentum");
    assertThatThrownBy(() -> Founder.named("adamw", WATCH.names(), WATCH.signals(), WATCH.scale()))
        .hasMessageContaining("reads the parameters");
  }
}
