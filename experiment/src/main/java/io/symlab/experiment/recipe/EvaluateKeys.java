package io.symlab.experiment.recipe;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.symlab.experiment.recipe.RecipeValues.Range;
import io.symlab.model.evaluate.EvaluationSettings;
import io.symlab.model.rule.handmade.HandMade;
import io.symlab.model.rule.handmade.RateSchedule;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The section {@code evaluate} of a recipe: how it is read, and how it is written back. */
final class EvaluateKeys {
  /** What a recipe writes for the usual rates of a kind. */
  private static final String SWEEP = "sweep";

  private EvaluateKeys() {}

  static EvaluationSettings read(RecipeValues values) {
    Map<String, List<Double>> baselines = new LinkedHashMap<>();
    for (String kind : HandMade.KINDS) {
      List<Double> rates = rates(values, kind);
      if (!rates.isEmpty()) {
        baselines.put(kind, rates);
      }
    }
    return new EvaluationSettings(
        values.whole("evaluate.runs", 1, 10_000),
        values.whole("evaluate.steps", 1, 1_000_000),
        baselines,
        values.choices(
            "evaluate.schedules",
            RateSchedule.keys(),
            RateSchedule::named,
            RateSchedule.values().length));
  }

  private static List<Double> rates(RecipeValues values, String kind) {
    String path = "evaluate.baselines." + kind;
    return values.says(path, SWEEP)
        ? HandMade.sweep(kind)
        : values.numbers(path, Range.positive(1_000), 100);
  }

  /** Writes the section; rates in full, so that a frozen recipe keeps what it was run with. */
  static void write(ObjectNode node, EvaluationSettings settings) {
    node.put("runs", settings.runs());
    node.put("steps", settings.steps());
    ArrayNode schedules = node.putArray("schedules");
    settings.schedules().forEach(schedule -> schedules.add(schedule.key()));
    ObjectNode baselines = node.putObject("baselines");
    for (String kind : HandMade.KINDS) {
      // An empty list is written too: a missing one would mean the default.
      settings.baselines().getOrDefault(kind, List.of()).forEach(baselines.putArray(kind)::add);
    }
  }
}
