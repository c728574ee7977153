package io.symlab.model.meta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.symlab.model.optimizee.Bowl;
import io.symlab.model.rule.features.Feature;
import io.symlab.model.rule.features.SampleNames;
import io.symlab.model.rule.symbolic.SymbolicRule;
import io.symlab.symbolic.formula.ExpressionText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MetaTuningTest {
  private static final Bowl BOWL = new Bowl();
  private static final List<Feature> FEATURES = List.of(Feature.MT, Feature.G);
  private static final List<String> NAMES = SampleNames.of(FEATURES, 4);

  private static SymbolicRule rule(String text) {
    return new SymbolicRule("distilled", ExpressionText.parse(text, NAMES), FEATURES, 4, 0.1);
  }

  private static MetaTuningSettings settings(int epochs, String optimizer, double rate) {
    return new MetaTuningSettings(epochs, 25, 10, optimizer, rate, 2, 30);
  }

  private static void finish(MetaTuning tuning) {
    while (!tuning.done()) {
      tuning.step();
    }
  }

  private static String text(MetaTuning tuning) {
    return tuning.result().text();
  }

  @Test
  void noEpochsLeaveTheRuleAsItIsAtOnce() {
    SymbolicRule rule = rule("-0.123456789012345 * mt_0");
    try (MetaTuning tuning = new MetaTuning(BOWL, rule, settings(0, "sgd", 0.1), 1)) {
      assertThat(tuning.done()).isTrue();
      assertThat(text(tuning)).isEqualTo(rule.text());
    }
  }

  @Test
  void aRuleWithoutConstantsHasNothingToTune() {
    try (MetaTuning tuning = new MetaTuning(BOWL, rule("-mt_0"), settings(5, "sgd", 0.1), 1)) {
      assertThat(tuning.done()).isTrue();
      assertThat(text(tuning)).isEqualTo("-mt_0");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"sgd", "adam", "snes"})
  void aRuleThatIsTooTimidBecomesBolder(String optimizer) {
    // Plain gradient descent with a rate of 0.1 * 1 on a bowl whose curvature is about 1 / 40.
    SymbolicRule timid = rule("-1.0 * g_0");
    double rate = optimizer.equals("sgd") ? 5 : 0.3;
    try (MetaTuning tuning = new MetaTuning(BOWL, timid, settings(20, optimizer, rate), 1)) {
      double untuned = Double.NaN;
      while (!tuning.done()) {
        tuning.step();
        if (Double.isNaN(untuned)) {
          untuned = tuning.progress().figures().getOrDefault("best", Double.NaN);
        }
      }
      Map<String, Double> figures = tuning.progress().figures();
      assertThat(figures).containsKeys("meta-loss", "held-out", "best");
      assertThat(figures.get("best")).isLessThan(0.8 * untuned);
      assertThat(tuning.result().constants()[0]).isLessThan(-2f);
      assertThat(tuning.progress().done()).isEqualTo(tuning.progress().total());
      assertThat(ExpressionText.parse(text(tuning), NAMES)).isEqualTo(tuning.result().expression());
    }
  }

  @Test
  void theUntunedRuleIsACandidate() {
    // A negative rate goes uphill: every epoch makes the rule more timid.
    SymbolicRule good = rule("-4.0 * g_0");
    MetaTuningSettings rough = new MetaTuningSettings(3, 10, 10, "sgd", -5, 1, 30);
    try (MetaTuning tuning = new MetaTuning(BOWL, good, rough, 1)) {
      finish(tuning);
      Map<String, Double> figures = tuning.progress().figures();
      assertThat(figures.get("held-out")).isGreaterThan(figures.get("best"));
      assertThat(text(tuning)).isEqualTo(good.text());
    }
  }

  @Test
  void anEpochThatDivergesIsAbandonedAndCounted() {
    SymbolicRule rule = rule("-1.0 * g_0");
    try (MetaTuning tuning = new MetaTuning(BOWL, rule, settings(4, "sgd", 1e30), 1)) {
      finish(tuning);
      assertThat(tuning.progress().figures().get("diverged")).isEqualTo(4);
      assertThat(text(tuning)).isEqualTo(rule.text());
    }
  }

  @Test
  void aRuleThatDivergesFromTheStartComesOutAsItWas() {
    SymbolicRule rule = rule("1.0 / (g_3 * 0.5)");
    try (MetaTuning tuning = new MetaTuning(BOWL, rule, settings(3, "adam", 0.1), 1)) {
      finish(tuning);
      assertThat(tuning.progress().figures())
          .containsEntry("diverged", 3.0)
          .doesNotContainKey("best");
      assertThat(text(tuning)).isEqualTo(rule.text());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"sgd", "adam", "snes"})
  void goingOnFromAnyCheckpointGivesTheSameBits(String optimizer) {
    SymbolicRule rule = rule("-tanh(0.5 * mt_0 + 0.3 * mt_2) - 1.0 * g_1");
    MetaTuningSettings settings = settings(5, optimizer, 0.05);
    List<byte[]> checkpoints = new ArrayList<>();
    List<String> whole = new ArrayList<>();
    try (MetaTuning tuning = new MetaTuning(BOWL, rule, settings, 3)) {
      while (!tuning.done()) {
        if (tuning.step()) {
          checkpoints.add(tuning.checkpoint());
          whole.add(text(tuning) + tuning.progress());
        }
      }
    }
    // One after the evaluation of the untuned rule, one per epoch.
    assertThat(checkpoints).hasSize(6);
    for (int from = 0; from < 6; from++) {
      List<String> resumed = new ArrayList<>();
      try (MetaTuning tuning = new MetaTuning(BOWL, rule, settings, 3, checkpoints.get(from))) {
        resumed.add(text(tuning) + tuning.progress());
        while (!tuning.done()) {
          if (tuning.step()) {
            resumed.add(text(tuning) + tuning.progress());
            assertThat(tuning.checkpoint()).isEqualTo(checkpoints.get(from + resumed.size() - 1));
          }
        }
      }
      assertThat(resumed).isEqualTo(whole.subList(from, 6));
    }
  }

  @Test
  void progressNeverGoesBackNorBeyondItsTotal() {
    SymbolicRule rule = rule("-1.0 * g_0");
    try (MetaTuning tuning = new MetaTuning(BOWL, rule, settings(4, "sgd", 0.1), 1)) {
      long last = -1;
      long total = tuning.progress().total();
      while (!tuning.done()) {
        assertThat(tuning.progress().done()).isGreaterThanOrEqualTo(last);
        last = tuning.progress().done();
        tuning.step();
        assertThat(tuning.progress().total()).isEqualTo(total);
      }
      assertThat(tuning.progress().done()).isEqualTo(total).isEqualTo(4 * 25 + 3 * 30);
    }
  }

  @Test
  void foreignCheckpointsAreRefused() {
    MetaTuningSettings settings = settings(1, "sgd", 0.1);
    byte[] checkpoint;
    try (MetaTuning tuning = new MetaTuning(BOWL, rule("-1.0 * g_0"), settings, 1)) {
      finish(tuning);
      checkpoint = tuning.checkpoint();
    }
    assertRefused(rule("-2.0 * g_0"), 1, checkpoint, "another tuning");
    assertRefused(rule("-1.0 * g_0"), 2, checkpoint, "another tuning");
    assertRefused(rule("-1.0 * g_0"), 1, new byte[40], "not a checkpoint of meta-tuning");
    assertRefused(
        rule("-1.0 * g_0"), 1, Arrays.copyOf(checkpoint, checkpoint.length - 1), "ends too soon");
  }

  private static void assertRefused(SymbolicRule rule, long seed, byte[] checkpoint, String why) {
    assertThatThrownBy(
            () -> new MetaTuning(BOWL, rule, settings(1, "sgd", 0.1), seed, checkpoint).close())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(why);
  }
}
