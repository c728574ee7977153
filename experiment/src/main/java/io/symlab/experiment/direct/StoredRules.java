package io.symlab.experiment.direct;

import io.symlab.experiment.LabException;
import io.symlab.model.rule.features.Feature;
import io.symlab.model.rule.learned.LearnedOptimizer;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;

/** Learned optimizers that were stored, by trials of a lab or in files, to be taken along. */
public final class StoredRules {
  private StoredRules() {}

  /**
   * The learned optimizer of a trial.
   *
   * @param home of its lab, absolute
   * @param id for example {@code e3}
   * @throws LabException when the trial has none yet
   */
  public static LearnedOptimizer learned(Path home, String id, int trial) throws LabException {
    String spec = id + "/" + trial + ":learned";
    TrialRules trials = new TrialRules(home, OptionalDouble.empty());
    return TrialRules.learned(trials.folder(id, Integer.toString(trial), spec), spec);
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
}
