package io.symlab.actors.trial;

import io.symlab.experiment.recipe.Recipe;
import io.symlab.model.data.DataException;
import io.symlab.model.data.DataSettings;
import io.symlab.model.data.Images;
import java.util.Optional;

/** Whether the data that a trial was submitted with are there, and still the same. */
final class SubmittedData {
  private static final int SHOWN = 12;

  private final String checksum;
  private final String recipe;
  private DataSettings settings;

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
      settings = Recipe.ofJson(recipe).optimizee().data();
    }
    try {
      String now = Images.load(settings).checksum();
      return now.equals(checksum)
          ? Optional.empty()
          : Optional.of(
              "the data in "
                  + settings.directory()
                  + " have changed since the trial was submitted: their SHA-256 was "
                  + shown(checksum)
                  + " and is "
                  + shown(now)
                  + "; put the files back, or cancel and submit again");
    } catch (DataException e) {
      return Optional.of(e.getMessage());
    }
  }

  private static String shown(String sum) {
    return sum.length() > SHOWN ? sum.substring(0, SHOWN) + "..." : sum;
  }
}
