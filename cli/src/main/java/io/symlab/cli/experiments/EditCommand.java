package io.symlab.cli.experiments;

import io.symlab.actors.json.JsonViews;
import io.symlab.cli.client.LabClient;
import io.symlab.cli.client.LabQuestions;
import io.symlab.cli.display.ExperimentText;
import io.symlab.cli.exit.ExitCode;
import io.symlab.cli.recipe.RecipeDraft;
import io.symlab.cli.recipe.Recipes;
import io.symlab.cli.recipe.SubmittableRecipe;
import io.symlab.cli.terminal.Confirmation;
import io.symlab.cli.verb.ClientVerb;
import io.symlab.cli.verb.TrialName;
import io.symlab.experiment.LabException;
import io.symlab.proto.ExperimentView;
import io.symlab.proto.RecipeText;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lab edit}: another recipe for an experiment that has not begun. */
@Command(
    name = "edit",
    header = "Change the recipe of an experiment that has not begun.",
    description = {
      "Opens the recipe as it was written in $$VISUAL, else $$EDITOR, else vi. What is saved is checked"
          + " whole and takes the old one's place; id, name, tags, order, priority and pauses stay,"
          + " and --set values stay over it. What has begun can't be edited, nor what begins while"
          + " you write: 'lab pause' it first, if it may."
    },
    footer = {
      "",
      "Examples:",
      "  lab edit e3",
      "  EDITOR='code --wait' lab edit e3",
      "  lab edit e3 --file mine.conf     without an editor, for scripts"
    })
public final class EditCommand extends ClientVerb {
  /** The lab reads and sums data files, and has trials leave the line, before it answers. */
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @Parameters(index = "0", paramLabel = "ID", description = "An experiment.")
  private String id;

  @Option(
      names = "--file",
      paramLabel = "RECIPE",
      description = "Open no editor: this file's text, or a shipped recipe's, is the new one.")
  private String file;

  @Option(names = "--json", description = "Print the experiment as JSON.")
  private boolean json;

  @Override
  protected int ask(LabClient client) throws LabException, InterruptedException {
    RecipeText old =
        client.ask(LabQuestions.recipeText(TrialName.whole(id, "edit"))).getRecipeText();
    if (file != null) {
      if (old.getOverridesCount() > 0) {
        err()
            .println(
                "lab: these stay over it: --set " + String.join(" --set ", old.getOverridesList()));
      }
      return show(send(client, old, Recipes.read(file)));
    }
    var draft = RecipeDraft.of(id, old);
    Optional<Recipes.Text> edited = edit(draft, old);
    if (edited.isEmpty()) {
      draft.remove();
      err().println("lab: nothing was changed");
      return show(client.experiment(id));
    }
    ExperimentView experiment;
    try {
      experiment = send(client, old, edited.get());
    } catch (LabException e) {
      throw draft.kept(e);
    }
    draft.remove();
    return show(experiment);
  }

  /** What is saved, once it can be run; empty: nothing else than what was there. */
  private Optional<Recipes.Text> edit(RecipeDraft draft, RecipeText old)
      throws LabException, InterruptedException {
    while (true) {
      try {
        draft.open();
        String text = draft.text();
        if (text.equals(old.getRecipe())) {
          return Optional.empty();
        }
        var recipe = new Recipes.Text(text, old.getOrigin(), directory(old));
        new SubmittableRecipe(recipe, old.getOverridesList(), false).check();
        return Optional.of(recipe);
      } catch (LabException e) {
        if (e.exitCode() != ExitCode.BAD_INPUT || !Confirmation.possible()) {
          throw draft.kept(e);
        }
        err().println("lab: " + e.getMessage());
        if (!Confirmation.of("Edit it again?")) {
          throw draft.kept(e);
        }
      }
    }
  }

  private ExperimentView send(LabClient client, RecipeText old, Recipes.Text recipe)
      throws LabException, InterruptedException {
    RecipeText text =
        old.toBuilder()
            .setRecipe(recipe.text())
            .setOrigin(recipe.origin())
            .setDirectory(recipe.directory().toString())
            .build();
    return client.ask(LabQuestions.edit(id, text), PATIENCE).getExperiment();
  }

  /** Earlier versions did not note the folder of a recipe: then it is this one. */
  private static Path directory(RecipeText old) {
    return Path.of(old.getDirectory()).toAbsolutePath();
  }

  private int show(ExperimentView experiment) {
    if (json) {
      out().println(JsonViews.experiment(experiment).toPrettyString());
    } else {
      ExperimentText.brief(experiment).forEach(out()::println);
    }
    return ExitCode.DONE;
  }
}
