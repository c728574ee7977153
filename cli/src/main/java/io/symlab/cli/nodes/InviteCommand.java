package io.symlab.cli.nodes;

import io.symlab.actors.json.JsonViews;
import io.symlab.cli.client.LabClient;
import io.symlab.cli.client.LabQuestions;
import io.symlab.cli.exit.ExitCode;
import io.symlab.cli.verb.ClientVerb;
import io.symlab.experiment.LabException;
import io.symlab.proto.InvitationView;
import java.time.Duration;
import java.time.Instant;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code lab invite}: lets one more worker in. */
@Command(
    name = "invite",
    header =
        "Invite a worker: another process, here or on another machine, that works for this lab.",
    description = {
      "Prints one command, to be run on the worker's machine, which needs the same version of Symlab"
          + " and must reach this one. It can be used once, within the time. The first invitation"
          + " opens the lab: it makes an authority of its own and begins anew, so as to listen for"
          + " workers; what runs goes on from a checkpoint."
    },
    footer = {
      "",
      "Examples:",
      "  lab invite --host 192.168.1.5         the first: on which of this machine's addresses to listen",
      "  lab invite --host 127.0.0.1           for workers on this machine alone",
      "  lab invite --name gpu-box --valid 2h",
      "  lab nodes                             who is there"
    })
public final class InviteCommand extends ClientVerb {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final Duration LONGEST = Duration.ofDays(7);

  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      description =
          "The address of this machine on which the lab listens for workers; wanted the first time.")
  private String host = "";

  @Option(
      names = "--valid",
      paramLabel = "TIME",
      description = "How long it can be used, e.g. 15m or 2h; 7d at most. Default: 15m.")
  private String valid = "15m";

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "What the worker is called; default: as its machine.")
  private String name = "";

  @Option(names = "--json", description = "Print JSON: join, token, until.")
  private boolean json;

  @Override
  protected int ask(LabClient client) throws LabException, InterruptedException {
    Duration time = Times.parse("--valid", valid, LONGEST);
    InvitationView invited =
        client.ask(LabQuestions.invite(host, time, name), PATIENCE).getInvitation();
    if (invited.getBeginsAnew()) {
      err().println("lab: the lab begins anew, to listen for workers");
      awaitBack(client);
    }
    if (json) {
      out()
          .println(
              JsonViews.object()
                  .put("join", invited.getJoin())
                  .put("token", invited.getToken())
                  .put("until", Instant.ofEpochMilli(invited.getUntilMillis()).toString())
                  .toPrettyString());
      return ExitCode.DONE;
    }
    err().println("lab: run this on the worker's machine, within " + valid + ":");
    out().println("lab worker --join " + invited.getJoin() + " --token " + invited.getToken());
    return ExitCode.DONE;
  }

  /** It hangs up last of all, and is soon there again. */
  private void awaitBack(LabClient client) throws LabException, InterruptedException {
    client.awaitGone(PATIENCE);
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!LabClient.isRunning(home())) {
      if (System.nanoTime() > deadline) {
        throw new LabException(
            ExitCode.FAILED,
            "the lab does not come back; " + home().resolve("logs/lab.log") + " may say why");
      }
      Thread.sleep(100);
    }
    try (var back = LabClient.connect(home())) {
      back.ask(LabQuestions.nodes()); // answered once it listens
    }
  }
}
