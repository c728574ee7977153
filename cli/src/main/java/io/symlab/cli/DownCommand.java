package io.symlab.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.symlab.experiment.LabException;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code lab down}: stops the daemon. */
@Command(
    name = "down",
    header = "Stop the lab in order.",
    description = {
      "Returns when its process is gone. What runs leaves a checkpoint first; the next 'lab up' goes"
          + " on from there."
    },
    footer = {"", "Examples:", "  lab down"})
final class DownCommand extends ClientVerb {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Override
  int ask(LabClient client) throws LabException, InterruptedException {
    long pid = client.hello().getPid();
    client.ask(LabQuestions.down(), PATIENCE);
    client.awaitGone(PATIENCE);
    if (json) {
      ObjectNode node = JsonViews.object().put("pid", pid);
      out().println(node.put("home", home().toString()).put("state", "down").toPrettyString());
    } else {
      out().println("the lab in " + home() + " is down (it was pid " + pid + ")");
    }
    return ExitCode.DONE;
  }
}
