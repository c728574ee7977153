package io.symlab.cli.experiments;

import io.symlab.actors.json.JsonViews;
import io.symlab.cli.client.LabAnswers;
import io.symlab.cli.client.LabFront;
import io.symlab.cli.display.FrontText;
import io.symlab.cli.exit.ExitCode;
import io.symlab.cli.verb.ReadingVerb;
import io.symlab.cli.verb.TrialOption;
import io.symlab.experiment.LabException;
import io.symlab.symbolic.export.FrontJson;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code lab front}: the rules found so far, from the simplest to the most accurate. */
@Command(
    name = "front",
    header = "Show the rules that a trial has found.",
    description = {
      "The front of complexity and loss, from the simplest to the most accurate, also while it grows."
    },
    footer = {"", "Examples:", "  lab front e3", "  lab front e3 --trial 2 --json"})
public final class FrontCommand extends ReadingVerb {
  @Mixin private TrialOption which;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Override
  protected int ask(LabAnswers answers) throws LabException, InterruptedException {
    String id = answers.idOrNewest(which.id());
    LabFront lab = LabFront.ask(answers, id, which.trial());
    if (json) {
      var where = new FrontJson().with("id", id).with("trial", which.trial());
      out().print(JsonViews.front(where, lab.front(), lab.tried()));
    } else {
      out().println(id + ", trial " + which.trial() + ": " + FrontText.summary(lab.front()));
      FrontText.lines(lab.front(), lab.tried()).forEach(out()::println);
    }
    return ExitCode.DONE;
  }
}
