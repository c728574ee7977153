package io.symlab.model.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.symlab.model.optimizee.Bowl;
import io.symlab.model.rule.features.Feature;
import io.symlab.model.rule.handmade.HandMade;
import io.symlab.model.rule.learned.LearnedOptimizer;
import io.symlab.model.rule.learned.RuleSettings;
import io.symlab.symbolic.export.Formula;
import io.symlab.symbolic.expression.Signals;
import io.symlab.symbolic.formula.ExpressionText;
import io.symlab.symbolic.regression.RegressionData;
import io.symlab.symbolic.sample.Samples;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RolloutSamplesTest {
  private static final Bowl BOWL = new Bowl();
  private static final RolloutSettings SETTINGS =
      RolloutSettings.defaults().withRollouts(2, 1, 1).withSteps(30).withWindow(3);

  private static List<Float> targets(Watch watch, int index) {
    List<Float> targets = new ArrayList<>();
    try (Rollout run = Rollout.watched(BOWL, HandMade.momentum(0.1), 30, watch, 7, index)) {
      run.finish();
      run.drain()
          .forEach(
              piece -> {
                for (int row = 1; row <= piece.rows(); row++) {
                  targets.add(piece.values()[row * piece.width() - 1]);
                }
              });
    }
    return targets;
  }

  private static List<Float> targets(Samples samples) {
    List<Float> targets = new ArrayList<>();
    for (int row = 0; row < samples.rows(); row++) {
      targets.add(samples.target()[row]);
    }
    return targets;
  }

  @Test
  void wholeRolloutsAreSetApartInTheirOrder() {
    Watch watch = new Watch(List.of(Feature.G, Feature.MT), 3, 10, 0.01);
    RolloutSamples samples = RolloutSamples.of(BOWL, HandMade.momentum(0.1), SETTINGS, watch, 7);

    List<Float> first = targets(watch, 0);
    first.addAll(targets(watch, 1));
    assertThat(targets(samples.train())).isEqualTo(first);
    assertThat(targets(samples.validation())).isEqualTo(targets(watch, 2));
    assertThat(targets(samples.test())).isEqualTo(targets(watch, 3));
  }

  @Test
  void aRegressionGetsTheRowsWithTheirUses() {
    LearnedOptimizer learned = LearnedOptimizer.initial(RuleSettings.rnnprop(), 1);
    RolloutSamples samples = RolloutSamples.of(BOWL, learned, SETTINGS, 7);
    RegressionData data = samples.data();

    assertThat(data.names()).containsExactly("mt_0", "gt_0", "mt_1", "gt_1", "mt_2", "gt_2");
    assertThat(data.signals().isEmpty()).isTrue();
    assertThat(data.search()).isSameAs(samples.train());
    assertThat(data.validation()).isSameAs(samples.validation());
    assertThat(data.test()).isSameAs(samples.test());
    assertThat(samples.dataWithMemory().signals().isEmpty()).isFalse();
  }

  @Test
  void aFormulaThatIsFoundGoesToWorkAtTheScaleOfItsTeacher() {
    RuleSettings bold = RuleSettings.rnnprop().withScale(0.5);
    Watch watch = Watch.of(bold, SETTINGS);
    Formula found =
        Formula.of(ExpressionText.parse("2", watch.names()), watch.names(), Signals.NONE);
    float[] update = new float[1];
    watch.rule("two", found).start(1).update(new float[] {1}, 1, update);

    assertThat(update[0]).isEqualTo(1);
    assertThat(watch.rule("two", found).name()).isEqualTo("two");
    Watch other = Watch.of(bold, SETTINGS.withWindow(4));
    assertThatThrownBy(() -> other.rule("two", found))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("gt_3");
  }
}
