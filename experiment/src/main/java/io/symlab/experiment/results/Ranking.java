package io.symlab.experiment.results;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * How members of a front did as optimizers, where the choice was made by that.
 *
 * @param trials the best first; empty where the front's own figures chose
 */
public record Ranking(List<TunedFile.Candidate> trials) {
  public static final Ranking NONE = new Ranking(List.of());

  public Ranking {
    trials = List.copyOf(trials);
  }

  public boolean isEmpty() {
    return trials.isEmpty();
  }

  /** The index of the row that was chosen; empty when there were no trials. */
  public OptionalInt chosen() {
    return trials.isEmpty() ? OptionalInt.empty() : OptionalInt.of(trials.get(0).row());
  }

  /** How a row of the front did; empty when it was not tried. */
  public Optional<TunedFile.Candidate> trial(int row) {
    return trials.stream().filter(trial -> trial.row() == row).findFirst();
  }

  /** What a row of the front reached in its trial; empty when it was not tried. */
  public OptionalDouble heldOut(int row) {
    return trials.stream()
        .filter(trial -> trial.row() == row)
        .mapToDouble(TunedFile.Candidate::heldOut)
        .findFirst();
  }

  /** Whether rates were tried beside rows, or rows on several problems. */
  public boolean rated() {
    return trials.stream().anyMatch(trial -> trial.factor() != 1 || trial.problems() != 1);
  }

  /** The factor of the recipe's scale at which a row reached that, by its index. */
  public Map<Integer, Double> factors() {
    Map<Integer, Double> reached = new LinkedHashMap<>();
    trials.forEach(trial -> reached.putIfAbsent(trial.row(), trial.factor()));
    return reached;
  }

  /** What was reached, by the row's index. */
  public Map<Integer, Double> heldOut() {
    Map<Integer, Double> reached = new LinkedHashMap<>();
    trials.forEach(trial -> reached.putIfAbsent(trial.row(), trial.heldOut()));
    return reached;
  }
}
