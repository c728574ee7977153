package io.symlab.cli.daemon;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.symlab.actors.json.JsonViews;
import io.symlab.cli.client.LabClient;
import io.symlab.cli.client.LabQuestions;
import io.symlab.cli.exit.ExitCode;
import io.symlab.cli.verb.Verb;
import io.symlab.experiment.LabException;
import io.symlab.keeper.KeeperClient;
import io.symlab.proto.KeeperView;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
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
public final class DownCommand extends Verb {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Override
  public Integer call() throws LabException, InterruptedException {
    Optional<Long> pid = pid();
    Optional<KeeperView> kept;
    try {
      kept = KeeperClient.leave(home());
    } catch (IOException e) {
      throw new LabException(
          ExitCode.FAILED, "the watchdog of " + home() + " does not answer: " + e.getMessage(), e);
    }
    if (kept.isPresent() && !kept.get().getState().equals("left")) {
      throw new LabException(
          ExitCode.FAILED,
          "the watchdog (pid " + kept.get().getPid() + ") could not end the lab in " + home());
    }
    // One that had no watchdog, or whose watchdog was killed a moment ago.
    try (var client = LabClient.tryConnect(home()).orElse(null)) {
      if (client != null) {
        pid = Optional.of(client.hello().getPid());
        client.ask(LabQuestions.down(), PATIENCE);
        client.awaitGone(PATIENCE);
      } else if (kept.isEmpty()) {
        throw LabClient.noLab(home());
      }
    }
    show(pid, kept);
    return ExitCode.DONE;
  }

  private Optional<Long> pid() throws LabException, InterruptedException {
    try (var client = LabClient.tryConnect(home()).orElse(null)) {
      return client == null ? Optional.empty() : Optional.of(client.hello().getPid());
    }
  }

  private void show(Optional<Long> pid, Optional<KeeperView> kept) {
    if (json) {
      ObjectNode node = JsonViews.object();
      if (pid.isPresent()) {
        node.put("pid", pid.get());
      } else {
        node.putNull("pid");
      }
      out().println(node.put("home", home().toString()).put("state", "down").toPrettyString());
      return;
    }
    String why = kept.map(KeeperView::getWhy).orElse("");
    String was =
        pid.map(number -> " (it was pid " + number + ")")
            .orElse((why.isEmpty() ? "" : "; " + why) + "; it will not be started again");
    out().println("the lab in " + home() + " is down" + was);
  }
}
