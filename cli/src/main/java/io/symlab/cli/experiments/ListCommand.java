package io.symlab.cli.experiments;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.symlab.actors.json.JsonViews;
import io.symlab.cli.client.LabAnswers;
import io.symlab.cli.display.ExperimentText;
import io.symlab.cli.exit.ExitCode;
import io.symlab.cli.verb.ReadingVerb;
import io.symlab.experiment.LabException;
import io.symlab.proto.ExperimentView;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code lab list}: all experiments of a lab. */
@Command(
    name = "list",
    description = "List the experiments of the lab, oldest first.",
    footer = {"", "Examples:", "  lab list", "  lab list --json"})
public final class ListCommand extends ReadingVerb {
  @Option(names = "--json", description = "Print JSON: an array of experiments.")
  private boolean json;

  @Override
  protected int ask(LabAnswers lab) throws LabException, InterruptedException {
    List<ExperimentView> experiments = lab.experiments();
    if (json) {
      ArrayNode array = JsonViews.array();
      experiments.forEach(experiment -> array.add(JsonViews.brief(experiment)));
      out().println(array.toPrettyString());
    } else if (experiments.isEmpty()) {
      out().println("No experiment yet. 'lab submit RECIPE' begins one.");
    } else {
      ExperimentText.list(experiments).forEach(out()::println);
    }
    return ExitCode.DONE;
  }
}
