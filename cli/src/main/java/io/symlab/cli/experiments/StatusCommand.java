package io.symlab.cli.experiments;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.symlab.cli.client.LabClient;
import io.symlab.cli.client.LabQuestions;
import io.symlab.cli.display.ExperimentText;
import io.symlab.cli.display.JsonViews;
import io.symlab.cli.exit.ExitCode;
import io.symlab.cli.terminal.Amounts;
import io.symlab.cli.verb.ClientVerb;
import io.symlab.experiment.LabException;
import io.symlab.experiment.Version;
import io.symlab.proto.ExperimentView;
import io.symlab.proto.LabView;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lab status}: the lab and what it works on, or one experiment in full. */
@Command(
    name = "status",
    header = "Show how the lab stands, or one experiment.",
    description = {
      "Without ID: the lab and what has not ended. With ID: all its trials and stages."
    },
    footer = {
      "",
      "Examples:",
      "  lab status                the lab, and the experiments that have not ended",
      "  lab status e3             trials, stages, progress, failures of e3",
      "  lab status --json         with the lab's pid, home and version"
    })
public final class StatusCommand extends ClientVerb {
  @Parameters(index = "0", arity = "0..1", paramLabel = "ID", description = "An experiment.")
  private String id;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Override
  protected int ask(LabClient client) throws LabException, InterruptedException {
    if (id != null) {
      ExperimentView experiment = client.experiment(id);
      if (json) {
        out().println(JsonViews.experiment(experiment).toPrettyString());
      } else {
        ExperimentText.detail(experiment).forEach(out()::println);
      }
      return ExitCode.DONE;
    }
    LabView lab = client.ask(LabQuestions.ping()).getLab();
    List<ExperimentView> open =
        lab.getRunning() == 0
            ? List.of()
            : client.experiments().stream().filter(e -> !ExitCode.ended(e.getState())).toList();
    if (json) {
      ObjectNode node = JsonViews.lab(lab);
      ArrayNode array = node.putArray("open");
      open.forEach(experiment -> array.add(JsonViews.experiment(experiment)));
      out().println(node.toPrettyString());
    } else {
      show(lab, open);
    }
    return ExitCode.DONE;
  }

  private void show(LabView lab, List<ExperimentView> open) {
    double up = (System.currentTimeMillis() - lab.getStartedMillis()) / 1000.0;
    out().println("lab " + lab.getVersion() + " in " + lab.getHome());
    out()
        .println(
            "pid "
                + lab.getPid()
                + ", up for "
                + Amounts.seconds(up)
                + ", "
                + (lab.getSlots() - lab.getSlotsFree())
                + " of "
                + lab.getSlots()
                + " slots at work, "
                + lab.getExperiments()
                + (lab.getExperiments() == 1 ? " experiment" : " experiments"));
    if (!lab.getVersion().equals(Version.text())) {
      out()
          .println("this command is " + Version.text() + ": 'lab down' and 'lab up' renew the lab");
    }
    open.forEach(experiment -> ExperimentText.detail(experiment).forEach(out()::println));
  }
}
