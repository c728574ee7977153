package io.symlab.experiment.results;

import io.symlab.model.evaluate.Contestant;
import io.symlab.model.evaluate.ContestantRuns;
import io.symlab.model.evaluate.Evaluation;
import io.symlab.model.evaluate.EvaluationPlan;
import io.symlab.model.evaluate.Run;
import io.symlab.model.rule.handmade.HandMade;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * How the rules did on the held-out half, as {@code evaluation.json} has it: whole curves, so that
 * any figure can be made from it. Run i is the same problem for every rule.
 *
 * @param runs problems per rule
 * @param steps updates per run
 * @param rules in the order to show them; every swept rate of a baseline is an entry
 */
public record EvaluationFile(int runs, int steps, List<RuleRuns> rules) {
  private static final String SCHEMA = "symlab.evaluation/1";

  /**
   * One rule's runs.
   *
   * @param role {@code learned}, {@code distilled}, {@code formula} (the recipe's own), {@code
   *     tuned}, or a baseline's kind
   * @param name what tables call it, e.g. {@code adam 0.01}
   * @param learningRate of a baseline; NaN otherwise
   * @param formula of a symbolic rule: text that reads back; empty otherwise
   * @param curves [runs][steps] loss before each update; NaN from where a run diverged
   * @param diverged [runs] whether a loss or a parameter ceased to be finite
   * @param accuracy [runs] share of test examples right at the end; NaN where there is no such
   *     thing
   */
  public record RuleRuns(
      String role,
      String name,
      double learningRate,
      String formula,
      List<List<Double>> curves,
      List<Boolean> diverged,
      List<Double> accuracy) {
    public RuleRuns {
      curves = curves.stream().map(List::copyOf).toList();
      diverged = List.copyOf(diverged);
      accuracy = List.copyOf(accuracy);
      if (diverged.size() != curves.size() || accuracy.size() != curves.size()) {
        throw new IllegalArgumentException(
            name + " has " + curves.size() + " curves but other counts of outcomes");
      }
    }

    ContestantRuns contestant() {
      List<Run> runs = new ArrayList<>();
      for (int i = 0; i < curves.size(); i++) {
        double[] losses = curves.get(i).stream().mapToDouble(Double::doubleValue).toArray();
        runs.add(new Run(losses, diverged.get(i), accuracy.get(i)));
      }
      return new ContestantRuns(role, name, runs);
    }
  }

  public EvaluationFile {
    rules = List.copyOf(rules);
  }

  /**
   * What an evaluation has found.
   *
   * @param formulas text of the symbolic rules by their roles, e.g. {@code distilled}
   */
  public static EvaluationFile of(
      EvaluationPlan plan, Evaluation evaluation, Map<String, String> formulas) {
    List<RuleRuns> rules = new ArrayList<>();
    for (int i = 0; i < evaluation.rules().size(); i++) {
      ContestantRuns runs = evaluation.rules().get(i);
      Contestant contestant = plan.contestants().get(i);
      rules.add(
          new RuleRuns(
              runs.role(),
              runs.name(),
              contestant.rule() instanceof HandMade made && made.kind().equals(runs.role())
                  ? made.learningRate()
                  : Double.NaN,
              formulas.getOrDefault(runs.role(), ""),
              runs.runs().stream()
                  .map(run -> Arrays.stream(run.losses()).boxed().toList())
                  .toList(),
              runs.runs().stream().map(Run::diverged).toList(),
              runs.runs().stream().map(Run::accuracy).toList()));
    }
    return new EvaluationFile(plan.runs(), plan.steps(), rules);
  }

  /** For bands, ratios and choices. */
  public Evaluation evaluation() {
    return new Evaluation(rules.stream().map(RuleRuns::contestant).toList());
  }

  /** The hand-made rules that were swept, in their order. */
  public List<String> baselines() {
    return rules.stream()
        .filter(rule -> !Double.isNaN(rule.learningRate()))
        .map(RuleRuns::role)
        .distinct()
        .toList();
  }

  public byte[] toBytes() {
    return ResultJson.write(SCHEMA, this);
  }

  /**
   * Reads {@link #toBytes}'s form back.
   *
   * @throws ResultFormatException when it is damaged
   */
  public static EvaluationFile ofBytes(byte[] bytes, String origin) {
    return ResultJson.read(bytes, SCHEMA, EvaluationFile.class, origin);
  }
}
