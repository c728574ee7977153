package io.symlab.cli.experiments;

import io.symlab.actors.json.JsonViews;
import io.symlab.cli.client.LabClient;
import io.symlab.cli.client.LabQuestions;
import io.symlab.cli.display.DeviceText;
import io.symlab.cli.exit.ExitCode;
import io.symlab.cli.verb.ClientVerb;
import io.symlab.experiment.LabException;
import io.symlab.proto.DeviceList;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code lab devices}: what there is to compute on, and who holds it. */
@Command(
    name = "devices",
    header = "Show what there is to compute on, and who holds it.",
    description = {
      "What the lab's hosts have to compute on, and which trials hold it: of a processor its"
          + " slots, of a GPU its shares and its memory. The settings say which GPUs there are, and"
          + " how they are divided; a recipe's section devices says how much a trial gets."
    },
    footer = {"", "Examples:", "  lab devices", "  lab devices --json"})
public final class DevicesCommand extends ClientVerb {
  @Option(names = "--json", description = "Print JSON: an array of hosts.")
  private boolean json;

  @Override
  protected int ask(LabClient lab) throws LabException, InterruptedException {
    DeviceList list = lab.ask(LabQuestions.devices()).getDevices();
    if (json) {
      out().println(JsonViews.devices(list).toPrettyString());
    } else {
      DeviceText.table(list).forEach(out()::println);
    }
    return ExitCode.DONE;
  }
}
