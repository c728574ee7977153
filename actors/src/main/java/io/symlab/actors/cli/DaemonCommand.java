package io.symlab.actors.cli;

import com.typesafe.config.ConfigFactory;
import io.symlab.actors.LabException;
import io.symlab.actors.LabProcess;
import io.symlab.actors.Version;
import picocli.CommandLine.Command;

/** The lab itself, in this process, until it is told to leave. {@code lab up} starts it. */
@Command(name = "daemon", hidden = true, description = "Be the lab, in the foreground.")
final class DaemonCommand extends Verb {
  @Override
  public Integer call() throws LabException, InterruptedException {
    var lab = LabProcess.start(home(), ConfigFactory.empty());
    out().println("lab " + Version.text() + " is up in " + lab.home());
    out().flush();
    lab.awaitTermination();
    return ExitCode.DONE;
  }
}
