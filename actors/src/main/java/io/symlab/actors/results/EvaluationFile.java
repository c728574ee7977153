package io.symlab.actors.results;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

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

  /** What an evaluated rule is. */
  public enum Kind {
    LEARNED,
    DISTILLED,
    TUNED,
    BASELINE
  }

  /**
   * One rule's runs.
   *
   * @param name what tables call it, e.g. {@code adam 0.01}
   * @param kind where it comes from
   * @param family baseline: the hand-made rule, e.g. {@code adam}; empty otherwise
   * @param learningRate baseline: the rate; NaN otherwise
   * @param expression distilled and tuned: the formula; empty otherwise
   * @param curves [runs][steps] loss before each update; a run that is no longer finite goes on as
   *     NaN
   * @param accuracy [runs] share of test examples right after the last step; empty where there is
   *     no such thing
   */
  public record RuleRuns(
      String name,
      Kind kind,
      String family,
      double learningRate,
      String expression,
      List<List<Double>> curves,
      List<Double> accuracy) {
    public RuleRuns {
      curves = curves.stream().map(List::copyOf).toList();
      accuracy = List.copyOf(accuracy);
    }

    /** Mean of a run's last ten losses; NaN when it diverged. */
    public double lastTen(int run) {
      List<Double> curve = curves.get(run);
      return curve.subList(Math.max(0, curve.size() - 10), curve.size()).stream()
          .mapToDouble(Double::doubleValue)
          .average()
          .orElse(Double.NaN);
    }

    /** Mean over runs of the last ten losses; infinite when a run diverged. */
    public double lastTen() {
      double sum = 0;
      for (int run = 0; run < curves.size(); run++) {
        sum += lastTen(run);
      }
      double mean = sum / curves.size();
      return Double.isFinite(mean) ? mean : Double.POSITIVE_INFINITY;
    }

    /** The runs whose loss did not stay finite. */
    public List<Integer> diverged() {
      List<Integer> diverged = new ArrayList<>();
      for (int run = 0; run < curves.size(); run++) {
        if (curves.get(run).stream().anyMatch(loss -> !Double.isFinite(loss))) {
          diverged.add(run);
        }
      }
      return diverged;
    }
  }

  public EvaluationFile {
    rules = List.copyOf(rules);
  }

  /** The first rule of a kind. */
  public Optional<RuleRuns> of(Kind kind) {
    return rules.stream().filter(rule -> rule.kind() == kind).findFirst();
  }

  /** A baseline at the best of its swept rates: the least mean of the last ten losses. */
  public Optional<RuleRuns> best(String family) {
    return rules.stream()
        .filter(rule -> rule.kind() == Kind.BASELINE && rule.family().equals(family))
        .min(Comparator.comparingDouble(RuleRuns::lastTen));
  }

  /** The hand-made rules that were swept, in their order. */
  public List<String> families() {
    return rules.stream()
        .filter(rule -> rule.kind() == Kind.BASELINE)
        .map(RuleRuns::family)
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
