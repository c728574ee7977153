package io.symlab.cli.experiments;

import io.symlab.cli.client.LabClient;
import io.symlab.cli.client.LabQuestions;
import io.symlab.cli.exit.ExitCode;
import io.symlab.cli.verb.ClientVerb;
import io.symlab.cli.verb.TrialName;
import io.symlab.experiment.LabException;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code lab pause}: lets an experiment, a trial or the whole lab rest. */
@Command(
    name = "pause",
    header = "Pause an experiment, a trial, or the whole lab.",
    description = {
      "What works leaves a checkpoint and gives its slots back; what waits is passed over. Returns"
          + " when nothing of it works any more. It stays paused, also when the lab is started again,"
          + " until 'lab resume', and uses up no attempts. What is submitted to a lab that is paused"
          + " as a whole waits."
    },
    footer = {
      "",
      "Examples:",
      "  lab pause e3           all of e3",
      "  lab pause e3/2         its second trial; the others go on",
      "  lab pause --all        everything, for as long as this machine is needed for something else"
    })
public final class PauseCommand extends ClientVerb {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @Mixin private PausedOption what;

  @Override
  protected int ask(LabClient client) throws LabException, InterruptedException {
    TrialName named = what.named();
    var reply = client.ask(LabQuestions.pause(named.id(), named.trial()), PATIENCE);
    what.print(named, reply, out());
    return ExitCode.DONE;
  }
}
