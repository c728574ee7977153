package io.symlab.actors.trial;

import io.symlab.experiment.recipe.Recipe;
import io.symlab.model.data.DataException;
import io.symlab.model.optimizee.OptimizeeSettings;
import io.symlab.model.optimizee.ProblemData;
import java.util.Optional;

/** Whether the data that a trial was submitted with are there, and still the same. */
final class SubmittedData {
  private static final int SHOWN = 12;

  private final String checksum;
  private final String recipe;
  private OptimizeeSettings settings;

  SubmittedData(TrialPlan plan) {
    this.checksum = plan.frozen().getDataChecksum();
    this.recipe = plan.frozen().getRecipe();
  }

  /** What is wrong with them, in words; empty: nothing. Reads them when they have changed. */
  Optional<String> trouble() {
    if (checksum.isEmpty()) {
      return Optional.empty(); // they are drawn
    }
    if (settings == null) {
      settings = Recipe.ofJson(recipe).optimizee();
    }
    try {
      return ProblemData.of(settings)
          .filter(now -> !now.checksum().equals(checksum))
          .map(
              now ->
                  "the data in "
                      + now.place()
                      + " have changed since the trial was submitted: their SHA-256 was "
                      + shown(checksum)
                      + " and is "
                      + shown(now.checksum())
                      + "; put the files back, or cancel and submit again");
    } catch (DataException e) {
      return Optional.of(e.getMessage());
    }
  }

  private static String shown(String sum) {
    return sum.length() > SHOWN ? sum.substring(0, SHOWN) + "..." : sum;
  }
}
