package io.symlab.cli.recipe;

import com.typesafe.config.ConfigFactory;
import io.symlab.cli.client.LabClient;
import io.symlab.cli.exit.ExitCode;
import io.symlab.experiment.LabException;
import io.symlab.experiment.recipe.RecipeException;
import io.symlab.experiment.recipe.RecipeParser;
import io.symlab.model.data.DataException;
import io.symlab.proto.ClientRequest;
import io.symlab.proto.Submit;
import io.symlab.proto.Submitted;
import java.time.Duration;
import java.util.List;

/**
 * A recipe with what the command line puts over it, ready to be sent.
 *
 * @param alwaysNew never joins an identical one that has not ended
 */
public record SubmittableRecipe(Recipes.Text recipe, List<String> overrides, boolean alwaysNew) {
  /** The lab reads and sums data files before it answers. */
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /**
   * Reads the recipe, so that what can't be read is said before a lab is asked or started.
   *
   * @throws LabException when there is no such recipe, or an override is not {@code key=value}
   */
  public static SubmittableRecipe of(String recipe, List<String> overrides) throws LabException {
    for (String override : overrides) {
      if (override.indexOf('=') < 1) {
        throw new LabException(
            ExitCode.BAD_INPUT, "--set wants key=value, not \"" + override + "\"");
      }
    }
    return new SubmittableRecipe(Recipes.read(recipe), List.copyOf(overrides), false);
  }

  /**
   * Judges the recipe as a lab with the default settings would.
   *
   * @throws LabException with all that is wrong with it
   */
  public void check() throws LabException {
    try {
      RecipeParser.of(ConfigFactory.load())
          .parse(recipe.text(), recipe.origin(), overrides, recipe.directory());
    } catch (RecipeException | DataException e) {
      throw new LabException(ExitCode.BAD_INPUT, e.getMessage(), e);
    }
  }

  /** Returns once the lab has written it down. */
  public Submitted to(LabClient client) throws LabException, InterruptedException {
    return to(client, Submit.getDefaultInstance());
  }

  /**
   * The same.
   *
   * @param with what else is said of it
   */
  public Submitted to(LabClient client, Submit with) throws LabException, InterruptedException {
    Submit submit =
        with.toBuilder()
            .setRecipe(recipe.text())
            .setOrigin(recipe.origin())
            .setDirectory(recipe.directory().toString())
            .addAllOverrides(overrides)
            .setAlwaysNew(alwaysNew)
            .build();
    return client.ask(ClientRequest.newBuilder().setSubmit(submit), PATIENCE).getSubmitted();
  }
}
