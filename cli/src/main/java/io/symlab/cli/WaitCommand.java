package io.symlab.cli;

import io.symlab.experiment.LabException;
import io.symlab.proto.ExperimentView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lab wait}: blocks until an experiment has ended. */
@Command(
    name = "wait",
    header = "Wait until an experiment has ended.",
    description = {"The exit code says how: 0 done, 1 failed, 4 cancelled."},
    footer = {"", "Examples:", "  lab wait e3 && lab report e3", "  lab wait e3 --timeout 3600"})
final class WaitCommand extends ClientVerb {
  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "ID",
      description = "An experiment. Default: the newest.")
  private String id;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      description = "Wait no longer than this; then exit with 1.")
  private Double timeout;

  @Option(names = "--json", description = "Print the ended experiment as JSON.")
  private boolean json;

  @Override
  int ask(LabClient client) throws LabException, InterruptedException {
    String meant = client.idOrNewest(id);
    int millis = timeout == null ? -1 : (int) Math.min(Integer.MAX_VALUE, timeout * 1000);
    client.send(LabQuestions.waitFor(meant, millis));
    ExperimentView experiment = client.next(null).getExperiment();
    if (!ExitCode.ended(experiment.getState())) {
      throw new LabException(
          ExitCode.FAILED, meant + " has not ended within " + Amounts.seconds(timeout));
    }
    out()
        .println(
            json
                ? JsonViews.experiment(experiment).toPrettyString()
                : ExperimentText.head(experiment));
    return ExitCode.of(experiment.getState());
  }
}
