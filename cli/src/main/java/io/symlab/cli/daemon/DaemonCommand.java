package io.symlab.cli.daemon;

import com.typesafe.config.ConfigFactory;
import io.symlab.cli.exit.ExitCode;
import io.symlab.cli.verb.Verb;
import io.symlab.experiment.LabException;
import io.symlab.experiment.Version;
import io.symlab.page.LabWithPage;
import picocli.CommandLine.Command;

/** The lab itself, in this process, until it is told to leave. {@code lab up} starts it. */
@Command(name = "daemon", hidden = true, description = "Be the lab, in the foreground.")
public final class DaemonCommand extends Verb {
  @Override
  public Integer call() throws LabException, InterruptedException {
    var lab = LabWithPage.start(home(), ConfigFactory.empty());
    out().println("lab " + Version.text() + " is up in " + lab.home());
    out().flush();
    if (System.getenv(BackgroundLab.KEPT) != null) {
      KeeperGuard.start(lab);
    }
    lab.awaitOrderlyEnd();
    return ExitCode.DONE;
  }
}
