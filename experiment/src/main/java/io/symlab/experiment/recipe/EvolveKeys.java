package io.symlab.experiment.recipe;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.symlab.model.evolve.EvolutionSettings;
import io.symlab.model.evolve.Founder;
import io.symlab.model.rollout.RolloutSettings;
import io.symlab.model.rollout.Watch;
import io.symlab.model.rule.learned.RuleSettings;
import io.symlab.symbolic.expression.Signals;
import java.util.List;

/** The section {@code evolve} of a recipe: how it is read, and how it is written back. */
final class EvolveKeys {
  private static final String BUDGET = "evolve.budget";
  private static final String FROM = "evolve.from";
  private static final int MANY = 1_000_000;

  private EvolveKeys() {}

  static EvolutionSettings read(RecipeValues values, RuleSettings rule, RolloutSettings rollouts) {
    long budget = values.wide(BUDGET, 0, Long.MAX_VALUE / 2);
    List<RecipeValues.Placed> from = values.placed(FROM);
    int steps = values.whole("evolve.steps", 1, MANY);
    int problems = values.whole("evolve.problems", 1, 1_000);
    if (values.sound(FROM) && !from.isEmpty()) {
      judge(values, from, rule, rollouts);
      if (budget == 0 && values.sound(BUDGET)) {
        values.problem(
            FROM, "is where a search starts, and there is none: give it steps by " + BUDGET);
      }
    }
    if (budget > 0 && budget < (long) steps * problems) {
      values.problem(
          BUDGET,
          "is less than one formula takes, evolve.steps times evolve.problems, "
              + (long) steps * problems);
    }
    return new EvolutionSettings(
        budget,
        from.stream().map(one -> one.text().strip()).toList(),
        steps,
        problems,
        values.whole("evolve.islands", 1, 1_000),
        values.whole("evolve.population", 4, 100_000));
  }

  /** What is no rule over the samples' columns is told with its line. */
  private static void judge(
      RecipeValues values,
      List<RecipeValues.Placed> from,
      RuleSettings rule,
      RolloutSettings rollouts) {
    if (!values.text("meta-train.from", RecipeValues.LONGEST).isEmpty()) {
      values.problem(
          FROM,
          "starts without a learned optimizer, and meta-train.from names one: leave one of them out");
    }
    if (!values.text("distill.template", RecipeValues.LONGEST).isBlank()) {
      values.problem(
          FROM, "names rules of any form, distill.template one form: leave one of them out");
    }
    if (!values.sound(RuleKeys.DECISIVE) || !values.sound("distill.window")) {
      return; // It is not known what the columns are called.
    }
    Watch watch = Watch.of(rule, rollouts);
    Signals signals = MemoryKey.signals(values, watch);
    for (RecipeValues.Placed one : from) {
      try {
        Founder.named(one.text().strip(), watch.names(), signals, watch.scale());
      } catch (IllegalArgumentException e) {
        values.problem(FROM, one.origin(), e.getMessage());
      }
    }
  }

  static void write(ObjectNode node, EvolutionSettings settings) {
    node.put("budget", settings.budget());
    settings.from().forEach(node.putArray("from")::add);
    node.put("steps", settings.steps());
    node.put("problems", settings.problems());
    node.put("islands", settings.islands());
    node.put("population", settings.population());
  }
}
