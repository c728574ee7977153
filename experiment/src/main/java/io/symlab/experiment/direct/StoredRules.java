package io.symlab.experiment.direct;

import io.symlab.experiment.LabException;
import io.symlab.experiment.results.FormulaNames;
import io.symlab.experiment.results.TrialFiles;
import io.symlab.experiment.results.TunedFile;
import io.symlab.model.rule.features.Feature;
import io.symlab.model.rule.learned.LearnedOptimizer;
import io.symlab.symbolic.export.Formula;
import java.nio.file.Path;
import java.util.List;

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

  /** The formula that a trial chose, as it was found; by trials, where it chose so. */
  public Formula chosen(String id, int trial) throws LabException {
    TunedFile file = tunedFile(id, trial, "chosen");
    return formula(file, file.original());
  }

  /** The same with the constants that tuning found. */
  public Formula tuned(String id, int trial) throws LabException {
    TunedFile file = tunedFile(id, trial, "tuned");
    return formula(file, file.tuned());
  }

  private TunedFile tunedFile(String id, int trial, String which) throws LabException {
    String spec = id + "/" + trial + ":" + which;
    return TrialRules.tunedFile(trials.folder(id, Integer.toString(trial), spec), spec);
  }

  private static Formula formula(TunedFile file, String text) throws LabException {
    FormulaNames names = FormulaNames.of(file.names(), List.of(text));
    return Formula.of(names.parse(text), names.columns(), names.signals());
  }
}
