package io.symlab.experiment.direct;

import io.symlab.experiment.LabException;
import io.symlab.experiment.results.TrialFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The problem that is meant where none is named: the one that a trial's rule was made on. */
public final class TrialProblem {
  private TrialProblem() {}

  /**
   * The recipe of the first trial among some rules, as it was frozen; empty when none is of a
   * trial.
   *
   * @param home of the lab whose trials they are
   * @param specs names of rules, as {@link RuleNames} reads them
   * @param overrides {@code key=value}, put over the recipe's
   * @throws LabException when the trial has no recipe, or an override is wrong
   */
  public static Optional<ProblemRecipe> of(Path home, List<String> specs, List<String> overrides)
      throws LabException {
    for (String spec : specs) {
      String text = RuleNames.withoutLabel(spec).strip();
      if (TrialRules.isTrial(text) && !Files.exists(Path.of(text))) {
        return Optional.of(read(home, TrialRules.trial(text), spec, overrides));
      }
    }
    return Optional.empty();
  }

  private static ProblemRecipe read(Path home, String trial, String spec, List<String> overrides)
      throws LabException {
    Path file = home.resolve("experiments").resolve(trial).resolve(TrialFiles.RECIPE);
    String text;
    try {
      text = Files.readString(file);
    } catch (IOException e) {
      throw RuleNames.bad(
          spec,
          "can't read " + file + ", whose problem is meant; --recipe names another (" + e + ")");
    }
    ProblemRecipe problem = ProblemRecipe.read(text, trial + "'s recipe", overrides, home);
    return new ProblemRecipe(
        problem.recipe(), "the problem is that of " + trial + "; --recipe names another");
  }
}
