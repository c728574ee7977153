package io.symlab.experiment.recipe;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.symlab.experiment.recipe.RecipeValues.Range;
import io.symlab.model.meta.MetaTuningSettings;
import io.symlab.model.meta.RateSweep;
import io.symlab.model.rollout.RolloutSettings;
import io.symlab.model.rollout.Watch;
import io.symlab.model.rule.learned.RuleSettings;
import io.symlab.model.rule.symbolic.SymbolicForm;
import io.symlab.symbolic.formula.ExpressionText;
import java.util.List;
import java.util.Optional;

/** The section {@code meta-tune} of a recipe: how it is read, and how it is written back. */
final class MetaTuneKeys {
  private static final String FORMULA = "meta-tune.formula";
  private static final String RATES = "meta-tune.rates";
  private static final int MANY = 1_000_000;

  private MetaTuneKeys() {}

  /**
   * Reads the settings.
   *
   * @param unroll as read by whoever compares it with the steps
   */
  static MetaTuningSettings read(RecipeValues values, int steps, int unroll) {
    return new MetaTuningSettings(
        values.whole("meta-tune.epochs", 0, MANY),
        steps,
        unroll,
        values.choice("meta-tune.optimizer", List.of("sgd", "adam", "snes")),
        values.number("meta-tune.learning-rate", Range.positive(10)),
        values.whole("meta-tune.evaluate-every", 1, MANY),
        values.whole("meta-tune.evaluation-steps", 1, MANY),
        values.whole("meta-tune.held-out", 1, 1_000),
        new RateSweep(factors(values), values.flag("meta-tune.tune-rate")),
        values.flag("meta-tune.half-way"));
  }

  /** None where they are no sweep, which is told. */
  private static List<Double> factors(RecipeValues values) {
    List<Double> factors = values.numbers(RATES, Range.positive(1_000), 100);
    Optional<String> wrong = values.sound(RATES) ? RateSweep.problem(factors) : Optional.empty();
    wrong.ifPresent(what -> values.problem(RATES, what));
    return values.sound(RATES) ? factors : List.of();
  }

  /** The formula to tune instead of the front's choice; empty for none. */
  static String formula(RecipeValues values, RuleSettings rule, RolloutSettings rollouts) {
    if (values.sound("rule.features", "distill.window")) {
      // Only then is it known what the columns are called.
      values.parsed(FORMULA, text -> judge(text.strip(), Watch.of(rule, rollouts)));
    }
    return values.text(FORMULA, RecipeValues.LONGEST).strip();
  }

  /** Whatever throws here is told with the key. */
  private static boolean judge(String text, Watch watch) {
    if (SymbolicForm.NAMES.contains(text)) {
      SymbolicForm.named(text, watch.features(), watch.window());
    } else if (!text.isEmpty()) {
      try {
        ExpressionText.parse(text, watch.names());
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(
            e.getMessage() + " (named forms are " + String.join(", ", SymbolicForm.NAMES) + ")", e);
      }
    }
    return true;
  }

  static void write(ObjectNode node, MetaTuningSettings tuning, String formula) {
    node.put("formula", formula);
    node.put("epochs", tuning.epochs());
    node.put("steps", tuning.steps());
    node.put("unroll", tuning.unroll());
    node.put("optimizer", tuning.optimizer());
    node.put("learning-rate", tuning.learningRate());
    node.put("evaluate-every", tuning.evaluateEvery());
    node.put("evaluation-steps", tuning.evaluationSteps());
    node.put("held-out", tuning.heldOut());
    node.put("half-way", tuning.halfWay());
    tuning.rates().factors().forEach(node.putArray("rates")::add);
    node.put("tune-rate", tuning.rates().tuned());
  }
}
