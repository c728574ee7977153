package io.symlab.experiment.recipe;

import io.symlab.experiment.Stage;
import io.symlab.model.evaluate.EvaluationSettings;
import io.symlab.model.evolve.EvolutionSettings;
import io.symlab.model.meta.MetaTrainingSettings;
import io.symlab.model.meta.MetaTuningSettings;
import io.symlab.model.optimizee.OptimizeeSettings;
import io.symlab.model.rollout.RolloutSettings;
import io.symlab.model.rule.learned.RuleSettings;
import io.symlab.symbolic.settings.FormulaTexts;
import io.symlab.symbolic.settings.SearchSettings;
import java.util.List;

/**
 * One trial's settings, whole and valid: what a recipe's text says, resolved against the defaults.
 * Its JSON form is what an experiment is frozen into; that is a valid recipe itself.
 *
 * @param name what lists call it
 * @param seed of everything random
 * @param search how formulas are searched for
 * @param budget how long, and from how much
 * @param texts that parts of the search were read from: it holds what was read, which is not enough
 *     to write them again
 * @param choose which member of the front is tuned and evaluated: the name of a {@link
 *     io.symlab.symbolic.front.FrontChoice}, or {@link #META_LOSS}
 * @param writeSamples whether the samples are written to {@code samples.npy}, too
 * @param evolution how formulas are searched for by running them, after distilling or from scratch
 * @param formula to tune instead of that member: over the columns of samples, or the name of a
 *     form; empty for none
 * @param devices what each stage that trains needs of one device
 */
public record Recipe(
    String name,
    long seed,
    OptimizeeSettings optimizee,
    RuleSettings rule,
    MetaTrainingSettings metaTraining,
    RolloutSettings rollouts,
    SearchSettings search,
    SearchBudget budget,
    FormulaTexts texts,
    String choose,
    boolean writeSamples,
    EvolutionSettings evolution,
    MetaTuningSettings metaTuning,
    String formula,
    EvaluationSettings evaluation,
    DeviceShare devices) {

  /** Of {@link #choose}: by trials as optimizers, rather than by the front's own figures. */
  public static final String META_LOSS = "meta-loss";

  /** The stages that a trial of this recipe goes through. */
  public List<Stage> stages() {
    return FrozenRecipe.stages(evolution.wanted(), evolution.fromScratch());
  }

  /** The same of a frozen recipe, also of one that this version can't read. */
  public static List<Stage> stages(String json) {
    return FrozenRecipe.stages(json);
  }

  /** What a frozen recipe's training needs of a device, also of one that can't be read. */
  public static DeviceShare devices(String json) {
    return DeviceKeys.of(json);
  }

  /** Everything, defaults included, with the keys of a recipe in their usual order. */
  public String toJson() {
    return FrozenRecipe.write(this);
  }

  /** A frozen recipe of the same on another problem, e.g. on the same data in another place. */
  public static String withOptimizee(String json, OptimizeeSettings optimizee) {
    return FrozenRecipe.withOptimizee(json, optimizee);
  }

  /**
   * Reads {@link #toJson}'s form back, exactly. Keys that an older version did not know get what
   * they would have been then: today's defaults for what has been added, one held-out problem, and
   * no sweep of rates.
   *
   * @throws RecipeException when it is damaged, or has keys that this version does not know
   */
  public static Recipe ofJson(String json) {
    return FrozenRecipe.read(json);
  }
}
