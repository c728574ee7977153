package io.symlab.cli.experiments;

import io.symlab.cli.client.LabClient;
import io.symlab.cli.verb.ClientVerb;
import io.symlab.cli.verb.TrialName;
import io.symlab.experiment.LabException;
import io.symlab.experiment.RunState;
import io.symlab.proto.ExperimentView;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code lab watch}: an experiment, live. */
@Command(
    name = "watch",
    header = "Watch an experiment, or all of them, until they end.",
    description = {
      "Shows stages, rates, time left, and the front as it grows; of several experiments, how many"
          + " of their trials stand how. Ctrl-C stops watching, not the experiment. The exit code says"
          + " how it ended, of several how the worst did."
    },
    footer = {
      "",
      "Examples:",
      "  lab watch                 everything",
      "  lab watch e3 | tee e3.log"
    })
public final class WatchCommand extends ClientVerb {
  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "ID",
      description = "An experiment. Default: all that have not ended, else the newest.")
  private String id;

  @Override
  protected int ask(LabClient client) throws LabException, InterruptedException {
    if (id != null) {
      return Outcome.lookOn(home(), client, TrialName.whole(id, "watch"), out(), err());
    }
    List<String> open =
        client.experiments().stream()
            .filter(experiment -> !RunState.ended(experiment.getState()))
            .map(ExperimentView::getId)
            .toList();
    if (open.size() > 1) {
      return WatchAll.watch(home(), client, Set.copyOf(open), out(), err());
    }
    String one = client.idOrNewest(open.isEmpty() ? null : open.get(0));
    return Outcome.lookOn(home(), client, one, out(), err());
  }
}
