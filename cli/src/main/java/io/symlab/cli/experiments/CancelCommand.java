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
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lab cancel}: ends an experiment before its time. */
@Command(
    name = "cancel",
    header = "Cancel an experiment.",
    description = {"Returns when it has really stopped."},
    footer = {"", "Examples:", "  lab cancel e3"})
public final class CancelCommand extends ClientVerb {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @Parameters(index = "0", paramLabel = "ID", description = "An experiment.")
  private String id;

  @Option(names = "--json", description = "Print the experiment as JSON.")
  private boolean json;

  @Override
  protected int ask(LabClient client) throws LabException, InterruptedException {
    TrialName named = TrialName.of(id, null);
    if (named.trial() > 0) {
      requireOnly(named, client.experiment(named.id()));
    }
    ExperimentView experiment =
        client.ask(LabQuestions.cancel(named.id()), PATIENCE).getExperiment();
    out()
        .println(
            json
                ? JsonViews.experiment(experiment).toPrettyString()
                : ExperimentText.head(experiment));
    return ExitCode.DONE;
  }

  /** An experiment of one trial may be called by its trial. */
  private static void requireOnly(TrialName named, ExperimentView experiment) throws LabException {
    Trials.find(experiment, named.trial());
    if (experiment.getTrialsCount() > 1) {
      throw new LabException(
          ExitCode.BAD_INPUT,
          "'lab cancel "
              + named.id()
              + "' ends all "
              + experiment.getTrialsCount()
              + " trials of "
              + named.id()
              + ", and one alone can't be cancelled: 'lab pause "
              + named.id()
              + "/"
              + named.trial()
              + "' keeps it back");
    }
  }
}
