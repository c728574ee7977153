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

/** {@code lab retry}: has go on what failed or was pruned. */
@Command(
    name = "retry",
    header = "Have trials go on that failed or were pruned.",
    description = {
      "They go on from their last checkpoints, with a whole budget of attempts. An experiment that"
          + " had ended is open again, with the same id. Other trials stay as they are."
    },
    footer = {
      "",
      "Examples:",
      "  lab retry e3           all of its trials that failed or were pruned",
      "  lab retry e3/2         this one"
    })
public final class RetryCommand extends ClientVerb {
  @Parameters(
      index = "0",
      paramLabel = "ID",
      description = "An experiment, or a trial of it, as e3/2.")
  private String id;

  @Option(names = "--trial", paramLabel = "N", description = "A trial of a sweep.")
  private Integer trial;

  @Option(names = "--json", description = "Print the experiment as JSON.")
  private boolean json;

  @Override
  protected int ask(LabClient client) throws LabException, InterruptedException {
    TrialName named = TrialName.of(id, trial);
    ExperimentView experiment =
        client.ask(LabQuestions.retry(named.id(), named.trial())).getExperiment();
    if (json) {
      out().println(JsonViews.experiment(experiment).toPrettyString());
    } else {
      ExperimentText.brief(experiment).forEach(out()::println);
    }
    return ExitCode.DONE;
  }
}
