package io.symlab.cli.experiments;

import io.symlab.cli.client.LabClient;
import io.symlab.cli.exit.ExitCode;
import io.symlab.cli.verb.ClientVerb;
import io.symlab.cli.verb.TrialName;
import io.symlab.experiment.LabException;
import io.symlab.experiment.RunState;
import io.symlab.proto.ExperimentView;
import java.util.LinkedHashSet;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code lab rm}: removes experiments that have ended. */
@Command(
    name = "rm",
    header = "Remove experiments that have ended, with their folders.",
    description = {
      "First says what would go and how many bytes that are, then asks. What has not ended is never"
          + " removed, and no id is used again."
    },
    footer = {
      "",
      "Examples:",
      "  lab rm e3",
      "  lab rm e3 e4 --yes      without asking",
      "  lab rm e3 --dry-run     only says it"
    })
public final class RemoveCommand extends ClientVerb {
  @Parameters(arity = "1..*", paramLabel = "ID", description = "Experiments that have ended.")
  private List<String> ids;

  @Mixin private Removal removal;

  @Override
  protected int ask(LabClient client) throws LabException, InterruptedException {
    for (String id : new LinkedHashSet<>(ids)) {
      ExperimentView experiment = client.experiment(TrialName.whole(id, "rm"));
      if (!RunState.ended(experiment.getState())) {
        throw new LabException(
            ExitCode.BAD_INPUT,
            id + " is " + experiment.getState() + "; 'lab cancel " + id + "' ends it");
      }
      removal.add(experiment);
    }
    return removal.run(client, out());
  }
}
