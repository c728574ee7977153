package io.symlab.model.evaluate;

import io.symlab.model.rule.handmade.HandMade;
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
 */
public record EvaluationSettings(int runs, int steps, Map<String, List<Double>> baselines) {
  public EvaluationSettings {
    baselines = Map.copyOf(baselines);
  }

  /** 3 runs of 300 steps, beside Adam, momentum and SGD at their usual rates. */
  public static EvaluationSettings defaults() {
    return new EvaluationSettings(3, 300, Map.of()).withBaselines("adam", "momentum", "sgd");
  }

  /** The same with as many runs. */
  public EvaluationSettings withRuns(int count) {
    return new EvaluationSettings(count, steps, baselines);
  }

  /** The same with as many updates per run. */
  public EvaluationSettings withSteps(int updates) {
    return new EvaluationSettings(runs, updates, baselines);
  }

  /** The same beside hand-made rules of these kinds at their usual rates, or beside none. */
  public EvaluationSettings withBaselines(String... kinds) {
    Map<String, List<Double>> usual = new LinkedHashMap<>();
    for (String kind : kinds) {
      usual.put(kind, HandMade.sweep(kind));
    }
    return new EvaluationSettings(runs, steps, usual);
  }
}
