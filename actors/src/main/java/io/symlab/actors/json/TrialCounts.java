package io.symlab.actors.json;

import io.symlab.experiment.RunState;
import io.symlab.proto.ExperimentView;
import io.symlab.proto.TrialView;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * How many trials of an experiment stand how.
 *
 * @param byState by the states' words; none is 0
 */
public record TrialCounts(SortedMap<String, Integer> byState) {
  /** Of a view with trials, or with their counts alone. */
  public static TrialCounts of(ExperimentView experiment) {
    var counts = new TreeMap<>(experiment.getCountsMap());
    if (counts.isEmpty()) { // from a lab of 0.1.0
      for (TrialView trial : experiment.getTrialsList()) {
        counts.merge(trial.getState(), 1, Integer::sum);
      }
    }
    return new TrialCounts(counts);
  }

  /** All of them. */
  public int all() {
    return byState.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** Those that will not change any more. */
  public int ended() {
    return byState.entrySet().stream()
        .filter(count -> RunState.ended(count.getKey()))
        .mapToInt(count -> count.getValue())
        .sum();
  }

  /** E.g. {@code 12 trials: 3 done, 2 running, 7 waiting}. */
  public String line() {
    String counted =
        byState.entrySet().stream()
            .map(count -> count.getValue() + " " + count.getKey())
            .collect(Collectors.joining(", "));
    return all() + (all() == 1 ? " trial: " : " trials: ") + counted;
  }
}
