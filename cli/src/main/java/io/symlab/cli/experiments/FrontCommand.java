package io.symlab.cli.experiments;

import io.symlab.actors.json.JsonViews;
import io.symlab.cli.client.Answers;
import io.symlab.cli.client.LabFront;
import io.symlab.cli.display.FrontText;
import io.symlab.cli.exit.ExitCode;
import io.symlab.cli.verb.TrialOption;
import io.symlab.cli.verb.Verb;
import io.symlab.experiment.LabException;
import io.symlab.experiment.results.FrontFile;
import io.symlab.symbolic.export.FrontJson;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code lab front}: the rules found so far, from the simplest to the most accurate. */
@Command(
    name = "front",
    header = "Show the rules that a trial, or a search in a table, has found.",
    description = {
      "The front of complexity and loss, from the simplest to the most accurate, also while it grows."
          + " ID may also be the folder that 'lab distill' left, of one search or of several, or a"
          + " front.json."
    },
    footer = {
      "",
      "Examples:",
      "  lab front e3",
      "  lab front e3 --trial 2 --json",
      "  lab front distill-data-1"
    })
public final class FrontCommand extends Verb {
  @Mixin private TrialOption which;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Override
  public Integer call() throws LabException, InterruptedException {
    String given = which.given();
    if (!FrontFolder.isOfLab(given)) {
      List<Path> several = FrontFolder.several(which);
      if (several.isEmpty()) {
        FrontFile front = FrontFolder.read(which);
        show(given, new FrontJson().with("folder", given), new LabFront(front));
      } else {
        showAll(several);
      }
      return ExitCode.DONE;
    }
    try (var answers = Answers.of(home(), err())) {
      String id = answers.lab().idOrNewest(which.id());
      var where = new FrontJson().with("id", id).with("trial", which.trial());
      LabFront front = LabFront.ask(answers.lab(), id, which.trial());
      show(id + ", trial " + which.trial(), where, front);
    }
    return ExitCode.DONE;
  }

  /** One after the other; as JSON a list. */
  private void showAll(List<Path> folders) throws LabException {
    String before = json ? "[\n" : "";
    for (Path folder : folders) {
      out().print(before);
      String name = folder.toString();
      show(name, new FrontJson().with("folder", name), new LabFront(FrontFile.read(folder)));
      before = json ? ",\n" : "\n";
    }
    out().print(json ? "]\n" : "");
  }

  private void show(String name, FrontJson where, LabFront lab) {
    if (json) {
      out().print(JsonViews.front(where, lab.front(), lab.tried()));
    } else {
      out().println(name + ": " + FrontText.summary(lab.front()));
      FrontText.lines(lab.front(), lab.tried()).forEach(out()::println);
    }
  }
}
