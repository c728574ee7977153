package io.symlab.model.evaluate;

import io.symlab.model.rule.handmade.HandMade;
import io.symlab.model.rule.handmade.RateSchedule;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How rules are compared.
 *
 * @param runs problems on the held-out half, the same for every rule
 * @param steps updates per run
 * @param baselines hand-made rules by their {@link io.symlab.model.rule.handmade.HandMade#KINDS
 *     kind}, and the learning rates to sweep
 * @param schedules that each of them is tried on
 */
public record EvaluationSettings(
    int runs, int steps, Map<String, List<Double>> baselines, List<RateSchedule> schedules) {
  public EvaluationSettings {
    baselines = Map.copyOf(baselines);
    schedules = List.copyOf(schedules);
  }

  /** With constant rates. */
  public EvaluationSettings(int runs, int steps, Map<String, List<Double>> baselines) {
    this(runs, steps, baselines, List.of(RateSchedule.CONSTANT));
  }

  /** 3 runs of 300 steps, beside Adam, momentum and SGD at their usual rates. */
  public static EvaluationSettings defaults() {
    return new EvaluationSettings(3, 300, Map.of()).withBaselines("adam", "momentum", "sgd");
  }

  /** The same with as many runs. */
  public EvaluationSettings withRuns(int count) {
    return new EvaluationSettings(count, steps, baselines, schedules);
  }

  /** The same with as many updates per run. */
  public EvaluationSettings withSteps(int updates) {
    return new EvaluationSettings(runs, updates, baselines, schedules);
  }

  /** The same beside hand-made rules of these kinds at their usual rates, or beside none. */
  public EvaluationSettings withBaselines(String... kinds) {
    Map<String, List<Double>> usual = new LinkedHashMap<>();
    for (String kind : kinds) {
      usual.put(kind, HandMade.sweep(kind));
    }
    return new EvaluationSettings(runs, steps, usual, schedules);
  }
}
