package io.symlab.cli.experiments;

import io.symlab.cli.client.LabClient;
import io.symlab.cli.client.LabQuestions;
import io.symlab.cli.exit.ExitCode;
import io.symlab.cli.verb.ClientVerb;
import io.symlab.cli.verb.TrialName;
import io.symlab.experiment.LabException;
import io.symlab.experiment.RunState;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code lab resume}: lets go on what was paused. */
@Command(
    name = "resume",
    header = "Let go on what was paused.",
    description = {
      "It goes on from its checkpoint as soon as there is a slot. An experiment's resume lets its"
          + " trials go on too. With --all the lab goes on that was paused as a whole; experiments"
          + " and trials that were paused by themselves stay so."
    },
    footer = {
      "",
      "Examples:",
      "  lab resume e3",
      "  lab resume e3/2        only its second trial",
      "  lab resume --all       the lab, after 'lab pause --all'"
    })
public final class ResumeCommand extends ClientVerb {
  @Mixin private PausedOption what;

  @Override
  protected int ask(LabClient client) throws LabException, InterruptedException {
    TrialName named = what.named();
    var reply = client.ask(LabQuestions.resume(named.id(), named.trial()));
    what.print(named, reply, out());
    if (reply.hasExperiment() && RunState.PAUSED.is(reply.getExperiment().getState())) {
      err()
          .println(
              "lab: it stays paused: the lab is, or other trials of it; 'lab status' says which");
    }
    return ExitCode.DONE;
  }
}
