package io.symlab.actors.work.report;

import io.symlab.experiment.recipe.FormulaRules;
import io.symlab.experiment.recipe.Recipe;
import io.symlab.experiment.results.MetricsFile;
import io.symlab.experiment.results.MetricsFile.Answers;
import io.symlab.experiment.results.MetricsFile.InputMap;
import io.symlab.experiment.results.MetricsFile.RuleMetrics;
import io.symlab.experiment.results.MetricsFile.Trajectory;
import io.symlab.model.measure.Explained;
import io.symlab.model.measure.FormulaField;
import io.symlab.model.measure.GradientSequence;
import io.symlab.model.measure.InputMaps;
import io.symlab.model.measure.LearnedField;
import io.symlab.model.measure.PerceptionField;
import io.symlab.model.measure.Trajectories;
import io.symlab.model.optimizee.Optimizee.ParameterGroup;
import io.symlab.model.rollout.Watch;
import io.symlab.model.rule.UpdateRule;
import io.symlab.model.rule.features.Feature;
import io.symlab.model.rule.handmade.HandMade;
import io.symlab.model.rule.learned.LearnedOptimizer;
import io.symlab.model.rule.symbolic.SymbolicRule;
import io.symlab.symbolic.expression.Expression;
import io.symlab.symbolic.expression.Operator;
import io.symlab.symbolic.expression.Signals;
import io.symlab.symbolic.program.Program;
import io.symlab.symbolic.sample.Samples;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Compares a learned optimizer with its formulas, and puts what was measured together. */
final class RuleMeasures {
  /** Coordinates whose trajectories are kept. */
  private static final int TRAJECTORIES = 4;

  private final Recipe recipe;
  private final LearnedOptimizer learned;
  private final List<Feature> features;
  private final Samples samples;
  private final Samples test;
  private final Samples validation;
  private final List<String> roles = new ArrayList<>();
  private final List<Expression> formulas = new ArrayList<>();
  private final List<UpdateRule> rules = new ArrayList<>();

  /**
   * @param samples rows that sensitivities, means and ranges are over
   * @param test rows that are only reported on
   * @param validation rows that formulas were chosen by
   */
  RuleMeasures(
      Recipe recipe, LearnedOptimizer learned, Samples samples, Samples test, Samples validation) {
    this.recipe = recipe;
    this.learned = learned;
    this.features = Watch.of(recipe.rule(), recipe.rollouts()).features();
    this.samples = samples;
    this.test = test;
    this.validation = validation;
    rules.add(learned);
  }

  /**
   * One more formula to compare.
   *
   * @param factor of the recipe's scale that it runs at
   */
  void formula(String role, String text, double factor) {
    SymbolicRule rule = FormulaRules.rule(role, text, recipe);
    roles.add(role);
    formulas.add(
        factor == 1
            ? rule.expression()
            : new Expression.Binary(
                Operator.MUL, new Expression.Constant(factor), rule.expression()));
    rules.add(rule.withScale(rule.scale() * factor));
  }

  /** A hand-made rule to follow along, too. */
  void baseline(HandMade rule) {
    rules.add(rule);
  }

  MetricsFile file(
      MetricsFile.Ceiling ceiling, MetricsFile.Mapping mapping, GradientSequence gradients) {
    return new MetricsFile(
        features.stream().map(Feature::key).toList(),
        ceiling,
        mapping,
        fields(gradients),
        samples.rows() == 0 ? List.of() : maps(),
        gradients.isEmpty() ? List.of() : trajectories(gradients));
  }

  private List<RuleMetrics> fields(GradientSequence gradients) {
    List<RuleMetrics> all = new ArrayList<>();
    PerceptionField own =
        gradients.isEmpty() || !seesSamples()
            ? new PerceptionField(List.of())
            : LearnedField.of(learned, gradients);
    all.add(metrics("learned", 1, 1, own));
    Signals signals = recipe.search().signals();
    for (int i = 0; i < roles.size(); i++) {
      Program program = Program.of(formulas.get(i), signals);
      PerceptionField field =
          samples.rows() == 0
              ? new PerceptionField(List.of())
              : FormulaField.of(formulas.get(i), signals, samples, features.size());
      double r2Validation = Explained.r2(program, validation);
      all.add(metrics(roles.get(i), r2Validation, Explained.r2(program, test), field));
    }
    return all;
  }

  /**
   * Whether the optimizer sees what samples show, feature by feature; a recipe may say otherwise.
   */
  private boolean seesSamples() {
    return features.equals(learned.settings().features());
  }

  private static RuleMetrics metrics(
      String role, double r2Validation, double r2Test, PerceptionField field) {
    List<Double> steps =
        IntStream.range(0, field.sensitivity().size()).mapToObj(field::steps).toList();
    return new RuleMetrics(role, r2Validation, r2Test, steps, field.sensitivity());
  }

  private List<InputMap> maps() {
    InputMaps maps = new InputMaps(samples, features.size());
    Map<String, float[][]> answers = new LinkedHashMap<>();
    // An MLP's answer depends on all of a tensor, so that there is none to one coordinate's
    // features.
    if (seesSamples() && !learned.settings().kind().isMlp()) {
      answers.put("learned", maps.of(learned));
    }
    for (int i = 0; i < roles.size(); i++) {
      answers.put(roles.get(i), maps.of(formulas.get(i), recipe.search().signals()));
    }
    List<InputMap> all = new ArrayList<>();
    for (int f = 0; f < features.size(); f++) {
      List<Answers> ofRules = new ArrayList<>();
      int feature = f;
      answers.forEach(
          (role, values) -> ofRules.add(new Answers(role, role, doubles(values[feature]))));
      String name = features.get(f).key();
      all.add(new InputMap(name, maps.mean(f), doubles(maps.inputs(f)), ofRules));
    }
    return all;
  }

  private List<Trajectory> trajectories(GradientSequence gradients) {
    List<float[][]> updates = rules.stream().map(rule -> Trajectories.of(rule, gradients)).toList();
    List<Trajectory> all = new ArrayList<>();
    List<ParameterGroup> groups =
        gradients.groups().stream().filter(group -> group.length() > 0).toList();
    int count = Math.min(TRAJECTORIES, gradients.size());
    for (int i = 0; i < count; i++) {
      // One of each group as far as there are groups, then the next of each.
      ParameterGroup group = groups.get(i % groups.size());
      int within = Math.min(i / groups.size(), group.length() - 1);
      int c = group.offset() + within;
      List<Answers> ofRules = new ArrayList<>();
      for (int r = 0; r < rules.size(); r++) {
        UpdateRule rule = rules.get(r);
        String role = rule instanceof HandMade made ? made.role() : rule.name();
        ofRules.add(new Answers(role, rule.name(), column(updates.get(r), c)));
      }
      all.add(
          new Trajectory(
              group.name(), gradients.coordinates()[c], column(gradients.gradients(), c), ofRules));
    }
    return all;
  }

  private static List<Double> column(float[][] rows, int column) {
    return IntStream.range(0, rows.length).mapToObj(s -> (double) rows[s][column]).toList();
  }

  private static List<Double> doubles(float[] values) {
    return IntStream.range(0, values.length).mapToObj(i -> (double) values[i]).toList();
  }
}
