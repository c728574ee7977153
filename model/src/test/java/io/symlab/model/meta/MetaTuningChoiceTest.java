package io.symlab.model.meta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.symlab.model.optimizee.Bowl;
import io.symlab.model.rule.features.Feature;
import io.symlab.model.rule.features.SampleNames;
import io.symlab.model.rule.symbolic.ConstantShares;
import io.symlab.model.rule.symbolic.SymbolicRule;
import io.symlab.symbolic.formula.ExpressionText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MetaTuningChoiceTest {
  private static final Bowl BOWL = new Bowl();
  private static final List<Feature> FEATURES = List.of(Feature.MT, Feature.G);
  private static final List<String> NAMES = SampleNames.of(FEATURES, 2);
  private static final MetaTuningSettings SETTINGS =
      new MetaTuningSettings(3, 20, 10, "adam", 0.1, 2, 25);

  /** Too timid, uphill until it diverges, good, timid again. */
  private static final List<SymbolicRule> RULES =
      rules("-0.5 * g_0", "square(exp(1.0e10 * g_0))", "-8.0 * g_0", "-1.0 * g_1");

  private static List<SymbolicRule> rules(String... texts) {
    return Stream.of(texts)
        .map(t -> new SymbolicRule("distilled", ExpressionText.parse(t, NAMES), FEATURES, 2, 0.1))
        .toList();
  }

  private static MetaTuningChoice choice(List<SymbolicRule> rules) {
    return MetaTuningChoice.among(BOWL, rules, Optional.empty(), SETTINGS, 4);
  }

  private static void finish(MetaTuningChoice choice) {
    while (!choice.done()) {
      choice.step();
    }
  }

  private static String text(MetaTuningChoice choice) {
    return choice.result().text();
  }

  @Test
  void theRuleThatLeadsFurthestIsTuned() {
    try (MetaTuningChoice choice = choice(RULES)) {
      finish(choice);
      double[] losses = choice.losses();
      assertThat(choice.chosen()).isEqualTo(2);
      for (int i = 0; i < losses.length; i++) {
        try (HeldOut alone = new HeldOut(BOWL, RULES.get(i), 4, 25)) {
          while (!alone.done()) {
            alone.step();
          }
          assertThat(losses[i]).isEqualTo(alone.loss());
        }
      }
      assertThat(losses[1]).isInfinite();
      assertThat(losses[2]).isLessThan(losses[0]).isLessThan(losses[3]);
      // Then it is what tuning alone would have made of it.
      try (MetaTuning alone = new MetaTuning(BOWL, RULES.get(2), SETTINGS, 4)) {
        while (!alone.done()) {
          alone.step();
        }
        assertThat(text(choice)).isEqualTo(alone.result().text());
      }
    }
  }

  @Test
  void theFirstOfEqualsIsTaken() {
    try (MetaTuningChoice choice = choice(rules("-g_0 - g_0", "-2.0 * g_0", "-g_0 - g_0"))) {
      finish(choice);
      assertThat(choice.losses()[0]).isEqualTo(choice.losses()[2]);
      assertThat(choice.chosen()).isZero();
    }
  }

  @Test
  void goingOnFromAnyCheckpointGivesTheSameBits() {
    List<byte[]> checkpoints = new ArrayList<>();
    List<String> whole = new ArrayList<>();
    try (MetaTuningChoice choice = choice(RULES)) {
      long last = 0;
      while (!choice.done()) {
        if (choice.step()) {
          checkpoints.add(choice.checkpoint());
          whole.add(text(choice) + choice.progress() + Arrays.toString(choice.losses()));
        }
        assertThat(choice.progress().done()).isGreaterThanOrEqualTo(last);
        last = choice.progress().done();
      }
      assertThat(choice.progress().total()).isEqualTo(last);
    }
    // One after each rule's evaluation, one after the one that tuning begins with, one per epoch.
    assertThat(checkpoints).hasSize(4 + 1 + 3);
    for (int from = 0; from < checkpoints.size(); from++) {
      List<String> resumed = new ArrayList<>();
      try (MetaTuningChoice choice = choice(RULES)) {
        choice.resume(checkpoints.get(from));
        resumed.add(text(choice) + choice.progress() + Arrays.toString(choice.losses()));
        while (!choice.done()) {
          if (choice.step()) {
            resumed.add(text(choice) + choice.progress() + Arrays.toString(choice.losses()));
            assertThat(choice.checkpoint()).isEqualTo(checkpoints.get(from + resumed.size() - 1));
          }
        }
      }
      assertThat(resumed).isEqualTo(whole.subList(from, whole.size()));
    }
  }

  @Test
  void anOnlyRuleIsTunedAtOnceAndTakesCheckpointsOfTuning() {
    SymbolicRule rule = RULES.get(0);
    try (MetaTuning tuning = new MetaTuning(BOWL, rule, SETTINGS, 4);
        MetaTuningChoice only =
            MetaTuningChoice.of(
                BOWL, rule, ConstantShares.none(1), Optional.empty(), SETTINGS, 4)) {
      while (!tuning.step()) {
        // On to the first checkpoint.
      }
      only.resume(tuning.checkpoint());
      finish(only);
      assertThat(only.tuned()).isTrue();
      while (!tuning.done()) {
        tuning.step();
      }
      assertThat(text(only)).isEqualTo(tuning.result().text());
      assertThat(only.losses()).containsOnly(Double.NaN);
    }
  }

  @Test
  void foreignCheckpointsAreRefused() {
    byte[] checkpoint;
    try (MetaTuningChoice choice = choice(RULES)) {
      while (!choice.step()) {
        // On to the first checkpoint.
      }
      checkpoint = choice.checkpoint();
    }
    assertRefused(RULES.subList(0, 3), checkpoint, "another choice");
    assertRefused(RULES, new byte[40], "not a checkpoint of a choice");
    assertRefused(RULES, Arrays.copyOf(checkpoint, checkpoint.length - 1), "ends too soon");
    assertThatThrownBy(() -> choice(List.of())).hasMessageContaining("no rule");
  }

  private static void assertRefused(List<SymbolicRule> rules, byte[] checkpoint, String why) {
    try (MetaTuningChoice choice = choice(rules)) {
      assertThatThrownBy(() -> choice.resume(checkpoint))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(why);
    }
  }
}
