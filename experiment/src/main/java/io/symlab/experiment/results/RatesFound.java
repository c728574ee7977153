package io.symlab.experiment.results;

import java.util.List;

/**
 * The rates that a trial found by sweeping and tuning, as factors of the recipe's scale.
 *
 * @param distilled the best of the sweep for the formula that was chosen
 * @param tuned the formula's after tuning; of the recipe's scale, not of the swept rate
 * @param learned the best of the sweep for the learned optimizer
 * @param factors that were tried, rising; empty where nothing was swept
 * @param problems of the held-out half that it was decided on
 * @param steps of each run
 * @param taken steps of the optimizee that all trials took: of every formula at every rate that was
 *     run, and of the learned optimizer
 * @param ofFormula how the chosen formula did at each factor
 * @param ofLearned how the learned optimizer did at each factor
 */
public record RatesFound(
    double distilled,
    double tuned,
    double learned,
    List<Double> factors,
    int problems,
    int steps,
    long taken,
    List<Tried> ofFormula,
    List<Tried> ofLearned) {
  /** Of trials before there was a sweep: everything at the recipe's scale. */
  public static final RatesFound NONE =
      new RatesFound(1, 1, 1, List.of(), 1, 0, 0, List.of(), List.of());

  /**
   * A rule at one rate.
   *
   * @param factor of the recipe's scale
   * @param problems that it ran on: fewer than all where others were better on those
   * @param heldOut mean over them of the mean of the last ten losses; infinite where it diverged
   */
  public record Tried(double factor, int problems, double heldOut) {}

  public RatesFound {
    factors = List.copyOf(factors);
    ofFormula = List.copyOf(ofFormula);
    ofLearned = List.copyOf(ofLearned);
  }

  /** Whether rates were swept. */
  public boolean swept() {
    return !factors.isEmpty();
  }

  /**
   * The factor of a role, {@code learned}, {@code distilled} (or {@code evolved}, {@code formula}),
   * {@code tuned}.
   */
  public double of(String role) {
    return switch (role) {
      case "learned" -> learned;
      case "distilled", "evolved", "formula" -> distilled;
      case "tuned" -> tuned;
      default -> 1;
    };
  }

  /** Whether a swept factor is the smallest or the largest tried: there may be a better one. */
  public boolean atEdge(double factor) {
    return swept() && (factor == factors.get(0) || factor == factors.get(factors.size() - 1));
  }
}
