package io.symlab.cli.experiments;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.symlab.actors.json.JsonViews;
import io.symlab.cli.client.LabClient;
import io.symlab.cli.exit.ExitCode;
import io.symlab.cli.recipe.SubmittableRecipe;
import io.symlab.cli.verb.ClientVerb;
import io.symlab.experiment.LabException;
import io.symlab.proto.Submitted;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lab submit}: hands an experiment to the lab. */
@Command(
    name = "submit",
    header = "Hand a recipe to the lab.",
    description = {
      "The recipe is checked whole, frozen and written down before its id is printed; from then on it"
          + " survives whatever happens to this machine."
    },
    footer = {
      "",
      "Examples:",
      "  lab submit quadratic",
      "  lab submit mine.conf --set seed=7 --set meta-train.epochs=50",
      "  lab wait $$(lab submit mine.conf)"
    })
public final class SubmitCommand extends ClientVerb {
  @Parameters(
      index = "0",
      paramLabel = "RECIPE",
      description = "A recipe's file, or the name of a shipped one ('lab recipes').")
  private String recipe;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Put a value over the recipe's; may be given again.")
  private List<String> overrides = new ArrayList<>();

  @Option(names = "--watch", description = "Then watch it until it ends.")
  private boolean watch;

  @Option(names = "--json", description = "Print JSON: {\"id\": ...}.")
  private boolean json;

  @Override
  protected int ask(LabClient client) throws LabException, InterruptedException {
    Submitted submitted = SubmittableRecipe.of(recipe, overrides).to(client);
    if (json) {
      ObjectNode node = JsonViews.object().put("id", submitted.getId());
      if (!submitted.getNote().isEmpty()) {
        node.put("note", submitted.getNote());
      }
      out().println(node.toPrettyString());
    } else {
      out().println(submitted.getId());
      if (!submitted.getNote().isEmpty()) {
        err().println("lab: " + submitted.getNote());
      }
    }
    out().flush();
    return watch ? Outcome.lookOn(home(), client, submitted.getId(), out(), err()) : ExitCode.DONE;
  }
}
