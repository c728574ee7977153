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
  private static final String SCHEMA = "symlab.evaluation/2";

  /** The form without factors, in which what has none is still written. */
  private static final String WITHOUT_FACTORS = "symlab.evaluation/1";

  /** Ends the role of a rule at the best rate of a sweep: {@code learned-swept}. */
  private static final String SWEPT = "-swept";

  /**
   * One rule's runs.
   *
   * @param role {@code learned}, {@code distilled}, {@code evolved}, {@code formula} (the recipe's
   *     own), {@code tuned}, or a baseline's role ({@code adam}, {@code adam-cosine}); {@code
   *     learned-swept}, {@code distilled-swept} and so on at the rate that a sweep on other
   *     problems found, where it is another
   * @param name what tables call it, e.g. {@code adam 0.01}
   * @param learningRate of a baseline; NaN otherwise
   * @param formula of a symbolic rule: text that reads back; empty otherwise
   * @param curves [runs][steps] loss before each update; NaN from where a run diverged
   * @param diverged [runs] whether a loss or a parameter ceased to be finite
   * @param accuracy [runs] share of test examples right at the end; NaN where there is no such
   *     thing
   * @param factor of the recipe's scale at which it ran
   */
  public record RuleRuns(
      String role,
      String name,
      double learningRate,
      String formula,
      List<List<Double>> curves,
      List<Boolean> diverged,
      List<Double> accuracy,
      double factor) {
    /** At the recipe's scale. */
    public RuleRuns(
        String role,
        String name,
        double learningRate,
        String formula,
        List<List<Double>> curves,
        List<Boolean> diverged,
        List<Double> accuracy) {
      this(role, name, learningRate, formula, curves, diverged, accuracy, 1);
    }

    public RuleRuns {
      curves = curves.stream().map(List::copyOf).toList();
      diverged = List.copyOf(diverged);
      accuracy = List.copyOf(accuracy);
      if (diverged.size() != curves.size() || accuracy.size() != curves.size()) {
        throw new IllegalArgumentException(
            name + " has " + curves.size() + " curves but other counts of outcomes");
      }
    }

    private Plain plain() {
      return new Plain(role, name, learningRate, formula, curves, diverged, accuracy);
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

  /** A rule's runs as files have them without factors. */
  private record Plain(
      String role,
      String name,
      double learningRate,
      String formula,
      List<List<Double>> curves,
      List<Boolean> diverged,
      List<Double> accuracy) {
    RuleRuns runs() {
      return new RuleRuns(role, name, learningRate, formula, curves, diverged, accuracy);
    }
  }

  /** The file without factors. */
  private record Unrated(int runs, int steps, List<Plain> rules) {}

  public EvaluationFile {
    rules = List.copyOf(rules);
  }

  /** The role of a formula that a front is of, {@code distilled} or {@code evolved}. */
  public static String found(FrontFile front) {
    return front.evolved() ? "evolved" : "distilled";
  }

  /** The role of a rule at the rate that a sweep found for it. */
  public static String swept(String role) {
    return role + SWEPT;
  }

  /** Whether a role is that of a rule at a swept rate. */
  public static boolean isSwept(String role) {
    return role.endsWith(SWEPT);
  }

  /** The role without the word that its rate was swept. */
  public static String plain(String role) {
    return isSwept(role) ? role.substring(0, role.length() - SWEPT.length()) : role;
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
              contestant.rule() instanceof HandMade made && made.role().equals(runs.role())
                  ? made.learningRate()
                  : Double.NaN,
              formulas.getOrDefault(plain(runs.role()), ""),
              runs.runs().stream()
                  .map(run -> Arrays.stream(run.losses()).boxed().toList())
                  .toList(),
              runs.runs().stream().map(Run::diverged).toList(),
              runs.runs().stream().map(Run::accuracy).toList(),
              contestant.factor()));
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
    return rules.stream().allMatch(rule -> rule.factor() == 1)
        ? ResultJson.write(
            WITHOUT_FACTORS, new Unrated(runs, steps, rules.stream().map(RuleRuns::plain).toList()))
        : ResultJson.write(SCHEMA, this);
  }

  /**
   * Reads {@link #toBytes}'s form back.
   *
   * @throws ResultFormatException when it is damaged
   */
  public static EvaluationFile ofBytes(byte[] bytes, String origin) {
    if (ResultJson.is(bytes, SCHEMA)) {
      return ResultJson.read(bytes, SCHEMA, EvaluationFile.class, origin);
    }
    Unrated old = ResultJson.read(bytes, WITHOUT_FACTORS, Unrated.class, origin);
    return new EvaluationFile(old.runs, old.steps, old.rules.stream().map(Plain::runs).toList());
  }
}
