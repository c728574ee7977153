package io.symlab.experiment.recipe;

import com.typesafe.config.Config;
import io.symlab.model.meta.MetaTrainingSettings;
import io.symlab.model.meta.MetaTuningSettings;
import io.symlab.model.optimizee.OptimizeeSettings;
import io.symlab.model.rollout.RolloutSettings;
import io.symlab.model.rollout.Watch;
import io.symlab.model.rule.learned.RuleSettings;
import io.symlab.symbolic.expression.Signals;
import io.symlab.symbolic.front.FrontChoice;
import io.symlab.symbolic.settings.FormulaReader;
import io.symlab.symbolic.settings.SearchSettings;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Turns a resolved config into a {@link Recipe}, judging every value; the one place that says what
 * each key may hold.
 */
final class RecipeReader {
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
    OptimizeeSettings optimizee = new OptimizeeKeys(values, dataCheck).settings();
    RuleSettings rule = new RuleKeys(values).read();
    if (rule.groupRates() && !optimizee.beside().mixture().isEmpty()) {
      values.problem(
          "rule.group-rates",
          "wants problems of as many parameter groups, and optimizee.mixture names others");
    }
    MetaTrainingSettings metaTraining = new MetaTrainKeys(values).read();
    RolloutSettings rollouts = rollouts();
    var formulas = new FormulaKeys(values);
    return new Recipe(
        name,
        seed,
        optimizee,
        rule,
        metaTraining,
        rollouts,
        search(seed, rule, rollouts, formulas),
        new SearchBudget(
            values.whole("distill.rounds", 1, MANY),
            values.whole("distill.reservoir", 10, 10_000_000)),
        formulas.texts(),
        values.choice("distill.choose", choices()),
        values.flag("distill.write-samples"),
        EvolveKeys.read(values, rule, rollouts),
        metaTuning(),
        MetaTuneKeys.formula(values, rule, rollouts),
        EvaluateKeys.read(values),
        DeviceKeys.read(values));
  }

  private static List<String> choices() {
    List<String> choices = new ArrayList<>(FrontChoice.ids());
    choices.add(Recipe.META_LOSS);
    return choices;
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
        window,
        RuleKeys.features(values, "distill.features"));
  }

  private SearchSettings search(
      long seed, RuleSettings rule, RolloutSettings rollouts, FormulaKeys formulas) {
    int maxComplexity = values.whole("distill.max-complexity", 1, SearchSettings.MOST_COMPLEXITY);
    FormulaReader reader = formulas.reader();
    Signals signals = Signals.NONE;
    if (values.sound(RuleKeys.DECISIVE)
        && values.sound("distill.window", "distill.max-complexity")) {
      // Only then is it known what the columns are called.
      Watch watch = Watch.of(rule, rollouts);
      signals = MemoryKey.signals(values, watch);
      reader.columns(watch.names(), signals, maxComplexity);
    }
    formulas.tell(reader);
    SearchSettings.Builder search =
        reader
            .over(SearchSettings.builder())
            .seed(seed)
            .islands(values.whole("distill.islands", 1, 1_000))
            .population(values.whole("distill.population", 4, 100_000))
            .roundsPerBatch(values.whole("distill.rounds-per-batch", 1, MANY))
            .slack(values.whole("distill.slack", 1, 100));
    return MemoryKey.withAverages(search, signals);
  }

  private MetaTuningSettings metaTuning() {
    int steps = values.whole("meta-tune.steps", 1, MANY);
    return MetaTuneKeys.read(values, steps, unroll("meta-tune", steps));
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
}
