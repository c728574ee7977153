package io.symlab.experiment.direct;

import io.symlab.experiment.LabException;
import io.symlab.experiment.recipe.Recipe;
import io.symlab.experiment.recipe.RecipeException;
import io.symlab.experiment.results.FormulaNames;
import io.symlab.experiment.results.TrialFiles;
import io.symlab.experiment.results.TunedFile;
import io.symlab.model.rule.features.Feature;
import io.symlab.model.rule.learned.LearnedOptimizer;
import io.symlab.symbolic.export.Formula;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

/** What trials of a lab have left beside their fronts, for those that take it along. */
public final class StoredRules {
  private final TrialRules trials;

  /** Of the lab with this home, absolute. */
  public StoredRules(Path home) {
    trials = new TrialRules(home);
  }

  /**
   * The learned optimizer of a trial.
   *
   * @param id for example {@code e3}
   * @throws LabException when the trial has none yet
   */
  public LearnedOptimizer learned(String id, int trial) throws LabException {
    String spec = id + "/" + trial + ":learned";
    Path folder = trials.folder(id, Integer.toString(trial), spec);
    Path file = TrialRules.file(folder, TrialFiles.LEARNED, "meta-train", spec);
    return RuleNames.learned(file, List.of(), spec);
  }

  /**
   * The learned optimizer in a file of any kind.
   *
   * @param features that it saw, in their order, where the file does not say
   * @throws LabException saying what is wrong with the file
   */
  public static LearnedOptimizer learned(Path file, List<Feature> features) throws LabException {
    return RuleNames.learned(file, features, file.toString());
  }

  /**
   * The formula that a trial chose, as it was found, with the trial's base rate; chosen by trials,
   * where the recipe says so.
   *
   * @throws LabException when the trial has not come so far
   */
  public Formula chosen(String id, int trial) throws LabException {
    return formula(id, trial, "chosen", TunedFile::original);
  }

  /** The same with the constants that tuning found. */
  public Formula tuned(String id, int trial) throws LabException {
    return formula(id, trial, "tuned", TunedFile::tuned);
  }

  private Formula formula(String id, int trial, String which, Function<TunedFile, String> text)
      throws LabException {
    String spec = id + "/" + trial + ":" + which;
    Path folder = trials.folder(id, Integer.toString(trial), spec);
    TunedFile file = TrialRules.tunedFile(folder, spec);
    Path recipe = TrialRules.file(folder, TrialFiles.RECIPE, "meta-train", spec);
    String formula = text.apply(file);
    try {
      FormulaNames names = FormulaNames.of(file.names(), List.of(formula));
      return Formula.of(names.parse(formula), names.columns(), names.signals())
          .withRate(Recipe.ofJson(Files.readString(recipe)).rule().scale());
    } catch (IOException | RecipeException | IllegalArgumentException e) {
      throw RuleNames.bad(spec, "can't read " + recipe + ": " + e.getMessage());
    }
  }
}
