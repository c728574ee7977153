package io.symlab.experiment.direct;

import com.typesafe.config.ConfigFactory;
import io.symlab.experiment.LabException;
import io.symlab.experiment.recipe.PlannedTrial;
import io.symlab.experiment.recipe.Recipe;
import io.symlab.experiment.recipe.RecipeException;
import io.symlab.experiment.recipe.RecipeParser;
import io.symlab.model.data.DataException;
import java.nio.file.Path;
import java.util.List;

/**
 * The recipe whose problem rules are run on.
 *
 * @param recipe resolved
 * @param note what the user should know of how it was read; empty: nothing
 */
public record ProblemRecipe(Recipe recipe, String note) {
  /**
   * Reads a recipe; of a sweep, its first trial is meant.
   *
   * @param text HOCON; empty: all defaults
   * @param origin what messages call it
   * @param overrides {@code key=value}, later ones win
   * @param directory that relative paths are taken from
   * @throws LabException with all that is wrong with it
   */
  public static ProblemRecipe read(
      String text, String origin, List<String> overrides, Path directory) throws LabException {
    try {
      List<PlannedTrial> trials =
          RecipeParser.of(ConfigFactory.load()).parse(text, origin, overrides, directory);
      PlannedTrial first = trials.get(0);
      String note =
          trials.size() == 1
              ? ""
              : origin
                  + " is a sweep of "
                  + trials.size()
                  + "; its first point is meant ("
                  + first.label()
                  + ")";
      return new ProblemRecipe(first.recipe(), note);
    } catch (RecipeException | DataException e) {
      throw new LabException(LabException.BAD_INPUT, e.getMessage(), e);
    }
  }
}
