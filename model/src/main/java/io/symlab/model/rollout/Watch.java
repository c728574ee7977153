package io.symlab.model.rollout;

import io.symlab.model.rule.features.Feature;
import io.symlab.model.rule.features.SampleNames;
import io.symlab.model.rule.learned.RuleSettings;
import io.symlab.model.rule.symbolic.SymbolicRule;
import io.symlab.symbolic.export.Formula;
import io.symlab.symbolic.expression.Signals;
import java.util.List;

/**
 * What is written down of a rollout: which features of how many coordinates, over which window.
 *
 * @param features in the order of the columns
 * @param window k, the newest steps in a sample
 * @param coordinates random coordinates per parameter group; all, when a group has fewer
 * @param scale base rate that updates are divided by to give y, 0.01 as published; a rule that has
 *     learned rates of its own is divided by those
 */
public record Watch(List<Feature> features, int window, int coordinates, double scale) {
  public Watch {
    features = List.copyOf(features);
    if (features.isEmpty() || window < 1 || coordinates < 1 || !(scale > 0)) {
      throw new IllegalArgumentException(
          "a watched rollout needs a feature, a window and coordinates of at least 1 and a"
              + " positive scale, has "
              + features
              + ", "
              + window
              + ", "
              + coordinates
              + ", "
              + scale);
    }
  }

  /** As a recipe says; without features of its own, those that the learned optimizer sees. */
  public static Watch of(RuleSettings rule, RolloutSettings rollouts) {
    List<Feature> features = rollouts.features().isEmpty() ? rule.features() : rollouts.features();
    return new Watch(features, rollouts.window(), rollouts.coordinates(), rule.scale());
  }

  /**
   * A formula that was found in such samples, as a rule at work.
   *
   * @param name what tables and plots call it
   * @throws IllegalArgumentException when the formula is over other columns
   */
  public SymbolicRule rule(String name, Formula formula) {
    if (!formula.columns().equals(names())) {
      throw new IllegalArgumentException(
          "a formula over " + formula.columns() + " is none of samples with " + names());
    }
    return new SymbolicRule(name, formula.expression(), features, window, scale, formula.signals());
  }

  /** Columns of a sample: window * F features, then y. */
  public int width() {
    return window * features.size() + 1;
  }

  /** The columns of x. */
  public List<String> names() {
    return SampleNames.of(features, window);
  }

  /** The columns of x as signals, one per feature. */
  public Signals signals() {
    return SampleNames.signals(features, window);
  }
}
