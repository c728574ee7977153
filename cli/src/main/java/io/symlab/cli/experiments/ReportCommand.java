package io.symlab.cli.experiments;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.symlab.actors.json.JsonViews;
import io.symlab.cli.client.LabAnswers;
import io.symlab.cli.exit.ExitCode;
import io.symlab.cli.verb.ReadingVerb;
import io.symlab.cli.verb.TrialOption;
import io.symlab.experiment.LabException;
import io.symlab.proto.ExperimentView;
import io.symlab.proto.TrialView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code lab report}: where a trial's report lies. */
@Command(
    name = "report",
    header = "Print where a trial's report lies.",
    description = {
      "An HTML file that opens anywhere, with the same as PNG, CSV and JSON beside it."
    },
    footer = {"", "Examples:", "  lab report e3", "  lab report e3 --open"})
public final class ReportCommand extends ReadingVerb {
  @Mixin private TrialOption which;

  @Option(names = "--open", description = "Open it in the browser.")
  private boolean open;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Override
  protected int ask(LabAnswers lab) throws LabException, InterruptedException {
    ExperimentView experiment = lab.experiment(lab.idOrNewest(which.id()));
    TrialView trial = Trials.find(experiment, which.trial());
    if (trial.getReport().isEmpty()) {
      throw new LabException(
          ExitCode.FAILED,
          "trial "
              + which.trial()
              + " of "
              + experiment.getId()
              + " has no report yet; it is "
              + trial.getState());
    }
    if (!Files.exists(Path.of(trial.getReport()))) {
      throw new LabException(
          ExitCode.FAILED, "the report is no longer where it was: " + trial.getReport());
    }
    if (json) {
      ObjectNode node = JsonViews.object();
      node.put("id", experiment.getId()).put("trial", which.trial());
      out().println(node.put("report", trial.getReport()).toPrettyString());
    } else {
      out().println(trial.getReport());
    }
    if (open) {
      open(trial.getReport());
    }
    return ExitCode.DONE;
  }

  private static void open(String file) throws LabException {
    boolean mac = System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("mac");
    String opener = mac ? "open" : "xdg-open";
    try {
      new ProcessBuilder(opener, file)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .redirectError(ProcessBuilder.Redirect.DISCARD)
          .start();
    } catch (IOException e) {
      throw new LabException(
          ExitCode.FAILED, "can't run " + opener + "; open " + file + " by hand", e);
    }
  }
}
