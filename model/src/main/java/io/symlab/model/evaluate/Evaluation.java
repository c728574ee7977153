package io.symlab.model.evaluate;

import io.symlab.model.optimizee.Optimizee;
import io.symlab.model.rule.UpdateRule;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * How rules did on the same held-out problems, and how they compare.
 *
 * <pre>{@code
 * Evaluation evaluation =
 *     Evaluation.of(optimizee, EvaluationSettings.defaults(), 1, optimizer, formula);
 * for (ContestantRuns rule : evaluation.rules()) {
 *   System.out.println(rule.name() + " " + rule.last10());
 * }
 * }</pre>
 *
 * @param rules in the order of the plan's contestants
 */
public record Evaluation(List<ContestantRuns> rules) {
  /** Fewer diverged runs first, then the lower mean of the others' last-10 losses. */
  private static final Comparator<ContestantRuns> BETTER =
      Comparator.comparingInt(ContestantRuns::divergedRuns)
          .thenComparingDouble(
              rule ->
                  rule.runs().stream()
                      .mapToDouble(Run::last10)
                      .filter(Double::isFinite)
                      .average()
                      .orElse(Double.POSITIVE_INFINITY));

  public Evaluation {
    rules = List.copyOf(rules);
  }

  /**
   * Evaluates rules, and the settings' baselines beside them, in this thread. A rule's role is its
   * name.
   *
   * @param seed fixes the problems
   */
  public static Evaluation of(
      Optimizee optimizee, EvaluationSettings settings, long seed, UpdateRule... rules) {
    return EvaluationPlan.of(settings, Arrays.stream(rules).map(Contestant::of).toList())
        .evaluate(optimizee, seed);
  }

  /**
   * The best of a role: of a sweep, the learning rate to compare with. The first of equals; empty
   * when nobody has the role.
   */
  public Optional<ContestantRuns> best(String role) {
    return rules.stream().filter(rule -> rule.role().equals(role)).min(BETTER);
  }

  /** The last-10 losses of a rule over those of another. */
  public static PairedRatio ratio(ContestantRuns rule, ContestantRuns other) {
    return PairedRatio.of(rule.last10PerRun(), other.last10PerRun());
  }

  /**
   * Median over runs of the steps that a rule takes until the mean of its last 10 losses is at or
   * below another's at the end of the same run; infinite when most never get there.
   */
  public static double stepsToReach(ContestantRuns rule, ContestantRuns other) {
    double[] targets = other.last10PerRun();
    double[] steps =
        IntStream.range(0, targets.length)
            .mapToDouble(i -> rule.runs().get(i).stepsToReach(targets[i]))
            .toArray();
    return PairedRatio.median(steps);
  }

  /**
   * How many times as fast a rule gets as far as another does: the steps that the other's runs have
   * over {@link #stepsToReach}; 0 when most runs never get there.
   */
  public static double speedUp(ContestantRuns rule, ContestantRuns other) {
    return other.runs().get(0).losses().length / stepsToReach(rule, other);
  }
}
