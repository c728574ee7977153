package io.symlab.experiment.direct;

import io.symlab.experiment.LabException;
import io.symlab.experiment.recipe.Recipe;
import io.symlab.experiment.results.EvaluationFile;
import io.symlab.model.evaluate.Contestant;
import io.symlab.model.evaluate.ContestantRuns;
import io.symlab.model.evaluate.Evaluation;
import io.symlab.model.evaluate.EvaluationPlan;
import io.symlab.model.evaluate.EvaluationSettings;
import io.symlab.model.evaluate.Run;
import io.symlab.model.optimizee.Optimizee;
import io.symlab.model.rollout.Rollout;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/**
 * Any rules, run on the same problems of the held-out half: run i has the same parameters to begin
 * with and the same batches for every rule.
 *
 * @param rules in the order in which they were named; the first is what the others are measured by
 * @param file whole curves of every point
 */
public record Comparison(List<NamedRule> rules, EvaluationFile file) {
  /** One rule of a comparison, at the best of its rates where it has several. */
  public record Line(NamedRule rule, ContestantRuns best) {
    /** Whether the best rate of the sweep is its first or last: there may be a better one. */
    public boolean atEdge() {
      return rule.isSweep()
          && (best.name().equals(rule.points().get(0).name())
              || best.name().equals(rule.points().get(rule.points().size() - 1).name()));
    }
  }

  /**
   * Runs them.
   *
   * @param recipe the problem and the seed
   * @param asked whether to stop now
   * @return empty when it was asked to stop
   */
  public static Optional<Comparison> run(
      List<NamedRule> rules,
      Recipe recipe,
      int runs,
      int steps,
      int threads,
      BooleanSupplier asked,
      JobProgress.Listener listener)
      throws LabException, IOException, InterruptedException {
    List<Contestant> contestants =
        rules.stream().flatMap(rule -> rule.contestants().stream()).toList();
    EvaluationPlan plan =
        EvaluationPlan.of(new EvaluationSettings(runs, steps, Map.of()), contestants);
    List<Run> ended = new ArrayList<>();
    var work =
        new Rollouts.Work<Run>() {
          @Override
          public Rollout open(Optimizee optimizee, int index) {
            return plan.open(optimizee, recipe.seed(), plan.task(index));
          }

          @Override
          public Run result(Rollout done) {
            return Run.of(done);
          }
        };
    boolean whole =
        new Rollouts(recipe.optimizee(), threads, asked, listener)
            .run(plan.size(), steps, work, (index, run) -> ended.add(run));
    if (!whole) {
      return Optional.empty();
    }
    Map<String, String> formulas =
        rules.stream().collect(Collectors.toMap(NamedRule::label, NamedRule::formula));
    return Optional.of(
        new Comparison(rules, EvaluationFile.of(plan, plan.evaluation(ended), formulas)));
  }

  /** One line per rule, in the order in which they were named. */
  public List<Line> lines() {
    Evaluation evaluation = file.evaluation();
    return rules.stream()
        .map(rule -> new Line(rule, evaluation.best(rule.label()).orElseThrow()))
        .toList();
  }
}
