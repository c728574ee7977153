package io.symlab.cli.daemon;

import com.typesafe.config.ConfigFactory;
import io.symlab.actors.LabProcess;
import io.symlab.actors.home.HomeTroubleException;
import io.symlab.cli.exit.ExitCode;
import io.symlab.cli.verb.Verb;
import io.symlab.experiment.LabException;
import io.symlab.experiment.Version;
import io.symlab.keeper.KeeperClient;
import io.symlab.page.LabWithPage;
import java.io.IOException;
import picocli.CommandLine.Command;

/** The lab itself, in this process, until it is told to leave. {@code lab up} starts it. */
@Command(name = "daemon", hidden = true, description = "Be the lab, in the foreground.")
public final class DaemonCommand extends Verb {
  private static final long LOOK_MILLIS = 3000;

  /** A full disk is no crash: it is waited for, since whoever watches would give up. */
  private LabProcess start() throws LabException, InterruptedException {
    String said = "";
    while (true) {
      try {
        LabProcess lab = LabWithPage.start(home(), ConfigFactory.empty());
        if (!said.isEmpty()) {
          tell("");
        }
        return lab;
      } catch (HomeTroubleException e) {
        tell(e.getMessage()); // each time: the watchdog may be another by now
        if (!said.equals(e.getMessage())) {
          said = e.getMessage();
          err().println("lab: " + said + "; it starts once that is mended");
          err().flush();
        }
        Thread.sleep(LOOK_MILLIS);
      }
    }
  }

  private void tell(String reason) throws InterruptedException {
    try {
      KeeperClient.waits(home(), reason);
    } catch (IOException e) {
      err().println("lab: the watchdog can't be told: " + e.getMessage());
    }
  }

  @Override
  public Integer call() throws LabException, InterruptedException {
    LabProcess lab;
    do {
      lab = start();
      out().println("lab " + Version.text() + " is up in " + lab.home());
      out().flush();
      if (System.getenv(BackgroundLab.KEPT) != null) {
        KeeperGuard.start(lab);
      }
      lab.awaitOrderlyEnd();
    } while (lab.isToBeginAnew());
    return ExitCode.DONE;
  }
}
