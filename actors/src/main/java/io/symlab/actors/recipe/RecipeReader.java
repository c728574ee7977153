package io.symlab.actors.recipe;

import com.typesafe.config.Config;
import io.symlab.actors.recipe.RecipeValues.Range;
import io.symlab.model.data.DataSettings;
import io.symlab.model.evaluate.EvaluationSettings;
import io.symlab.model.meta.MetaTrainingSettings;
import io.symlab.model.meta.MetaTuningSettings;
import io.symlab.model.optimizee.OptimizeeSettings;
import io.symlab.model.rollout.RolloutSettings;
import io.symlab.model.rollout.Watch;
import io.symlab.model.rule.Feature;
import io.symlab.model.rule.RuleSettings;
import io.symlab.symbolic.Operator;
import io.symlab.symbolic.SearchSettings;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Turns a resolved config into a {@link Recipe}, judging every value; the one place that says what
 * each key may hold.
 */
final class RecipeReader {
  /** Hand-made rules that evaluation knows, in the order in which tables show them. */
  static final List<String> BASELINES = List.of("adam", "momentum", "sgd");

  private static final int MANY = 1_000_000;

  private final RecipeValues values;
  private final DataCheck dataCheck;

  private RecipeReader(RecipeValues values, DataCheck dataCheck) {
    this.values = values;
    this.dataCheck = dataCheck;
  }

  /** Reads everything; the recipe is only good for use when no problem was added. */
  static Recipe read(Config config, DataCheck dataCheck, Collection<String> problems) {
    return new RecipeReader(new RecipeValues(config, problems), dataCheck).recipe();
  }

  private Recipe recipe() {
    String name = values.text("name", 80);
    if (name.isBlank()) {
      values.problem("name", "must not be empty");
    }
    long seed = values.wide("seed", 0, Long.MAX_VALUE);
    OptimizeeSettings optimizee = optimizee();
    RuleSettings rule = rule();
    MetaTrainingSettings metaTraining = new MetaTrainKeys(values).read();
    RolloutSettings rollouts = rollouts();
    return new Recipe(
        name,
        seed,
        optimizee,
        rule,
        metaTraining,
        rollouts,
        search(seed, rule, rollouts),
        new FormulaKeys(values).texts(),
        values.choice("distill.choose", List.of("best", "accuracy", "knee")),
        values.flag("distill.write-samples"),
        metaTuning(),
        evaluation());
  }

  private OptimizeeSettings optimizee() {
    String kind = values.choice("optimizee.kind", List.of("mlp", "quadratic"));
    var data =
        new DataSettings(
            values.choice("optimizee.data.kind", List.of("rendered", "mnist")),
            values.text("optimizee.data.directory", 4096),
            values.flag("optimizee.data.download"),
            values.whole("optimizee.data.images", 100, MANY),
            values.wide("optimizee.data.seed", 0, Long.MAX_VALUE));
    if (kind.equals("mlp") && data.kind().equals("mnist")) {
      data = dataCheck.mnist(data, what -> values.problem("optimizee.data.directory", what));
    }
    return new OptimizeeSettings(
        kind,
        values.wholes("optimizee.hidden", 1, 10_000, 20),
        values.whole("optimizee.batch", 1, 60_000),
        values.number("optimizee.initial-scale", Range.positive(10)),
        data,
        values.whole("optimizee.instances", 1, 100_000),
        values.whole("optimizee.dimension", 1, 10_000));
  }

  private RuleSettings rule() {
    values.choice("rule.kind", List.of("rnnprop"));
    List<String> names = Arrays.stream(Feature.values()).map(Feature::key).toList();
    List<Feature> features =
        values.choices("rule.features", names, RecipeReader::feature, names.size());
    List<Integer> lstm = values.wholes("rule.lstm", 1, 1_000, 8);
    if (values.sound("rule.lstm") && lstm.isEmpty()) {
      values.problem("rule.lstm", "must name at least one layer");
    }
    return new RuleSettings(
        features,
        values.whole("rule.linear", 1, 1_000),
        lstm,
        values.number("rule.scale", Range.positive(10)));
  }

  private RolloutSettings rollouts() {
    int steps = values.whole("distill.steps", 1, MANY);
    int window = values.whole("distill.window", 1, 100);
    fits("distill.window", window, "distill.steps", steps);
    return new RolloutSettings(
        values.whole("distill.rollouts.train", 1, 10_000),
        values.whole("distill.rollouts.validation", 1, 10_000),
        values.whole("distill.rollouts.test", 1, 10_000),
        steps,
        values.whole("distill.coordinates", 1, 10_000),
        window);
  }

  private SearchSettings search(long seed, RuleSettings rule, RolloutSettings rollouts) {
    var operators =
        values.choices(
            "distill.operators",
            Operator.PLAIN.stream().map(Operator::id).toList(),
            Operator::named,
            Operator.PLAIN.size());
    int maxComplexity = values.whole("distill.max-complexity", 1, 1_000);
    SearchSettings.Builder search = SearchSettings.builder();
    var formulas = new FormulaKeys(values);
    formulas.addLoss(search);
    if (values.sound("rule.features", "distill.window", "distill.max-complexity")) {
      // Only then is it known what the columns are called.
      formulas.add(search, Watch.of(rule, rollouts).names(), maxComplexity);
    }
    return search
        .seed(seed)
        .operators(operators.isEmpty() ? Operator.USUAL : operators)
        .maxComplexity(maxComplexity)
        .islands(values.whole("distill.islands", 1, 1_000))
        .population(values.whole("distill.population", 4, 100_000))
        .rounds(values.whole("distill.rounds", 1, MANY))
        .roundsPerBatch(values.whole("distill.rounds-per-batch", 1, MANY))
        .slack(values.whole("distill.slack", 1, 100))
        .reservoir(values.whole("distill.reservoir", 10, 10_000_000))
        .build();
  }

  private MetaTuningSettings metaTuning() {
    int steps = values.whole("meta-tune.steps", 1, MANY);
    return new MetaTuningSettings(
        values.whole("meta-tune.epochs", 0, MANY),
        steps,
        unroll("meta-tune", steps),
        values.choice("meta-tune.optimizer", List.of("sgd", "adam")),
        values.number("meta-tune.learning-rate", Range.positive(10)),
        values.whole("meta-tune.evaluate-every", 1, MANY),
        values.whole("meta-tune.evaluation-steps", 1, MANY));
  }

  private EvaluationSettings evaluation() {
    Map<String, List<Double>> baselines = new LinkedHashMap<>();
    for (String rule : BASELINES) {
      List<Double> rates = values.numbers("evaluate.baselines." + rule, Range.positive(1_000), 100);
      if (!rates.isEmpty()) {
        baselines.put(rule, rates);
      }
    }
    return new EvaluationSettings(
        values.whole("evaluate.runs", 1, 10_000),
        values.whole("evaluate.steps", 1, MANY),
        baselines);
  }

  private int unroll(String section, int steps) {
    int unroll = values.whole(section + ".unroll", 1, 10_000);
    fits(section + ".unroll", unroll, section + ".steps", steps);
    return unroll;
  }

  /** The blame is on the key that a person wrote, not on a default. */
  private void fits(String path, int part, String wholePath, int whole) {
    if (part <= whole || !values.sound(path, wholePath)) {
      return;
    }
    if (values.written(path)) {
      values.problem(path, "must not be more than " + wholePath + " (" + whole + ")");
    } else {
      values.problem(wholePath, "must not be less than " + path + " (" + part + ")");
    }
  }

  private static Optional<Feature> feature(String key) {
    return Arrays.stream(Feature.values()).filter(f -> f.key().equals(key)).findFirst();
  }
}
