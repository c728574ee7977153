package io.symlab.model.meta;

import static org.assertj.core.api.Assertions.assertThat;

import io.symlab.model.optimizee.Bowl;
import io.symlab.model.rule.features.Feature;
import io.symlab.model.rule.symbolic.AdamLike;
import io.symlab.model.rule.symbolic.ConstantShares;
import io.symlab.model.rule.symbolic.SymbolicForm;
import io.symlab.model.rule.symbolic.SymbolicRule;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tuning improves each named form, and leaves it one. */
class MetaTuningFormsTest {
  private static final Bowl BOWL = new Bowl();
  private static final int WINDOW = 3;

  private static double[] beforeAndAfter(SymbolicForm form, List<Feature> features, double scale) {
    var rule = new SymbolicRule("form", form.expression(), features, WINDOW, scale);
    var settings = new MetaTuningSettings(15, 25, 10, "adam", 0.03, 3, 30);
    var tuning = new MetaTuning(BOWL, rule, form.shares(), settings, 1);
    double untuned = Double.NaN;
    while (!tuning.done()) {
      tuning.step();
      if (Double.isNaN(untuned)) {
        untuned = tuning.progress().figures().getOrDefault("best", Double.NaN);
      }
    }
    double tuned = tuning.progress().figures().get("best");
    assertThat(tuning.result().text()).isNotEqualTo(rule.text());
    assertKeepsItsForm(form.shares(), rule.constants(), tuning.result().constants());
    tuning.close();
    return new double[] {untuned, tuned};
  }

  private static void assertKeepsItsForm(ConstantShares shares, float[] before, float[] after) {
    Map<Integer, Float> values = new HashMap<>();
    for (int i = 0; i < after.length; i++) {
      int parameter = shares.parameter()[i];
      if (parameter == ConstantShares.FIXED) {
        assertThat(after[i]).isEqualTo(before[i]);
      } else {
        Float same = values.putIfAbsent(parameter, after[i]);
        assertThat(after[i]).isEqualTo(same == null ? after[i] : same);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"reparameterised", "power-series"})
  void aSumOverTheWindowImproves(String name) {
    List<Feature> features = List.of(Feature.MT, Feature.GT);
    SymbolicForm form = SymbolicForm.named(name, features, WINDOW);
    double[] losses = beforeAndAfter(form, features, 0.02);
    assertThat(losses[1]).isLessThan(0.98 * losses[0]);
  }

  @Test
  void theAdamLikeQuotientImproves() {
    // Of the features at hand: an average of g over a small number that rises.
    SymbolicForm form = AdamLike.of(0, 1, 0.2);
    double[] losses = beforeAndAfter(form, List.of(Feature.MOM9, Feature.T), 0.1);
    assertThat(losses[1]).isLessThan(0.98 * losses[0]);
  }
}
