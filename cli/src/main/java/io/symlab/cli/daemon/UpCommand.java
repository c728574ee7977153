package io.symlab.cli.daemon;

import com.typesafe.config.ConfigFactory;
import io.symlab.actors.LabProcess;
import io.symlab.actors.json.JsonViews;
import io.symlab.cli.client.Answers;
import io.symlab.cli.client.LabClient;
import io.symlab.cli.client.LabQuestions;
import io.symlab.cli.exit.ExitCode;
import io.symlab.cli.exit.Interrupts;
import io.symlab.cli.verb.Verb;
import io.symlab.experiment.LabException;
import io.symlab.experiment.Version;
import io.symlab.page.LabWithPage;
import io.symlab.proto.LabView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code lab up}: starts the daemon. */
@Command(
    name = "up",
    header = "Start the lab in the background.",
    description = {
      "Returns when the lab answers. Experiments that had not ended go on. A small watchdog starts it"
          + " again if it crashes, and gives up after five crashes in a row."
    },
    footer = {
      "",
      "Examples:",
      "  lab up",
      "  lab up --home /data/lab",
      "  lab up --foreground          stay attached, for containers",
      "  lab up --systemd             as a service of yours: systemd starts it, now and at each login"
    })
public final class UpCommand extends Verb {
  @Option(names = "--foreground", description = "Be the lab in this process; no watchdog.")
  private boolean foreground;

  @Option(
      names = "--systemd",
      description =
          "Have systemd keep it, in place of the watchdog: installs a unit of this user, and starts"
              + " it.")
  private boolean systemd;

  @Option(names = "--json", description = "Print JSON: pid, home, version.")
  private boolean json;

  @Override
  public Integer call() throws LabException, InterruptedException {
    if (foreground && systemd) {
      throw new LabException(
          ExitCode.BAD_INPUT, "--foreground and --systemd exclude each other: choose one");
    }
    if (foreground) {
      return stay();
    }
    if (systemd) {
      err()
          .println(
              "lab: "
                  + SystemdLab.install(home())
                  + " is enabled; 'loginctl"
                  + " enable-linger' has it run while you are logged out, too");
    }
    boolean running = !systemd && LabClient.isRunning(home());
    if (!running && !systemd) {
      BackgroundLab.start(home(), err());
    }
    try (var client = LabClient.connect(home())) {
      LabView lab = client.ask(LabQuestions.ping()).getLab();
      if (json) {
        out().println(JsonViews.lab(lab).toPrettyString());
      } else {
        String was = running ? "is up already" : "is up";
        out()
            .println(
                "lab "
                    + lab.getVersion()
                    + " "
                    + was
                    + " in "
                    + lab.getHome()
                    + ", pid "
                    + lab.getPid());
        Answers.noteVersion(client, err());
      }
    }
    return ExitCode.DONE;
  }

  private int stay() throws LabException, InterruptedException {
    LabProcess lab;
    do {
      lab = LabWithPage.start(home(), ConfigFactory.empty());
      out().println("lab " + Version.text() + " is up in " + lab.home() + "; Ctrl-C stops it");
      out().flush();
      var leaving = Interrupts.leave(lab, err());
      lab.awaitTermination();
      if (leaving.asked()) {
        Thread.currentThread().join(); // the interrupt ends the process
      }
      lab.awaitOrderlyEnd();
    } while (lab.isToBeginAnew());
    return ExitCode.DONE;
  }
}
