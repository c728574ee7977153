package io.symlab.experiment.recipe;

import io.symlab.model.rollout.Watch;
import io.symlab.model.rule.symbolic.SymbolicForm;
import io.symlab.model.rule.symbolic.SymbolicRule;
import io.symlab.symbolic.formula.ExpressionText;

/** Makes update rules of formulas over the columns of a recipe's samples. */
public final class FormulaRules {
  private FormulaRules() {}

  /**
   * A formula as an update rule.
   *
   * @param text over the columns of the recipe's samples
   */
  public static SymbolicRule rule(String name, String text, Recipe recipe) {
    Watch watch = Watch.of(recipe.rule(), recipe.rollouts());
    return new SymbolicRule(
        name,
        ExpressionText.parse(text, watch.names(), recipe.search().signals()),
        watch.features(),
        watch.window(),
        watch.scale(),
        recipe.search().signals());
  }

  /**
   * A named form over the columns of the recipe's samples.
   *
   * @param name one of {@link SymbolicForm#NAMES}
   */
  public static SymbolicForm form(String name, Recipe recipe) {
    Watch watch = Watch.of(recipe.rule(), recipe.rollouts());
    return SymbolicForm.named(name, watch.features(), watch.window());
  }

  /** A form as an update rule. */
  public static SymbolicRule rule(String name, SymbolicForm form, Recipe recipe) {
    Watch watch = Watch.of(recipe.rule(), recipe.rollouts());
    return new SymbolicRule(
        name, form.expression(), watch.features(), watch.window(), watch.scale());
  }
}
