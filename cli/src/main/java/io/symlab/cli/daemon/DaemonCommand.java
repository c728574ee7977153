package io.symlab.cli.daemon;

import com.typesafe.config.ConfigFactory;
import io.symlab.actors.LabProcess;
import io.symlab.actors.home.HomeTroubleException;
import io.symlab.cli.exit.ExitCode;
import io.symlab.cli.verb.Verb;
import io.symlab.experiment.LabException;
import io.symlab.experiment.Version;
import io.symlab.page.LabWithPage;
import picocli.CommandLine.Command;

/** The lab itself, in this process, until it is told to leave. {@code lab up} starts it. */
@Command(name = "daemon", hidden = true, description = "Be the lab, in the foreground.")
public final class DaemonCommand extends Verb {
  /** What it says while it waits for its disk; {@code lab up} looks for it. */
  static final String WAITS = "it starts once that is mended";

  private static final long LOOK_MILLIS = 3000;

  /** A full disk is no crash: it is waited for, since whoever watches would give up. */
  private LabProcess start() throws LabException, InterruptedException {
    String said = "";
    while (true) {
      try {
        return LabWithPage.start(home(), ConfigFactory.empty());
      } catch (HomeTroubleException e) {
        if (!said.equals(e.getMessage())) {
          said = e.getMessage();
          err().println("lab: " + said + "; " + WAITS);
          err().flush();
        }
        Thread.sleep(LOOK_MILLIS);
      }
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
