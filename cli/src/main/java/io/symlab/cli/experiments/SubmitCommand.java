package io.symlab.cli.experiments;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.symlab.actors.json.JsonViews;
import io.symlab.cli.client.LabClient;
import io.symlab.cli.client.LabQuestions;
import io.symlab.cli.client.Lasting;
import io.symlab.cli.display.ExperimentText;
import io.symlab.cli.exit.ExitCode;
import io.symlab.cli.recipe.SubmittableRecipe;
import io.symlab.cli.verb.ClientVerb;
import io.symlab.cli.verb.Overrides;
import io.symlab.experiment.LabException;
import io.symlab.proto.ExperimentView;
import io.symlab.proto.Submit;
import io.symlab.proto.Submitted;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lab submit}: hands an experiment to the lab. */
@Command(
    name = "submit",
    header = "Hand a recipe to the lab.",
    description = {
      "The recipe is checked whole, frozen and written down before its id is printed; from then on it"
          + " survives whatever happens to this machine. One that is identical to an experiment that"
          + " has not ended joins it, unless a name, a tag, a priority or the like is given."
    },
    footer = {
      "",
      "Examples:",
      "  lab submit quadratic",
      "  lab submit mine.conf --set seed=7 --set meta-train.epochs=50",
      "  lab submit mine.conf --name 'wide nets' --tag night --after e3 --priority 5",
      "  lab wait $$(lab submit mine.conf)"
    })
public final class SubmitCommand extends ClientVerb {
  @Parameters(
      index = "0",
      paramLabel = "RECIPE",
      description = "A recipe's file, or the name of a shipped one ('lab recipes').")
  private String recipe;

  @Mixin private Overrides overrides;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "Call it so, not as the recipe does.")
  private String name;

  @Option(
      names = "--tag",
      paramLabel = "TAG",
      description = "A word to find it by; may be given again.")
  private List<String> tags = new ArrayList<>();

  @Option(
      names = "--after",
      paramLabel = "ID",
      split = ",",
      description = "Begin when this has ended, however it ended; may be given again.")
  private List<String> after = new ArrayList<>();

  @Option(
      names = "--priority",
      paramLabel = "N",
      defaultValue = "0",
      description = "From -100 to 100: of what waits, the higher goes first. Default: 0.")
  private int priority;

  @Option(names = "--paused", description = "Begin nothing of it before 'lab resume'.")
  private boolean paused;

  @Option(names = "--watch", description = "Then watch it until it ends.")
  private boolean watch;

  @Option(names = "--wait", description = "Then wait until it has ended; the exit code says how.")
  private boolean wait;

  @Option(names = "--json", description = "Print JSON: {\"id\": ...}.")
  private boolean json;

  @Override
  protected int ask(LabClient client) throws LabException, InterruptedException {
    Submitted submitted = SubmittableRecipe.of(recipe, overrides.all()).to(client, options());
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
    if (watch) {
      return Outcome.lookOn(home(), client, submitted.getId(), out(), err());
    }
    return wait ? await(client, submitted.getId()) : ExitCode.DONE;
  }

  private Submit options() throws LabException {
    if (name != null && name.isBlank()) { // an empty one would be none
      throw new LabException(
          ExitCode.BAD_INPUT, "--name is empty: give it a name, or leave it out");
    }
    return Submit.newBuilder()
        .setName(name == null ? "" : name)
        .addAllTags(tags)
        .addAllAfter(after)
        .setPriority(priority)
        .setPaused(paused)
        .build();
  }

  private int await(LabClient client, String id) throws LabException, InterruptedException {
    ExperimentView ended =
        Lasting.talk(
            home(),
            client,
            err(),
            lab -> {
              lab.send(LabQuestions.waitFor(id, -1));
              return lab.next(null).getExperiment();
            });
    if (!json) {
      out().println(ExperimentText.head(ended));
    }
    return ExitCode.of(ended.getState());
  }
}
