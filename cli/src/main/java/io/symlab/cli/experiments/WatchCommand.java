package io.symlab.cli.experiments;

import io.symlab.cli.client.LabClient;
import io.symlab.cli.verb.ClientVerb;
import io.symlab.experiment.LabException;
import io.symlab.experiment.RunState;
import io.symlab.proto.ExperimentView;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code lab watch}: an experiment, live. */
@Command(
    name = "watch",
    header = "Watch an experiment until it ends.",
    description = {
      "Shows stages, rates, time left, and the front as it grows. Ctrl-C stops watching, not the"
          + " experiment. The exit code says how it ended."
    },
    footer = {"", "Examples:", "  lab watch", "  lab watch e3 | tee e3.log"})
public final class WatchCommand extends ClientVerb {
  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "ID",
      description = "An experiment. Default: the one that runs, else the newest.")
  private String id;

  @Override
  protected int ask(LabClient client) throws LabException, InterruptedException {
    String meant = id;
    if (meant == null) {
      List<ExperimentView> experiments = client.experiments();
      meant =
          experiments.stream()
              .filter(experiment -> RunState.RUNNING.is(experiment.getState()))
              .map(ExperimentView::getId)
              .findFirst()
              .orElse(null);
    }
    return Outcome.lookOn(home(), client, client.idOrNewest(meant), out(), err());
  }
}
