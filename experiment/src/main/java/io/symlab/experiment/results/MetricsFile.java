package io.symlab.experiment.results;

import java.util.List;
import java.util.Optional;

/**
 * Measures of the learned optimizer and its formulas, as {@code metrics.json} has them. Figures
 * that could not be measured are NaN, lists of them empty.
 *
 * @param features that the learned optimizer sees, in order
 * @param ceiling what a small neural network explains of the same rows
 * @param mapping the front's least complexity among those that explain nearly as much as the best
 * @param rules {@code learned}, {@code distilled}, and {@code tuned} where tuning changed something
 * @param maps per feature, what the rules answer to it
 * @param trajectories what the rules do along one sequence of gradients, per coordinate
 */
public record MetricsFile(
    List<String> features,
    Ceiling ceiling,
    Mapping mapping,
    List<RuleMetrics> rules,
    List<InputMap> maps,
    List<Trajectory> trajectories) {
  private static final String SCHEMA = "symlab.metrics/1";

  /**
   * R2 of the network on rows that formulas are scored on, too.
   *
   * @param rows that it learned from
   * @param epochs that it learned for
   * @param r2Train on those rows
   * @param r2Validation on the rows that its weights were chosen by
   * @param r2Test on the rows of test rollouts
   */
  public record Ceiling(int rows, int epochs, double r2Train, double r2Validation, double r2Test) {}

  /**
   * A row of the front.
   *
   * @param complexity its nodes; -1 when no row has a score on validation rollouts
   * @param r2Validation its R2 there
   * @param best the best one's
   */
  public record Mapping(int complexity, double r2Validation, double best) {}

  /**
   * One rule.
   *
   * @param role as in the evaluation
   * @param r2Validation explained share of the learned optimizer's updates; 1 for itself
   * @param r2Test the same on the rows of test rollouts
   * @param field temporal perception field per feature, in steps; NaN where nothing depends on it
   * @param sensitivity mean |dy/dx| std(x), [features][lags], newest first
   */
  public record RuleMetrics(
      String role,
      double r2Validation,
      double r2Test,
      List<Double> field,
      List<List<Double>> sensitivity) {
    public RuleMetrics {
      field = List.copyOf(field);
      sensitivity = sensitivity.stream().map(List::copyOf).toList();
    }
  }

  /**
   * The outputs of the rules for values of one feature, all else at its mean.
   *
   * @param mean of the feature itself
   * @param inputs its values
   */
  public record InputMap(String feature, double mean, List<Double> inputs, List<Answers> answers) {
    public InputMap {
      inputs = List.copyOf(inputs);
      answers = List.copyOf(answers);
    }
  }

  /**
   * What one rule answers.
   *
   * @param name what legends call it
   * @param values per input, or per step
   */
  public record Answers(String role, String name, List<Double> values) {
    public Answers {
      values = List.copyOf(values);
    }
  }

  /**
   * One coordinate's gradients along a run, and what rules make of them.
   *
   * @param group of parameters that it belongs to
   * @param coordinate in the flat vector
   * @param gradients [steps]
   * @param updates of each rule, in units of the parameter
   */
  public record Trajectory(
      String group, int coordinate, List<Double> gradients, List<Answers> updates) {
    public Trajectory {
      gradients = List.copyOf(gradients);
      updates = List.copyOf(updates);
    }
  }

  public MetricsFile {
    features = List.copyOf(features);
    rules = List.copyOf(rules);
    maps = List.copyOf(maps);
    trajectories = List.copyOf(trajectories);
    for (RuleMetrics rule : rules) {
      int known = rule.field().size();
      if (known != features.size() && known != 0) {
        throw new IllegalArgumentException(
            rule.role() + " has " + known + " fields for " + features.size() + " features");
      }
    }
  }

  /** The measures of a role, where it has any. */
  public Optional<RuleMetrics> rule(String role) {
    return rules.stream().filter(rule -> rule.role().equals(role)).findFirst();
  }

  public byte[] toBytes() {
    return ResultJson.write(SCHEMA, this);
  }

  /**
   * Reads {@link #toBytes}'s form back.
   *
   * @throws ResultFormatException when it is damaged
   */
  public static MetricsFile ofBytes(byte[] bytes, String origin) {
    return ResultJson.read(bytes, SCHEMA, MetricsFile.class, origin);
  }
}
