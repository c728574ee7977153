package io.symlab.cli.experiments;

import io.symlab.actors.json.JsonViews;
import io.symlab.cli.client.LabClient;
import io.symlab.cli.client.LabQuestions;
import io.symlab.cli.display.ExperimentText;
import io.symlab.cli.exit.ExitCode;
import io.symlab.cli.verb.ClientVerb;
import io.symlab.cli.verb.TrialName;
import io.symlab.experiment.LabException;
import io.symlab.proto.ExperimentView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lab priority}: puts an experiment before or behind others. */
@Command(
    name = "priority",
    header = "Put an experiment before others, or behind them.",
    description = {
      "Of the trials that wait for a slot, those of the highest priority go first, and of these"
          + " those that were submitted first. What runs is not interrupted: it keeps its slots to the"
          + " end of its trial. Priorities go from -100 to 100; without one it is 0."
    },
    footer = {"", "Examples:", "  lab priority e3 10", "  lab priority e3 -5"})
public final class PriorityCommand extends ClientVerb {
  @Parameters(index = "0", paramLabel = "ID", description = "An experiment.")
  private String id;

  @Parameters(index = "1", paramLabel = "N", description = "From -100 to 100; higher goes first.")
  private int priority;

  @Option(names = "--json", description = "Print the experiment as JSON.")
  private boolean json;

  @Override
  protected int ask(LabClient client) throws LabException, InterruptedException {
    ExperimentView experiment =
        client
            .ask(LabQuestions.prioritise(TrialName.whole(id, "priority"), priority))
            .getExperiment();
    out()
        .println(
            json
                ? JsonViews.experiment(experiment).toPrettyString()
                : ExperimentText.head(experiment));
    return ExitCode.DONE;
  }
}
